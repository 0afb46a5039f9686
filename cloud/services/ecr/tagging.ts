import type * as sdk from '@aws-sdk/client-ecr';
import type { Operation } from '../../operation.ts';
import { repositoryAt } from './repositories.ts';
import type { EcrState } from './state.ts';
import { addTags, refuseReserved } from './tags.ts';

/** Tags of repositories. ECR API Reference, TagResource and its neighbours. */
export const TagResource: Operation<EcrState, sdk.TagResourceRequest, sdk.TagResourceResponse> = (input, call) => {
  addTags(repositoryAt(input.resourceArn, call).tags, input.tags, call.principal);
  return {};
};

export const UntagResource: Operation<EcrState, sdk.UntagResourceRequest, sdk.UntagResourceResponse> = (input, call) => {
  const { tags } = repositoryAt(input.resourceArn, call);
  for (const key of input.tagKeys ?? []) refuseReserved(key, call.principal);
  for (const key of input.tagKeys ?? []) tags.delete(key);
  return {};
};

export const ListTagsForResource: Operation<EcrState, sdk.ListTagsForResourceRequest, sdk.ListTagsForResourceResponse> = (input, call) => ({
  tags: [...repositoryAt(input.resourceArn, call).tags].map(([Key, Value]) => ({ Key, Value })),
});
