import type * as sdk from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { cloudFrontError, invalidArgument } from './errors.ts';
import type { Local } from './local.ts';
import type { CloudFrontState, Distribution } from './state.ts';

type On<Input, Output> = Operation<CloudFrontState, Input, Output, Local>;
const MOST_TAGS = 50;

/** Tags of distributions: nothing else here takes any. CloudFront API Reference, TagResource and its neighbours. */
export const TagResource: On<sdk.TagResourceRequest, void> = ({ Resource, Tags }, { state, principal }) => {
  const { tags } = taggedAt(state, Resource!);
  const merged = new Map([...tags, ...toTags(Tags?.Items, principal)]);
  checkCount(merged);
  for (const [key, value] of merged) tags.set(key, value);
};

export const UntagResource: On<sdk.UntagResourceRequest, void> = ({ Resource, TagKeys }, { state, principal }) => {
  const { tags } = taggedAt(state, Resource!);
  const keys = TagKeys?.Items ?? [];
  for (const key of keys) refuseReserved(key, principal);
  for (const key of keys) tags.delete(key);
};

export const ListTagsForResource: On<sdk.ListTagsForResourceRequest, sdk.ListTagsForResourceResult> = ({ Resource }, { state }) => ({
  Tags: { Items: [...taggedAt(state, Resource!).tags].map(([Key, Value]) => ({ Key, Value })) },
});

export function toTags(list: readonly sdk.Tag[] | undefined, caller: Principal): Map<string, string> {
  const tags = new Map<string, string>();
  for (const { Key = '', Value = '' } of list ?? []) {
    refuseReserved(Key, caller);
    if (Key === '' || Key.length > 128 || Value.length > 256) throw cloudFrontError('InvalidTagging');
    tags.set(Key, Value);
  }
  checkCount(tags);
  return tags;
}

function checkCount(tags: Map<string, string>): void {
  if (userTags(tags.keys()) > MOST_TAGS) throw cloudFrontError('InvalidTagging');
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw cloudFrontError('InvalidTagging');
}

function taggedAt({ distributions }: CloudFrontState, arn: string): Distribution {
  if (!/^arn:aws:cloudfront::\d{12}:/.test(arn)) throw invalidArgument('The parameter Resource is invalid.');
  const found = [...distributions.values()].find((distribution) => distribution.arn === arn);
  if (!found) throw cloudFrontError('NoSuchResource');
  return found;
}
