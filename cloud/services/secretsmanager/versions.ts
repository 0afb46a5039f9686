import type * as sdk from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { CURRENT, DAY_MS, invalidParameter, invalidRequest, livingAt, notFound, PREVIOUS, type SecretsCall, secretAt } from './secrets.ts';
import type { Secret, SecretsState, SecretVersion } from './state.ts';

const MOST_BYTES = 65_536;
const MOST_VERSIONS = 100;
const MOST_STAGES = 20;

/** What a request says of a version. */
interface Given {
  SecretString?: string | undefined;
  SecretBinary?: Uint8Array | undefined;
  ClientRequestToken?: string | undefined;
}

/** The value in a request; undefined where it has none. Throws InvalidParameterException. */
export function valueIn({ SecretString, SecretBinary }: Given): SecretVersion['value'] | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidParameter("You can't specify both a binary secret value and a string secret value in the same secret.");
  const size = SecretString === undefined ? (SecretBinary?.length ?? 0) : new TextEncoder().encode(SecretString).length;
  if (size > MOST_BYTES) throw invalidParameter(`The secret value must be at most ${MOST_BYTES} bytes.`);
  if (SecretString !== undefined) return { SecretString };
  return SecretBinary && { SecretBinary };
}

/**
 * Adds a version, or finds the one that the same token made before. Throws ResourceExistsException,
 * InvalidParameterException, LimitExceededException.
 */
export function addVersion(
  call: SecretsCall,
  secret: Secret,
  value: SecretVersion['value'],
  token: string | undefined,
  stages: readonly string[] = [CURRENT],
): SecretVersion {
  refuseViolations('InvalidParameterException', [lengthWithin('clientRequestToken', token, 32, 64)]);
  if (stages.length === 0 || stages.length > MOST_STAGES) throw invalidParameter(`VersionStages must have 1 to ${MOST_STAGES} items.`);
  const id = token ?? call.random.uuid();
  const present = secret.versions.get(id);
  if (present) {
    if (sameValue(present.value, value)) return present;
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  }
  const version: SecretVersion = { id, createdAt: call.clock.now(), value, stages: [] };
  secret.versions.set(id, version);
  // Reason: the first version is the current one, whatever it was called.
  const wanted = secret.versions.size === 1 ? new Set([CURRENT, ...stages]) : stages;
  for (const stage of wanted) moveStage(secret, stage, version);
  secret.changedAt = call.clock.now();
  forgetDeprecated(secret);
  return version;
}

function sameValue(a: SecretVersion['value'], b: SecretVersion['value']): boolean {
  if ('SecretString' in a || 'SecretString' in b) return 'SecretString' in a && 'SecretString' in b && a.SecretString === b.SecretString;
  return a.SecretBinary.length === b.SecretBinary.length && a.SecretBinary.every((byte, index) => byte === b.SecretBinary[index]);
}

/** A stage is at one version; what was current becomes the previous one. */
function moveStage(secret: Secret, stage: string, to: SecretVersion | undefined): void {
  const from = [...secret.versions.values()].find(({ stages }) => stages.includes(stage));
  if (from === to) return;
  if (from) from.stages = from.stages.filter((one) => one !== stage);
  to?.stages.push(stage);
  if (stage === CURRENT && from) moveStage(secret, PREVIOUS, from);
}

function forgetDeprecated({ versions }: Secret): void {
  for (const [id, { stages }] of versions) {
    if (versions.size <= MOST_VERSIONS) return;
    if (stages.length === 0) versions.delete(id);
  }
}

/** Reads a secret's value. Throws ResourceNotFoundException, InvalidRequestException. Secrets Manager API Reference, GetSecretValue. */
export const GetSecretValue: Operation<SecretsState, sdk.GetSecretValueRequest, sdk.GetSecretValueResponse> = (input, call) => {
  const secret = livingAt(call, input.SecretId);
  const version = versionAt(secret, input);
  const today = call.clock.now() - (call.clock.now() % DAY_MS);
  if (secret.accessedAt !== today || version.accessedAt !== today) {
    Object.assign(secret, { accessedAt: today });
    Object.assign(version, { accessedAt: today });
    call.changed();
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    ...version.value,
    VersionStages: [...version.stages],
    CreatedDate: new Date(version.createdAt),
  };
};

function versionAt(secret: Secret, { VersionId: id, VersionStage: stage }: sdk.GetSecretValueRequest): SecretVersion {
  if (id !== undefined) {
    const version = secret.versions.get(id);
    if (!version) throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${id}`);
    if (stage !== undefined && !version.stages.includes(stage))
      throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
    return version;
  }
  const wanted = stage ?? CURRENT;
  const version = [...secret.versions.values()].find(({ stages }) => stages.includes(wanted));
  if (!version) throw notFound(`Secrets Manager can't find the specified secret value for staging label: ${wanted}`);
  return version;
}

/** Gives a secret a new value. Secrets Manager API Reference, PutSecretValue. */
export const PutSecretValue: Operation<SecretsState, sdk.PutSecretValueRequest, sdk.PutSecretValueResponse> = (input, call) => {
  const secret = livingAt(call, input.SecretId);
  const value = valueIn(input);
  if (!value) throw invalidParameter('You must provide either SecretString or SecretBinary.');
  const { id, stages } = addVersion(call, secret, value, input.ClientRequestToken, input.VersionStages);
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: [...stages] };
};

/** Moves a stage from one version to another. Secrets Manager API Reference, UpdateSecretVersionStage. */
export const UpdateSecretVersionStage: Operation<
  SecretsState,
  sdk.UpdateSecretVersionStageRequest,
  sdk.UpdateSecretVersionStageResponse
> = (input, call) => {
  const secret = livingAt(call, input.SecretId);
  const { VersionStage: stage = '', MoveToVersionId: toId, RemoveFromVersionId: fromId } = input;
  const holder = [...secret.versions.values()].find(({ stages }) => stages.includes(stage));
  const to = toId === undefined ? undefined : secret.versions.get(toId);
  if (toId !== undefined && !to) throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${toId}`);
  if (holder && holder !== to && holder.id !== fromId)
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  if (!to && stage === CURRENT)
    throw invalidParameter("You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.");
  moveStage(secret, stage, to);
  secret.changedAt = call.clock.now();
  return { ARN: secret.arn, Name: secret.name };
};

export const ListSecretVersionIds: Operation<SecretsState, sdk.ListSecretVersionIdsRequest, sdk.ListSecretVersionIdsResponse> = (
  input,
  call,
) => {
  const secret = secretAt(call, input.SecretId);
  const versions = [...secret.versions.values()].filter(({ stages }) => input.IncludeDeprecated || stages.length > 0);
  const { items, next } = pageAfter(versions, ({ id }) => id, { token: input.NextToken, size: input.MaxResults ?? 100 }, invalidToken);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Versions: items.map(({ id, stages, createdAt, accessedAt }) => ({
      VersionId: id,
      VersionStages: [...stages],
      CreatedDate: new Date(createdAt),
      KmsKeyIds: ['DefaultEncryptionKey'],
      ...(accessedAt !== undefined && { LastAccessedDate: new Date(accessedAt) }),
    })),
    ...(next !== undefined && { NextToken: next }),
  };
};

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextTokenException', 'Invalid NextToken was provided.');
}
