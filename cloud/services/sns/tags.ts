import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import type { SnsState, Topic } from './state.ts';
import { type SnsCall, topicAt } from './topics.ts';

const MOST_TAGS = 50;

export const TagResource: Operation<SnsState, TagResourceRequest, TagResourceResponse, Local> = (input, call) => {
  const topic = taggedAt(call, input.ResourceArn!);
  const added = new Map(input.Tags!.map(({ Key, Value }) => [Key!, Value!] as const));
  checkTags(added, call.principal, topic.tags);
  topic.tags = new Map([...topic.tags, ...added]);
  return {};
};

export const UntagResource: Operation<SnsState, UntagResourceRequest, UntagResourceResponse, Local> = (input, call) => {
  const topic = taggedAt(call, input.ResourceArn!);
  if (input.TagKeys!.some((key) => isReservedTagKey(key, call.principal))) throw invalidParameter('TagKeys');
  for (const key of input.TagKeys!) topic.tags.delete(key);
  return {};
};

export const ListTagsForResource: Operation<SnsState, ListTagsForResourceRequest, ListTagsForResourceResponse, Local> = (input, call) => ({
  Tags: [...taggedAt(call, input.ResourceArn!).tags].map(([Key, Value]) => ({ Key, Value })),
});

/** Throws InvalidParameter, TagLimitExceeded. */
export function checkTags(tags: ReadonlyMap<string, string>, caller: Principal, present: ReadonlyMap<string, string> = new Map()): void {
  if (userTags(new Set([...present.keys(), ...tags.keys()])) > MOST_TAGS)
    throw new AwsError('TagLimitExceededException', 'Could not complete request: tag quota of per resource exceeded');
  for (const [key, value] of tags) {
    if (key.length < 1 || key.length > 128 || value.length > 256 || isReservedTagKey(key, caller)) throw invalidParameter('Tags');
  }
}

function taggedAt(call: SnsCall, arn: string): Topic {
  const topic = call.state.topics.get(arn);
  if (topic) return topic;
  if (arn.split(':').length < 6) return topicAt(call, arn, 'ResourceArn');
  throw new AwsError('ResourceNotFoundException', 'Resource does not exist');
}
