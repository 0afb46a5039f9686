import type * as sdk from '@aws-sdk/client-iam';
import { refuseMembers } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { Operation } from '../../operation.ts';
import { boundedBy, holdersOf, toPolicy } from './answers.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { alreadyExists, anyPolicyAt, deleteConflict, isTaken, limitExceeded, ownPolicyAt } from './entities.ts';
import { checkNameAndPath, entityArn, newId } from './names.ts';
import { pageOf } from './paging.ts';
import type { IamState, ManagedPolicy } from './state.ts';
import { toTags } from './tags.ts';

/** Characters of a managed policy without white space. */
const POLICY_LIMIT = 6_144;

/** Makes a customer managed policy. Throws EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded. IAM API Reference, CreatePolicy. */
export const CreatePolicy: Operation<IamState, sdk.CreatePolicyRequest, sdk.CreatePolicyResponse> = (
  input,
  { state, account, clock, random, principal },
) => {
  const { name, path } = checkNameAndPath('policy', input.PolicyName, input.Path);
  const arn = entityArn('policy', account, path, name);
  const names = [...state.policies.values()].map((policy) => policy.name);
  if (isTaken(names, name)) throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  const document = checkManagedPolicy(input.PolicyDocument);
  const now = clock.now();
  const policy: ManagedPolicy = {
    name,
    path,
    id: newId('policy', random),
    arn,
    ...(input.Description !== undefined && { description: input.Description }),
    createdAt: now,
    updatedAt: now,
    tags: toTags(input.Tags, principal),
    versions: [{ id: 'v1', document, createdAt: now }],
    defaultVersion: 'v1',
    nextVersion: 2,
  };
  state.policies.set(arn, policy);
  return { Policy: toPolicy(policy, state) };
};

export function checkManagedPolicy(document = ''): string {
  checkPolicy('identity', document);
  if (document.replace(/\s/g, '').length > POLICY_LIMIT) throw limitExceeded(`Cannot exceed quota for PolicySize: ${POLICY_LIMIT}`);
  return document;
}

export const GetPolicy: Operation<IamState, sdk.GetPolicyRequest, sdk.GetPolicyResponse> = (input, { state }) => ({
  Policy: toPolicy(anyPolicyAt(state, input.PolicyArn), state),
});

/** The account's policies and those of AWS's that this cloud knows. IAM API Reference, ListPolicies. */
export const ListPolicies: Operation<IamState, sdk.ListPoliciesRequest, sdk.ListPoliciesResponse> = (input, { state }) => {
  const scope = input.Scope ?? 'All';
  const all = [...(scope === 'AWS' ? [] : state.policies.values()), ...(scope === 'Local' ? [] : awsManagedPolicies.values())];
  const usage = input.PolicyUsageFilter;
  const listed = all.filter(({ path, arn }) => {
    if (!path.startsWith(input.PathPrefix ?? '/')) return false;
    if (usage === 'PermissionsBoundary') return boundedBy(state, arn).length > 0;
    return !(input.OnlyAttached || usage === 'PermissionsPolicy') || holdersOf(state, arn).length > 0;
  });
  const { items, more } = pageOf(listed, ({ arn }) => arn, input);
  return {
    Policies: items.map((policy) => {
      const { Description: _description, Tags: _tags, ...shown } = toPolicy(policy, state);
      return shown;
    }),
    ...more,
  };
};

/** Removes a policy that nobody holds. Throws NoSuchEntity, DeleteConflict. IAM API Reference, DeletePolicy. */
export const DeletePolicy: Operation<IamState, sdk.DeletePolicyRequest, void> = (input, { state }) => {
  const policy = ownPolicyAt(state, input.PolicyArn);
  if (holdersOf(state, policy.arn).length > 0 || boundedBy(state, policy.arn).length > 0) {
    throw deleteConflict('Cannot delete a policy attached to entities.');
  }
  if (policy.versions.length > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  state.policies.delete(policy.arn);
};

/** Whom a policy is attached to. IAM API Reference, ListEntitiesForPolicy. */
export const ListEntitiesForPolicy: Operation<IamState, sdk.ListEntitiesForPolicyRequest, sdk.ListEntitiesForPolicyResponse> = (
  input,
  { state },
) => {
  refuseMembers('iam ListEntitiesForPolicy', input, ['PolicyUsageFilter']);
  const { arn } = anyPolicyAt(state, input.PolicyArn);
  const filter = input.EntityFilter;
  const under = holdersOf(state, arn).filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
  const { items, more } = pageOf(under, ({ arn: holder }) => holder, input);
  const of = (kind: string) =>
    items.filter((item) => item.arn.split(':')[5]!.startsWith(`${kind.toLowerCase()}/`) && (!filter || filter === kind));
  return {
    PolicyRoles: of('Role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    PolicyUsers: of('User').map(({ name, id }) => ({ UserName: name, UserId: id })),
    PolicyGroups: of('Group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
    ...more,
  };
};
