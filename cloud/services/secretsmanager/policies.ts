import type * as sdk from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { PolicyDocument } from '../../iam/policy.ts';
import type { Operation } from '../../operation.ts';
import { livingAt, secretAt } from './secrets.ts';
import type { SecretsState } from './state.ts';

/** Throws MalformedPolicyDocumentException, PublicPolicyException. Secrets Manager API Reference, PutResourcePolicy. */
export const PutResourcePolicy: Operation<SecretsState, sdk.PutResourcePolicyRequest, sdk.PutResourcePolicyResponse> = (input, call) => {
  const secret = livingAt(call, input.SecretId);
  const document = checkPolicy('resource', input.ResourcePolicy!, 'MalformedPolicyDocumentException');
  if (input.BlockPublicPolicy && isPublic(document))
    throw new AwsError('PublicPolicyException', 'You must not grant public access to the secret: the resource policy is too broad.');
  secret.policy = input.ResourcePolicy!;
  return { ARN: secret.arn, Name: secret.name };
};

function isPublic({ Statement }: PolicyDocument): boolean {
  return Statement.some(
    ({ Effect, Principal, Condition }) => Effect === 'Allow' && !Condition && (Principal === '*' || Principal?.AWS?.includes('*')),
  );
}

export const GetResourcePolicy: Operation<SecretsState, sdk.GetResourcePolicyRequest, sdk.GetResourcePolicyResponse> = (input, call) => {
  const { arn, name, policy } = secretAt(call, input.SecretId);
  return { ARN: arn, Name: name, ...(policy !== undefined && { ResourcePolicy: policy }) };
};

export const DeleteResourcePolicy: Operation<SecretsState, sdk.DeleteResourcePolicyRequest, sdk.DeleteResourcePolicyResponse> = (
  input,
  call,
) => {
  const secret = secretAt(call, input.SecretId);
  delete secret.policy;
  return { ARN: secret.arn, Name: secret.name };
};
