import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { toGroup, toUser } from './answers.ts';
import { alreadyExists, deleteConflict, groupNamed, isTaken, missing, userNamed } from './entities.ts';
import { checkNameAndPath, entityArn, newId } from './names.ts';
import { pageOf } from './paging.ts';
import type { Group, IamState } from './state.ts';

/** Makes a group. Throws EntityAlreadyExists. IAM API Reference, CreateGroup. */
export const CreateGroup: Operation<IamState, sdk.CreateGroupRequest, sdk.CreateGroupResponse> = (
  input,
  { state, account, clock, random },
) => {
  const { name, path } = checkNameAndPath('group', input.GroupName, input.Path);
  if (isTaken(state.groups.keys(), name)) throw alreadyExists(`Group with name ${name} already exists.`);
  const group: Group = {
    name,
    path,
    id: newId('group', random),
    arn: entityArn('group', account, path, name),
    createdAt: clock.now(),
    inlinePolicies: new Map(),
    attachedPolicies: [],
    members: [],
  };
  state.groups.set(name, group);
  return { Group: toGroup(group) };
};

/** A group and its users. IAM API Reference, GetGroup. */
export const GetGroup: Operation<IamState, sdk.GetGroupRequest, sdk.GetGroupResponse> = (input, { state }) => {
  const group = groupNamed(state, input.GroupName);
  const { items, more } = pageOf(group.members, (name) => name, input);
  return { Group: toGroup(group), Users: items.map((name) => toUser(userNamed(state, name))), ...more };
};

export const ListGroups: Operation<IamState, sdk.ListGroupsRequest, sdk.ListGroupsResponse> = (input, { state }) => {
  const under = [...state.groups.values()].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
  const { items, more } = pageOf(under, ({ name }) => name, input);
  return { Groups: items.map(toGroup), ...more };
};

export const ListGroupsForUser: Operation<IamState, sdk.ListGroupsForUserRequest, sdk.ListGroupsForUserResponse> = (input, { state }) => {
  const { name: user } = userNamed(state, input.UserName);
  const { items, more } = pageOf(
    [...state.groups.values()].filter(({ members }) => members.includes(user)),
    ({ name }) => name,
    input,
  );
  return { Groups: items.map(toGroup), ...more };
};

export const AddUserToGroup: Operation<IamState, sdk.AddUserToGroupRequest, void> = (input, { state }) => {
  const { members } = groupNamed(state, input.GroupName);
  const { name } = userNamed(state, input.UserName);
  if (!members.includes(name)) members.push(name);
};

export const RemoveUserFromGroup: Operation<IamState, sdk.RemoveUserFromGroupRequest, void> = (input, { state }) => {
  const group = groupNamed(state, input.GroupName);
  const { name } = userNamed(state, input.UserName);
  if (!group.members.includes(name)) missing(`User ${name} is not in group ${group.name}.`);
  group.members = group.members.filter((member) => member !== name);
};

/** Removes an empty group. Throws NoSuchEntity, DeleteConflict. IAM API Reference, DeleteGroup. */
export const DeleteGroup: Operation<IamState, sdk.DeleteGroupRequest, void> = (input, { state }) => {
  const group = groupNamed(state, input.GroupName);
  if (group.members.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.');
  if (group.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (group.inlinePolicies.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  state.groups.delete(group.name);
};
