import type * as sdk from '@aws-sdk/client-secrets-manager';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { DAY_MS, findSecret, invalidParameter, invalidRequest, livingAt, secretAt } from './secrets.ts';
import type { Secret, SecretsState } from './state.ts';
import { addTags } from './tags.ts';
import { addVersion, valueIn } from './versions.ts';

const DEFAULT_WINDOW_DAYS = 30;
const OWN_KEY = /^(alias\/aws\/secretsmanager|arn:aws:kms:[^:]*:[^:]*:alias\/aws\/secretsmanager)$/;

function checkKey(operation: string, key: string | undefined): void {
  if (key !== undefined && key !== '' && !OWN_KEY.test(key)) throw notImplemented(`secretsmanager ${operation} with a KMS key of your own`);
}

/** Makes a secret, with or without a value. Throws ResourceExistsException, InvalidRequestException. Secrets Manager API Reference, CreateSecret. */
export const CreateSecret: Operation<SecretsState, sdk.CreateSecretRequest, sdk.CreateSecretResponse> = (input, call) => {
  refuseMembers('secretsmanager CreateSecret', { ...input, ForceOverwriteReplicaSecret: input.ForceOverwriteReplicaSecret || undefined }, [
    'AddReplicaRegions',
    'ForceOverwriteReplicaSecret',
    'Type',
  ]);
  checkKey('CreateSecret', input.KmsKeyId);
  const name = input.Name!;
  refuseViolations('InvalidParameterException', [
    lengthWithin('name', name, 1, 512),
    matching('name', name, '[A-Za-z0-9/_+=.@-]+'),
    lengthWithin('description', input.Description, 0, 2048),
  ]);
  const value = valueIn(input);
  const present = findSecret(call, name);
  if (present?.deletion)
    throw invalidRequest("You can't create this secret because a secret with this name is already scheduled for deletion.");
  if (present && (!value || !present.versions.has(input.ClientRequestToken ?? '')))
    throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
  const now = call.clock.now();
  const secret: Secret = present ?? {
    name,
    arn: `arn:aws:secretsmanager:${call.region}:${call.account}:secret:${name}-${call.random.text(6, LETTERS_AND_DIGITS)}`,
    ...(input.Description !== undefined && { description: input.Description }),
    createdAt: now,
    changedAt: now,
    tags: new Map(),
    versions: new Map(),
  };
  addTags(secret.tags, input.Tags, call.principal);
  const version = value && addVersion(call, secret, value, input.ClientRequestToken);
  call.state.secrets.set(name, secret);
  return { ARN: secret.arn, Name: name, ...(version && { VersionId: version.id }) };
};

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Changes description or value. Secrets Manager API Reference, UpdateSecret. */
export const UpdateSecret: Operation<SecretsState, sdk.UpdateSecretRequest, sdk.UpdateSecretResponse> = (input, call) => {
  refuseMembers('secretsmanager UpdateSecret', input, ['Type']);
  checkKey('UpdateSecret', input.KmsKeyId);
  const secret = livingAt(call, input.SecretId);
  const value = valueIn(input);
  if (input.Description !== undefined) secret.description = input.Description;
  secret.changedAt = call.clock.now();
  const version = value && addVersion(call, secret, value, input.ClientRequestToken);
  return { ARN: secret.arn, Name: secret.name, ...(version && { VersionId: version.id }) };
};

/**
 * Marks a secret for deletion in 7 to 30 days, or deletes it at once. Throws InvalidParameterException,
 * ResourceNotFoundException. Secrets Manager API Reference, DeleteSecret.
 */
export const DeleteSecret: Operation<SecretsState, sdk.DeleteSecretRequest, sdk.DeleteSecretResponse> = (input, call) => {
  const { RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force = false } = input;
  if (force && days !== undefined)
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  if (days !== undefined && (days < 7 || days > 30))
    throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
  const now = call.clock.now();
  if (force) {
    const secret = findSecret(call, input.SecretId!);
    // Reason: forcing the deletion of what is gone already is no error.
    if (!secret) return { Name: input.SecretId, DeletionDate: new Date(now) };
    call.state.secrets.delete(secret.name);
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(now) };
  }
  const secret = livingAt(call, input.SecretId);
  const dueAt = now + (days ?? DEFAULT_WINDOW_DAYS) * DAY_MS;
  secret.deletion = { askedAt: now, dueAt };
  return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(dueAt) };
};

/** Takes a deletion back. Secrets Manager API Reference, RestoreSecret. */
export const RestoreSecret: Operation<SecretsState, sdk.RestoreSecretRequest, sdk.RestoreSecretResponse> = (input, call) => {
  const secret = secretAt(call, input.SecretId);
  delete secret.deletion;
  return { ARN: secret.arn, Name: secret.name };
};
