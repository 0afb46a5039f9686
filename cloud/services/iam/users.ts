import type * as sdk from '@aws-sdk/client-iam';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { toUser } from './answers.ts';
import { alreadyExists, checkAttachable, deleteConflict, isTaken, userNamed } from './entities.ts';
import { checkNameAndPath, entityArn, newId } from './names.ts';
import { pageOf } from './paging.ts';
import type { IamState, User } from './state.ts';
import { toTags } from './tags.ts';

/** Makes a user without keys. Throws EntityAlreadyExists. IAM API Reference, CreateUser. */
export const CreateUser: Operation<IamState, sdk.CreateUserRequest, sdk.CreateUserResponse> = (
  input,
  { state, account, clock, random, principal },
) => {
  const { name, path } = checkNameAndPath('user', input.UserName, input.Path);
  if (isTaken(state.users.keys(), name)) throw alreadyExists(`User with name ${name} already exists.`);
  if (input.PermissionsBoundary !== undefined) checkAttachable(state, input.PermissionsBoundary);
  const user: User = {
    name,
    path,
    id: newId('user', random),
    arn: entityArn('user', account, path, name),
    createdAt: clock.now(),
    inlinePolicies: new Map(),
    attachedPolicies: [],
    ...(input.PermissionsBoundary !== undefined && { permissionsBoundary: input.PermissionsBoundary }),
    tags: toTags(input.Tags, principal),
    accessKeys: new Map(),
  };
  state.users.set(name, user);
  return { User: toUser(user) };
};

/** A user by name, or the caller. IAM API Reference, GetUser. */
export const GetUser: Operation<IamState, sdk.GetUserRequest, sdk.GetUserResponse> = (input, { state, principal }) => {
  if (input.UserName !== undefined) return { User: toUser(userNamed(state, input.UserName)) };
  if (principal.type === 'user') return { User: toUser(userNamed(state, principal.userName)) };
  if (principal.type === 'root') throw notImplemented('iam GetUser of the root user');
  throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials', { status: 400 });
};

export const ListUsers: Operation<IamState, sdk.ListUsersRequest, sdk.ListUsersResponse> = (input, { state }) => {
  const under = [...state.users.values()].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
  const { items, more } = pageOf(under, ({ name }) => name, input);
  return { Users: items.map((user) => ({ ...toUser(user), Tags: undefined, PermissionsBoundary: undefined })), ...more };
};

/** Renames or moves a user; its groups keep it. IAM API Reference, UpdateUser. */
export const UpdateUser: Operation<IamState, sdk.UpdateUserRequest, void> = (input, { state, account }) => {
  const user = userNamed(state, input.UserName);
  const { name, path } = checkNameAndPath('user', input.NewUserName ?? user.name, input.NewPath ?? user.path);
  const others = [...state.users.keys()].filter((known) => known !== user.name);
  if (isTaken(others, name)) throw alreadyExists(`User with name ${name} already exists.`);
  state.users.delete(user.name);
  for (const group of state.groups.values()) group.members = group.members.map((member) => (member === user.name ? name : member));
  state.users.set(name, Object.assign(user, { name, path, arn: entityArn('user', account, path, name) }));
};

/** Removes a user that holds nothing any more. Throws NoSuchEntity, DeleteConflict. IAM API Reference, DeleteUser. */
export const DeleteUser: Operation<IamState, sdk.DeleteUserRequest, void> = (input, { state }) => {
  const user = userNamed(state, input.UserName);
  const inGroup = [...state.groups.values()].some(({ members }) => members.includes(user.name));
  if (inGroup) throw deleteConflict('Cannot delete entity, must remove users from group first.');
  if (user.accessKeys.size > 0) throw deleteConflict('Cannot delete entity, must delete access keys first.');
  if (user.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (user.inlinePolicies.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  state.users.delete(user.name);
};
