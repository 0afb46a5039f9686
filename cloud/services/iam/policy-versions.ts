import type * as sdk from '@aws-sdk/client-iam';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { encodeDocument } from './answers.ts';
import { anyPolicyAt, deleteConflict, limitExceeded, missing, ownPolicyAt } from './entities.ts';
import { pageOf } from './paging.ts';
import { checkManagedPolicy } from './policies.ts';
import type { IamState, ManagedPolicy, PolicyVersion } from './state.ts';

const MOST_VERSIONS = 5;

/** Adds a version, by wish as the one in force. Throws LimitExceeded. IAM API Reference, CreatePolicyVersion. */
export const CreatePolicyVersion: Operation<IamState, sdk.CreatePolicyVersionRequest, sdk.CreatePolicyVersionResponse> = (
  input,
  { state, clock },
) => {
  const policy = ownPolicyAt(state, input.PolicyArn);
  const document = checkManagedPolicy(input.PolicyDocument);
  if (policy.versions.length >= MOST_VERSIONS) {
    throw limitExceeded(
      `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const version = { id: `v${policy.nextVersion++}`, document, createdAt: clock.now() };
  policy.versions.push(version);
  policy.updatedAt = version.createdAt;
  if (input.SetAsDefault) policy.defaultVersion = version.id;
  return { PolicyVersion: toVersion(policy, version) };
};

export const GetPolicyVersion: Operation<IamState, sdk.GetPolicyVersionRequest, sdk.GetPolicyVersionResponse> = (input, { state }) => {
  const policy = anyPolicyAt(state, input.PolicyArn);
  if ('versions' in policy) {
    const version = versionOf(policy, input.VersionId);
    return { PolicyVersion: { Document: encodeDocument(version.document), ...toVersion(policy, version) } };
  }
  if (input.VersionId !== policy.version) missing(noVersion(policy.arn, input.VersionId));
  return { PolicyVersion: { Document: encodeDocument(policy.document), VersionId: policy.version, IsDefaultVersion: true } };
};

export const ListPolicyVersions: Operation<IamState, sdk.ListPolicyVersionsRequest, sdk.ListPolicyVersionsResponse> = (
  input,
  { state },
) => {
  const policy = anyPolicyAt(state, input.PolicyArn);
  if (!('versions' in policy)) return { Versions: [{ VersionId: policy.version, IsDefaultVersion: true }], IsTruncated: false };
  // Reason: newest first, as AWS lists them.
  const { items, more } = pageOf(policy.versions, ({ id }) => String(1_000_000 - Number(id.slice(1))), input);
  return { Versions: items.map((version) => toVersion(policy, version)), ...more };
};

export const SetDefaultPolicyVersion: Operation<IamState, sdk.SetDefaultPolicyVersionRequest, void> = (input, { state, clock }) => {
  const policy = ownPolicyAt(state, input.PolicyArn);
  policy.defaultVersion = versionOf(policy, input.VersionId).id;
  policy.updatedAt = clock.now();
};

export const DeletePolicyVersion: Operation<IamState, sdk.DeletePolicyVersionRequest, void> = (input, { state }) => {
  const policy = ownPolicyAt(state, input.PolicyArn);
  const version = versionOf(policy, input.VersionId);
  if (version.id === policy.defaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
  policy.versions.splice(policy.versions.indexOf(version), 1);
};

function versionOf(policy: ManagedPolicy, id = ''): PolicyVersion {
  if (!/^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/.test(id)) throw new AwsError('InvalidInput', `The version id ${id} is not valid.`);
  return policy.versions.find((version) => version.id === id) ?? missing(noVersion(policy.arn, id));
}

function noVersion(arn: string, id = ''): string {
  return `Policy ${arn} version ${id} does not exist or is not attachable.`;
}

function toVersion(policy: ManagedPolicy, version: PolicyVersion): sdk.PolicyVersion {
  return { VersionId: version.id, IsDefaultVersion: version.id === policy.defaultVersion, CreateDate: new Date(version.createdAt) };
}
