import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { checkAttachable, missing, roleNamed, userNamed } from './entities.ts';
import type { IamState, Role, User } from './state.ts';

/** The most that a role or user may be allowed. IAM API Reference, PutRolePermissionsBoundary and its neighbours. */
export const PutRolePermissionsBoundary: Operation<IamState, sdk.PutRolePermissionsBoundaryRequest, void> = (input, { state }) =>
  put(roleNamed(state, input.RoleName), input.PermissionsBoundary, state);

export const DeleteRolePermissionsBoundary: Operation<IamState, sdk.DeleteRolePermissionsBoundaryRequest, void> = (input, { state }) =>
  remove(roleNamed(state, input.RoleName));

export const PutUserPermissionsBoundary: Operation<IamState, sdk.PutUserPermissionsBoundaryRequest, void> = (input, { state }) =>
  put(userNamed(state, input.UserName), input.PermissionsBoundary, state);

export const DeleteUserPermissionsBoundary: Operation<IamState, sdk.DeleteUserPermissionsBoundaryRequest, void> = (input, { state }) =>
  remove(userNamed(state, input.UserName));

function put(entity: Role | User, arn: string | undefined, state: IamState): void {
  checkAttachable(state, arn);
  entity.permissionsBoundary = arn!;
}

function remove(entity: Role | User): void {
  if (entity.permissionsBoundary === undefined) missing(`The permissions boundary of ${entity.name} cannot be found.`);
  delete entity.permissionsBoundary;
}
