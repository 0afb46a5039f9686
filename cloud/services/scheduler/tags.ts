import type * as sdk from '@aws-sdk/client-scheduler';
import { tryParseArn } from '../../arn.ts';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import { validation } from './errors.ts';
import { groupAt, type SchedulerCall } from './groups.ts';
import type { Local, ScheduleGroup, SchedulerState } from './state.ts';

const MOST_TAGS = 50;

/** Adds to or overwrites tags. Throws ValidationException. */
export function addTags(tags: Map<string, string>, added: readonly sdk.Tag[] = [], caller: Principal): void {
  for (const { Key } of added) refuseReserved(Key!, caller);
  if (userTags(new Set([...tags.keys(), ...added.map(({ Key }) => Key!)])) > MOST_TAGS)
    throw validation(`A schedule group can have at most ${MOST_TAGS} tags.`);
  for (const { Key, Value } of added) tags.set(Key!, Value!);
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw validation('aws: prefixed tag key names are not allowed for external use.');
}

/** Groups carry tags, schedules do not. EventBridge Scheduler API Reference, TagResource. */
export const TagResource: Operation<SchedulerState, sdk.TagResourceInput, sdk.TagResourceOutput, Local> = (input, call) => {
  addTags(groupOfArn(call, input.ResourceArn!).tags, input.Tags, call.principal);
  return {};
};

export const UntagResource: Operation<SchedulerState, sdk.UntagResourceInput, sdk.UntagResourceOutput, Local> = (input, call) => {
  const { tags } = groupOfArn(call, input.ResourceArn!);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.delete(key);
  return {};
};

export const ListTagsForResource: Operation<SchedulerState, sdk.ListTagsForResourceInput, sdk.ListTagsForResourceOutput, Local> = (
  input,
  call,
) => ({ Tags: [...groupOfArn(call, input.ResourceArn!).tags].map(([Key, Value]) => ({ Key, Value })) });

function groupOfArn(call: SchedulerCall, arn: string): ScheduleGroup {
  const [kind, name] = tryParseArn(arn)?.resource.split('/') ?? [];
  if (kind !== 'schedule-group' || name === undefined) throw validation(`Invalid resource ARN: ${arn}`);
  return groupAt(call, name);
}
