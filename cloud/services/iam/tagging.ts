import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { instanceProfileNamed, ownPolicyAt, roleNamed, userNamed } from './entities.ts';
import { pageOf } from './paging.ts';
import type { IamState } from './state.ts';
import { addTags, fromTags, removeTags } from './tags.ts';

/** Tags of roles, users, policies and instance profiles. IAM API Reference, TagRole and its neighbours. */
export const TagRole: Operation<IamState, sdk.TagRoleRequest, void> = (input, { state, principal }) =>
  addTags(roleNamed(state, input.RoleName).tags, input.Tags, principal);

export const UntagRole: Operation<IamState, sdk.UntagRoleRequest, void> = (input, { state, principal }) =>
  removeTags(roleNamed(state, input.RoleName).tags, input.TagKeys, principal);

export const ListRoleTags: Operation<IamState, sdk.ListRoleTagsRequest, sdk.ListRoleTagsResponse> = (input, { state }) =>
  pageOfTags(roleNamed(state, input.RoleName), input);

export const TagUser: Operation<IamState, sdk.TagUserRequest, void> = (input, { state, principal }) =>
  addTags(userNamed(state, input.UserName).tags, input.Tags, principal);

export const UntagUser: Operation<IamState, sdk.UntagUserRequest, void> = (input, { state, principal }) =>
  removeTags(userNamed(state, input.UserName).tags, input.TagKeys, principal);

export const ListUserTags: Operation<IamState, sdk.ListUserTagsRequest, sdk.ListUserTagsResponse> = (input, { state }) =>
  pageOfTags(userNamed(state, input.UserName), input);

export const TagPolicy: Operation<IamState, sdk.TagPolicyRequest, void> = (input, { state, principal }) =>
  addTags(ownPolicyAt(state, input.PolicyArn).tags, input.Tags, principal);

export const UntagPolicy: Operation<IamState, sdk.UntagPolicyRequest, void> = (input, { state, principal }) =>
  removeTags(ownPolicyAt(state, input.PolicyArn).tags, input.TagKeys, principal);

export const ListPolicyTags: Operation<IamState, sdk.ListPolicyTagsRequest, sdk.ListPolicyTagsResponse> = (input, { state }) =>
  pageOfTags(ownPolicyAt(state, input.PolicyArn), input);

export const TagInstanceProfile: Operation<IamState, sdk.TagInstanceProfileRequest, void> = (input, { state, principal }) =>
  addTags(instanceProfileNamed(state, input.InstanceProfileName).tags, input.Tags, principal);

export const UntagInstanceProfile: Operation<IamState, sdk.UntagInstanceProfileRequest, void> = (input, { state, principal }) =>
  removeTags(instanceProfileNamed(state, input.InstanceProfileName).tags, input.TagKeys, principal);

export const ListInstanceProfileTags: Operation<IamState, sdk.ListInstanceProfileTagsRequest, sdk.ListInstanceProfileTagsResponse> = (
  input,
  { state },
) => pageOfTags(instanceProfileNamed(state, input.InstanceProfileName), input);

function pageOfTags({ tags }: { tags: Map<string, string> }, input: { Marker?: string | undefined; MaxItems?: number | undefined }) {
  const { items, more } = pageOf(fromTags(tags), (tag) => tag.Key!, input);
  return { Tags: items, ...more };
}
