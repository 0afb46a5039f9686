import type {
  AddTagsToStreamInput,
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  ListTagsForStreamInput,
  ListTagsForStreamOutput,
  RemoveTagsFromStreamInput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { consumerAt } from './consumers.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

const MAX_TAGS = 50;

/** Adds to or overwrites tags. Throws InvalidArgumentException, LimitExceededException. */
export function addTags(tags: Map<string, string>, added: Record<string, string>, caller: Principal): void {
  for (const [key, value] of Object.entries(added)) {
    refuseViolations('ValidationException', [lengthWithin('tags', key, 1, 128), lengthWithin('tags', value, 0, 256)]);
    refuseReserved(key, caller);
  }
  if (userTags(new Set([...tags.keys(), ...Object.keys(added)])) > MAX_TAGS) {
    throw new AwsError('InvalidArgumentException', `Failed to add tags to stream: a resource has at most ${MAX_TAGS} tags.`);
  }
  for (const [key, value] of Object.entries(added)) tags.set(key, value);
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw new AwsError('InvalidArgumentException', `Tag keys may not start with aws: ${key}`);
}

export const AddTagsToStream: Operation<KinesisState, AddTagsToStreamInput, void> = (input, call) =>
  addTags(streamOf(call, input).tags, input.Tags!, call.principal);

export const RemoveTagsFromStream: Operation<KinesisState, RemoveTagsFromStreamInput, void> = (input, call) => {
  const { tags } = streamOf(call, input);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.delete(key);
};

/** A page of a stream's tags, by key. Kinesis API Reference, ListTagsForStream. */
export const ListTagsForStream: Operation<KinesisState, ListTagsForStreamInput, ListTagsForStreamOutput> = (input, call) => {
  const limit = input.Limit ?? MAX_TAGS;
  refuseViolations('ValidationException', [valueWithin('limit', limit, 1, MAX_TAGS)]);
  const after = input.ExclusiveStartTagKey ?? '';
  const tags = sorted(streamOf(call, input).tags).filter(({ Key }) => Key > after);
  return { Tags: tags.slice(0, limit), HasMoreTags: tags.length > limit };
};

export const TagResource: Operation<KinesisState, TagResourceInput, void> = (input, call) =>
  addTags(taggedAt(call, input.ResourceARN!), input.Tags!, call.principal);

export const UntagResource: Operation<KinesisState, UntagResourceInput, void> = (input, call) => {
  const tags = taggedAt(call, input.ResourceARN!);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.delete(key);
};

export const ListTagsForResource: Operation<KinesisState, ListTagsForResourceInput, ListTagsForResourceOutput> = (input, call) => ({
  Tags: sorted(taggedAt(call, input.ResourceARN!)),
});

function taggedAt(call: Call<KinesisState>, arn: string): Map<string, string> {
  return (arn.includes('/consumer/') ? consumerAt(call, { ConsumerARN: arn }).consumer : streamOf(call, { StreamARN: arn })).tags;
}

function sorted(tags: Map<string, string>): { Key: string; Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value })).sort((a, b) => (a.Key < b.Key ? -1 : 1));
}
