import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  TagLogGroupRequest,
  TagResourceRequest,
  UntagLogGroupRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { groupAtArn, groupOf } from './groups.ts';
import type { LogsState } from './state.ts';

const MAX_TAGS = 50;

/** Adds to or overwrites tags. Throws InvalidParameterException, TooManyTagsException. */
export function addTags(tags: Map<string, string>, added: Record<string, string>, caller: Principal): void {
  for (const [key, value] of Object.entries(added)) {
    refuseViolations('InvalidParameterException', [lengthWithin('tags', key, 1, 128), lengthWithin('tags', value, 0, 256)]);
    refuseReserved(key, caller);
  }
  if (userTags(new Set([...tags.keys(), ...Object.keys(added)])) > MAX_TAGS)
    throw new AwsError('TooManyTagsException', 'Too many tags: a resource can have no more than 50 tags.');
  for (const [key, value] of Object.entries(added)) tags.set(key, value);
}

function removeTags(tags: Map<string, string>, keys: readonly string[], caller: Principal): void {
  for (const key of keys) refuseReserved(key, caller);
  for (const key of keys) tags.delete(key);
}

function refuseReserved(key: string, caller: Principal): void {
  if (!isReservedTagKey(key, caller)) return;
  throw new AwsError('InvalidParameterException', 'aws: prefixed tag key names are not allowed for external use.');
}

export const TagResource: Operation<LogsState, TagResourceRequest, void> = (input, call) =>
  addTags(groupAtArn(call, input.resourceArn!).tags, input.tags!, call.principal);

export const UntagResource: Operation<LogsState, UntagResourceRequest, void> = (input, call) => {
  const { tags } = groupAtArn(call, input.resourceArn!);
  removeTags(tags, input.tagKeys!, call.principal);
};

export const ListTagsForResource: Operation<LogsState, ListTagsForResourceRequest, ListTagsForResourceResponse> = (input, call) => ({
  tags: Object.fromEntries(groupAtArn(call, input.resourceArn!).tags),
});

export const TagLogGroup: Operation<LogsState, TagLogGroupRequest, void> = (input, call) =>
  addTags(groupOf(call, input).tags, input.tags!, call.principal);

export const UntagLogGroup: Operation<LogsState, UntagLogGroupRequest, void> = (input, call) => {
  const { tags } = groupOf(call, input);
  removeTags(tags, input.tags!, call.principal);
};

export const ListTagsLogGroup: Operation<LogsState, ListTagsLogGroupRequest, ListTagsLogGroupResponse> = (input, call) => ({
  tags: Object.fromEntries(groupOf(call, input).tags),
});
