import type * as sdk from '@aws-sdk/client-iam';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { Operation } from '../../operation.ts';
import { encodeDocument } from './answers.ts';
import { groupNamed, limitExceeded, missing, roleNamed, userNamed } from './entities.ts';
import { checkName } from './names.ts';
import { pageOf } from './paging.ts';
import type { IamState, Identity } from './state.ts';

/** Characters of all inline policies of one entity together, without white space. IAM User Guide, "IAM and AWS STS quotas". */
const sizeLimits = { role: 10_240, user: 2_048, group: 5_120 } as const;
type Kind = keyof typeof sizeLimits;

/** Policies that belong to one role, user or group. IAM API Reference, PutRolePolicy and its neighbours. */
export const PutRolePolicy: Operation<IamState, sdk.PutRolePolicyRequest, void> = (input, { state }) =>
  put('role', roleNamed(state, input.RoleName), input);

export const GetRolePolicy: Operation<IamState, sdk.GetRolePolicyRequest, sdk.GetRolePolicyResponse> = (input, { state }) => ({
  RoleName: input.RoleName,
  ...get('role', roleNamed(state, input.RoleName), input),
});

export const ListRolePolicies: Operation<IamState, sdk.ListRolePoliciesRequest, sdk.ListRolePoliciesResponse> = (input, { state }) =>
  list(roleNamed(state, input.RoleName), input);

export const DeleteRolePolicy: Operation<IamState, sdk.DeleteRolePolicyRequest, void> = (input, { state }) =>
  remove('role', roleNamed(state, input.RoleName), input);

export const PutUserPolicy: Operation<IamState, sdk.PutUserPolicyRequest, void> = (input, { state }) =>
  put('user', userNamed(state, input.UserName), input);

export const GetUserPolicy: Operation<IamState, sdk.GetUserPolicyRequest, sdk.GetUserPolicyResponse> = (input, { state }) => ({
  UserName: input.UserName,
  ...get('user', userNamed(state, input.UserName), input),
});

export const ListUserPolicies: Operation<IamState, sdk.ListUserPoliciesRequest, sdk.ListUserPoliciesResponse> = (input, { state }) =>
  list(userNamed(state, input.UserName), input);

export const DeleteUserPolicy: Operation<IamState, sdk.DeleteUserPolicyRequest, void> = (input, { state }) =>
  remove('user', userNamed(state, input.UserName), input);

export const PutGroupPolicy: Operation<IamState, sdk.PutGroupPolicyRequest, void> = (input, { state }) =>
  put('group', groupNamed(state, input.GroupName), input);

export const GetGroupPolicy: Operation<IamState, sdk.GetGroupPolicyRequest, sdk.GetGroupPolicyResponse> = (input, { state }) => ({
  GroupName: input.GroupName,
  ...get('group', groupNamed(state, input.GroupName), input),
});

export const ListGroupPolicies: Operation<IamState, sdk.ListGroupPoliciesRequest, sdk.ListGroupPoliciesResponse> = (input, { state }) =>
  list(groupNamed(state, input.GroupName), input);

export const DeleteGroupPolicy: Operation<IamState, sdk.DeleteGroupPolicyRequest, void> = (input, { state }) =>
  remove('group', groupNamed(state, input.GroupName), input);

interface Named {
  PolicyName: string | undefined;
}

function put(kind: Kind, entity: Identity, input: Named & { PolicyDocument: string | undefined }): void {
  const { PolicyName: name = '', PolicyDocument: document = '' } = input;
  checkName('policyName', name, 128);
  checkPolicy('identity', document);
  const policies = new Map(entity.inlinePolicies).set(name, document);
  const size = [...policies.values()].reduce((sum, text) => sum + text.replace(/\s/g, '').length, 0);
  if (size > sizeLimits[kind]) throw limitExceeded(`Maximum policy size of ${sizeLimits[kind]} bytes exceeded for ${kind} ${entity.name}`);
  entity.inlinePolicies.set(name, document);
}

function get(kind: Kind, entity: Identity, { PolicyName: name = '' }: Named): { PolicyName: string; PolicyDocument: string } {
  const document = entity.inlinePolicies.get(name) ?? missing(`The ${kind} policy with name ${name} cannot be found.`);
  return { PolicyName: name, PolicyDocument: encodeDocument(document) };
}

function list(entity: Identity, input: { Marker?: string | undefined; MaxItems?: number | undefined }) {
  const { items, more } = pageOf(entity.inlinePolicies.keys(), (name) => name, input);
  return { PolicyNames: items, ...more };
}

function remove(kind: Kind, entity: Identity, { PolicyName: name = '' }: Named): void {
  if (!entity.inlinePolicies.delete(name)) missing(`The ${kind} policy with name ${name} cannot be found.`);
}
