import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { instanceProfileNamed, ownPolicyAt, roleNamed, userNamed } from './entities.ts';
import { pageOf } from './paging.ts';
import type { IamState } from './state.ts';
import { addTags, fromTags, removeTags } from './tags.ts';

/** Tags of roles, users, policies and instance profiles. IAM API Reference, TagRole and its neighbours. */
export const TagRole: Operation<IamState, sdk.TagRoleRequest, void> = (input, { state }) =>
  addTags(roleNamed(state, input.RoleName).tags, input.Tags);

export const UntagRole: Operation<IamState, sdk.UntagRoleRequest, void> = (input, { state }) =>
  removeTags(roleNamed(state, input.RoleName).tags, input.TagKeys);

export const ListRoleTags: Operation<IamState, sdk.ListRoleTagsRequest, sdk.ListRoleTagsResponse> = (input, { state }) =>
  pageOfTags(roleNamed(state, input.RoleName), input);

export const TagUser: Operation<IamState, sdk.TagUserRequest, void> = (input, { state }) =>
  addTags(userNamed(state, input.UserName).tags, input.Tags);

export const UntagUser: Operation<IamState, sdk.UntagUserRequest, void> = (input, { state }) =>
  removeTags(userNamed(state, input.UserName).tags, input.TagKeys);

export const ListUserTags: Operation<IamState, sdk.ListUserTagsRequest, sdk.ListUserTagsResponse> = (input, { state }) =>
  pageOfTags(userNamed(state, input.UserName), input);

export const TagPolicy: Operation<IamState, sdk.TagPolicyRequest, void> = (input, { state }) =>
  addTags(ownPolicyAt(state, input.PolicyArn).tags, input.Tags);

export const UntagPolicy: Operation<IamState, sdk.UntagPolicyRequest, void> = (input, { state }) =>
  removeTags(ownPolicyAt(state, input.PolicyArn).tags, input.TagKeys);

export const ListPolicyTags: Operation<IamState, sdk.ListPolicyTagsRequest, sdk.ListPolicyTagsResponse> = (input, { state }) =>
  pageOfTags(ownPolicyAt(state, input.PolicyArn), input);

export const TagInstanceProfile: Operation<IamState, sdk.TagInstanceProfileRequest, void> = (input, { state }) =>
  addTags(instanceProfileNamed(state, input.InstanceProfileName).tags, input.Tags);

export const UntagInstanceProfile: Operation<IamState, sdk.UntagInstanceProfileRequest, void> = (input, { state }) =>
  removeTags(instanceProfileNamed(state, input.InstanceProfileName).tags, input.TagKeys);

export const ListInstanceProfileTags: Operation<IamState, sdk.ListInstanceProfileTagsRequest, sdk.ListInstanceProfileTagsResponse> = (
  input,
  { state },
) => pageOfTags(instanceProfileNamed(state, input.InstanceProfileName), input);

function pageOfTags({ tags }: { tags: Map<string, string> }, input: { Marker?: string | undefined; MaxItems?: number | undefined }) {
  const { items, more } = pageOf(fromTags(tags), (tag) => tag.Key!, input);
  return { Tags: items, ...more };
}
