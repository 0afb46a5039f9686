import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { toListedRole, toRole } from './answers.ts';
import { checkSessionSeconds } from './CreateRole.ts';
import { deleteConflict, roleNamed } from './entities.ts';
import { pageOf } from './paging.ts';
import type { IamState } from './state.ts';
import { checkTrustPolicy } from './trust-policy.ts';

/** IAM API Reference, GetRole. Throws NoSuchEntity. */
export const GetRole: Operation<IamState, sdk.GetRoleRequest, sdk.GetRoleResponse> = (input, { state }) => ({
  Role: toRole(roleNamed(state, input.RoleName)),
});

/** Roles by name, under a path. IAM API Reference, ListRoles. */
export const ListRoles: Operation<IamState, sdk.ListRolesRequest, sdk.ListRolesResponse> = (input, { state }) => {
  const under = [...state.roles.values()].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
  const { items, more } = pageOf(under, ({ name }) => name, input);
  return { Roles: items.map(toListedRole), ...more };
};

/** Changes description and session length. IAM API Reference, UpdateRole. */
export const UpdateRole: Operation<IamState, sdk.UpdateRoleRequest, sdk.UpdateRoleResponse> = (input, { state }) => {
  const role = roleNamed(state, input.RoleName);
  const seconds = checkSessionSeconds(input.MaxSessionDuration);
  if (input.Description !== undefined) role.description = input.Description;
  if (seconds !== undefined) role.maxSessionDuration = seconds;
  return {};
};

export const UpdateRoleDescription: Operation<IamState, sdk.UpdateRoleDescriptionRequest, sdk.UpdateRoleDescriptionResponse> = (
  input,
  { state },
) => {
  const role = roleNamed(state, input.RoleName);
  role.description = input.Description ?? '';
  return { Role: toRole(role) };
};

/** Says anew who may assume the role. IAM API Reference, UpdateAssumeRolePolicy. */
export const UpdateAssumeRolePolicy: Operation<IamState, sdk.UpdateAssumeRolePolicyRequest, void> = (input, { state, account }) => {
  const role = roleNamed(state, input.RoleName);
  checkTrustPolicy(input.PolicyDocument ?? '', state, account);
  role.trustPolicy = input.PolicyDocument ?? '';
};

/** Removes a role that holds nothing any more. Throws NoSuchEntity, DeleteConflict. IAM API Reference, DeleteRole. */
export const DeleteRole: Operation<IamState, sdk.DeleteRoleRequest, void> = (input, { state }) => {
  const role = roleNamed(state, input.RoleName);
  for (const profile of state.instanceProfiles.values()) {
    if (profile.role === role.name) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
  }
  if (role.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (role.inlinePolicies.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  state.roles.delete(role.name);
};
