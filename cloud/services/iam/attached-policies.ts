import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { attachedPoliciesOf } from './answers.ts';
import { checkAttachable, groupNamed, limitExceeded, missing, roleNamed, userNamed } from './entities.ts';
import { pageOf } from './paging.ts';
import type { IamState, Identity } from './state.ts';

/** How many managed policies an entity may hold. */
const MOST_ATTACHED = 10;

/** Managed policies on roles, users and groups. IAM API Reference, AttachRolePolicy and its neighbours. */
export const AttachRolePolicy: Operation<IamState, sdk.AttachRolePolicyRequest, void> = (input, { state }) =>
  attach('PoliciesPerRole', roleNamed(state, input.RoleName), input.PolicyArn, state);

export const DetachRolePolicy: Operation<IamState, sdk.DetachRolePolicyRequest, void> = (input, { state }) =>
  detach(roleNamed(state, input.RoleName), input.PolicyArn);

export const ListAttachedRolePolicies: Operation<IamState, sdk.ListAttachedRolePoliciesRequest, sdk.ListAttachedRolePoliciesResponse> = (
  input,
  { state },
) => list(roleNamed(state, input.RoleName), input, state);

export const AttachUserPolicy: Operation<IamState, sdk.AttachUserPolicyRequest, void> = (input, { state }) =>
  attach('PoliciesPerUser', userNamed(state, input.UserName), input.PolicyArn, state);

export const DetachUserPolicy: Operation<IamState, sdk.DetachUserPolicyRequest, void> = (input, { state }) =>
  detach(userNamed(state, input.UserName), input.PolicyArn);

export const ListAttachedUserPolicies: Operation<IamState, sdk.ListAttachedUserPoliciesRequest, sdk.ListAttachedUserPoliciesResponse> = (
  input,
  { state },
) => list(userNamed(state, input.UserName), input, state);

export const AttachGroupPolicy: Operation<IamState, sdk.AttachGroupPolicyRequest, void> = (input, { state }) =>
  attach('PoliciesPerGroup', groupNamed(state, input.GroupName), input.PolicyArn, state);

export const DetachGroupPolicy: Operation<IamState, sdk.DetachGroupPolicyRequest, void> = (input, { state }) =>
  detach(groupNamed(state, input.GroupName), input.PolicyArn);

export const ListAttachedGroupPolicies: Operation<IamState, sdk.ListAttachedGroupPoliciesRequest, sdk.ListAttachedGroupPoliciesResponse> = (
  input,
  { state },
) => list(groupNamed(state, input.GroupName), input, state);

function attach(quota: string, entity: Identity, arn = '', state: IamState): void {
  checkAttachable(state, arn);
  if (entity.attachedPolicies.includes(arn)) return;
  if (entity.attachedPolicies.length >= MOST_ATTACHED) throw limitExceeded(`Cannot exceed quota for ${quota}: ${MOST_ATTACHED}`);
  entity.attachedPolicies.push(arn);
}

function detach(entity: Identity, arn = ''): void {
  const at = entity.attachedPolicies.indexOf(arn);
  if (at < 0) missing(`Policy ${arn} was not found.`);
  entity.attachedPolicies.splice(at, 1);
}

interface ListInput {
  PathPrefix?: string | undefined;
  Marker?: string | undefined;
  MaxItems?: number | undefined;
}

function list(entity: Identity, input: ListInput, state: IamState) {
  const prefix = input.PathPrefix ?? '/';
  const under = attachedPoliciesOf(entity, state).filter(({ PolicyArn: arn }) => arn!.slice(arn!.indexOf('/')).startsWith(prefix));
  const { items, more } = pageOf(under, ({ PolicyArn: arn }) => arn!, input);
  return { AttachedPolicies: items, ...more };
}
