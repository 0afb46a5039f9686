import type * as sdk from '@aws-sdk/client-eventbridge';
import { tryParseArn } from '../../arn.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { busAt, DEFAULT_BUS, type EventsCall, type EventsOperation, ruleAt } from './buses.ts';
import { limitExceeded, notFound, validation } from './errors.ts';

const MOST_TAGS = 50;

/** Tags as they are kept. Throws ValidationException, LimitExceededException. */
export function tagMap(
  added: readonly sdk.Tag[] = [],
  caller: Principal,
  present: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  for (const { Key } of added) refuseReserved(Key!, caller);
  const all = new Map([...present, ...added.map(({ Key, Value }) => [Key!, Value!] as const)]);
  if (userTags(all.keys()) > MOST_TAGS) throw limitExceeded();
  return all;
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw validation('aws: prefixed tag key names are not allowed for external use.');
}

/** Buses and rules carry tags. EventBridge API Reference, TagResource. */
export const TagResource: EventsOperation<sdk.TagResourceRequest, sdk.TagResourceResponse> = (input, call) => {
  const resource = taggedAt(call, input.ResourceARN!);
  resource.tags = tagMap(input.Tags, call.principal, resource.tags);
  return {};
};

export const UntagResource: EventsOperation<sdk.UntagResourceRequest, sdk.UntagResourceResponse> = (input, call) => {
  const { tags } = taggedAt(call, input.ResourceARN!);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.delete(key);
  return {};
};

export const ListTagsForResource: EventsOperation<sdk.ListTagsForResourceRequest, sdk.ListTagsForResourceResponse> = (input, call) => ({
  Tags: [...taggedAt(call, input.ResourceARN!).tags].map(([Key, Value]) => ({ Key, Value })),
});

function taggedAt(call: EventsCall, arn: string): { tags: Map<string, string> } {
  const [kind, ...path] = tryParseArn(arn)?.resource.split('/') ?? [];
  if (kind === 'event-bus') return busAt(call, arn);
  if (kind === 'rule') return ruleAt(call, path.length > 1 ? path[0] : DEFAULT_BUS, path.at(-1)!).rule;
  throw notFound(`Resource ${arn} does not exist.`);
}
