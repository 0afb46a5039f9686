import type { AccessCheck } from '../../operation.ts';
import { operations } from './operations.ts';
import { findSecret, type SecretsCall } from './secrets.ts';

interface Names {
  SecretId?: string;
  Name?: string;
  VersionStage?: string;
  VersionId?: string;
}

/** What each operation is about: a secret by its whole ARN. Service Authorization Reference, "AWS Secrets Manager". */
export const access: Record<string, (input: Names, call: SecretsCall) => AccessCheck> = Object.fromEntries(
  Object.keys(operations).map((operation) => [
    operation,
    (input: Names, call: SecretsCall) => ({
      action: `secretsmanager:${operation}`,
      resource: resourceOf(input, call),
      context: {
        ...(input.Name !== undefined && { 'secretsmanager:Name': input.Name }),
        ...(input.SecretId !== undefined && { 'secretsmanager:SecretId': input.SecretId }),
        ...(input.VersionStage !== undefined && { 'secretsmanager:VersionStage': input.VersionStage }),
        ...(input.VersionId !== undefined && { 'secretsmanager:VersionId': input.VersionId }),
      },
    }),
  ]),
);

function resourceOf({ SecretId, Name }: Names, call: SecretsCall): string {
  const id = SecretId ?? Name;
  if (id === undefined) return '*';
  if (id.startsWith('arn:') && id.split(':')[4] !== call.account) return id;
  return findSecret(call, id)?.arn ?? (id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${call.region}:${call.account}:secret:${id}`);
}
