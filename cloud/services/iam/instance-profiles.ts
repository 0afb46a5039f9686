import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { toInstanceProfile } from './answers.ts';
import { alreadyExists, deleteConflict, instanceProfileNamed, isTaken, limitExceeded, missing, roleNamed } from './entities.ts';
import { checkNameAndPath, entityArn, newId } from './names.ts';
import { pageOf } from './paging.ts';
import type { IamState, InstanceProfile } from './state.ts';
import { toTags } from './tags.ts';

/** What hands a role to EC2 instances. Throws EntityAlreadyExists. IAM API Reference, CreateInstanceProfile. */
export const CreateInstanceProfile: Operation<IamState, sdk.CreateInstanceProfileRequest, sdk.CreateInstanceProfileResponse> = (
  input,
  { state, account, clock, random, principal },
) => {
  const { name, path } = checkNameAndPath('instance-profile', input.InstanceProfileName, input.Path);
  if (isTaken(state.instanceProfiles.keys(), name)) throw alreadyExists(`Instance Profile ${name} already exists.`);
  const profile: InstanceProfile = {
    name,
    path,
    id: newId('instance-profile', random),
    arn: entityArn('instance-profile', account, path, name),
    createdAt: clock.now(),
    tags: toTags(input.Tags, principal),
  };
  state.instanceProfiles.set(name, profile);
  return { InstanceProfile: toInstanceProfile(profile, state) };
};

export const GetInstanceProfile: Operation<IamState, sdk.GetInstanceProfileRequest, sdk.GetInstanceProfileResponse> = (
  input,
  { state },
) => ({
  InstanceProfile: toInstanceProfile(instanceProfileNamed(state, input.InstanceProfileName), state),
});

export const ListInstanceProfiles: Operation<IamState, sdk.ListInstanceProfilesRequest, sdk.ListInstanceProfilesResponse> = (
  input,
  { state },
) => {
  const under = [...state.instanceProfiles.values()].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
  const { items, more } = pageOf(under, ({ name }) => name, input);
  return { InstanceProfiles: items.map((profile) => ({ ...toInstanceProfile(profile, state), Tags: undefined })), ...more };
};

export const ListInstanceProfilesForRole: Operation<
  IamState,
  sdk.ListInstanceProfilesForRoleRequest,
  sdk.ListInstanceProfilesForRoleResponse
> = (input, { state }) => {
  const { name: role } = roleNamed(state, input.RoleName);
  const holding = [...state.instanceProfiles.values()].filter((profile) => profile.role === role);
  const { items, more } = pageOf(holding, ({ name }) => name, input);
  return { InstanceProfiles: items.map((profile) => toInstanceProfile(profile, state)), ...more };
};

/** Gives the profile its role; the caller must be allowed to pass it. Throws LimitExceeded. */
export const AddRoleToInstanceProfile: Operation<IamState, sdk.AddRoleToInstanceProfileRequest, void> = (input, { state, authorize }) => {
  const profile = instanceProfileNamed(state, input.InstanceProfileName);
  const role = roleNamed(state, input.RoleName);
  if (profile.role !== undefined) throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
  authorize({ action: 'iam:PassRole', resource: role.arn, context: { 'iam:PassedToService': 'ec2.amazonaws.com' } });
  profile.role = role.name;
};

export const RemoveRoleFromInstanceProfile: Operation<IamState, sdk.RemoveRoleFromInstanceProfileRequest, void> = (input, { state }) => {
  const profile = instanceProfileNamed(state, input.InstanceProfileName);
  const { name } = roleNamed(state, input.RoleName);
  if (profile.role !== name) missing(`The role with name ${name} cannot be found.`);
  delete profile.role;
};

export const DeleteInstanceProfile: Operation<IamState, sdk.DeleteInstanceProfileRequest, void> = (input, { state }) => {
  const profile = instanceProfileNamed(state, input.InstanceProfileName);
  if (profile.role !== undefined) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
  state.instanceProfiles.delete(profile.name);
};
