import type { ListQueueTagsRequest, ListQueueTagsResult, TagQueueRequest, UntagQueueRequest } from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import type { Local } from './local.ts';
import { queueAt } from './queues.ts';
import type { SqsState } from './state.ts';

const MOST_TAGS = 50;
const SYSTEM_TAGS = 'System tags (beginning with aws:) cannot be modified by a caller.';

export const TagQueue: Operation<SqsState, TagQueueRequest, void, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  checkTags(input.Tags!, call.principal, queue.tags);
  queue.tags = new Map([...queue.tags, ...Object.entries(input.Tags!)]);
};

export const UntagQueue: Operation<SqsState, UntagQueueRequest, void, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  if (input.TagKeys!.some((key) => isReservedTagKey(key, call.principal))) throw refused(SYSTEM_TAGS);
  for (const key of input.TagKeys!) queue.tags.delete(key);
};

export const ListQueueTags: Operation<SqsState, ListQueueTagsRequest, ListQueueTagsResult, Local> = (input, call) => {
  const { tags } = queueAt(call, input.QueueUrl);
  return tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) };
};

/** Throws InvalidParameterValue for tags that SQS does not take. */
export function checkTags(tags: Record<string, string>, caller: Principal, present: ReadonlyMap<string, string> = new Map()): void {
  if (userTags(new Set([...present.keys(), ...Object.keys(tags)])) > MOST_TAGS)
    throw refused(`Too many tags added for queue. Maximum number of tags is ${MOST_TAGS}.`);
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > 128) throw refused('Tag keys must be between 1 and 128 characters in length.');
    if (value.length > 256) throw refused('Tag values must be between 0 and 256 characters in length.');
    if (isReservedTagKey(key, caller)) throw refused(SYSTEM_TAGS);
  }
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
