import type * as sdk from '@aws-sdk/client-cloudwatch';
import { tryParseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { Principal } from '../../principal.ts';
import { isReservedTagKey, userTags } from '../../tag-keys.ts';
import type { AlarmCall } from './alarms.ts';
import { invalidValue } from './errors.ts';
import type { Alarm, CloudWatchState, Local } from './state.ts';

const MOST_TAGS = 50;

/** The tags of something new. Throws InvalidParameterValueException. */
export function newTags(given: readonly sdk.Tag[] = [], caller: Principal): Map<string, string> {
  const tags = new Map<string, string>();
  addTags(tags, given, caller);
  return tags;
}

function addTags(tags: Map<string, string>, added: readonly sdk.Tag[], caller: Principal): void {
  for (const { Key } of added) refuseReserved(Key!, caller);
  if (userTags(new Set([...tags.keys(), ...added.map(({ Key }) => Key!)])) > MOST_TAGS)
    throw invalidValue(`An alarm can have at most ${MOST_TAGS} tags.`);
  for (const { Key, Value } of added) tags.set(Key!, Value!);
}

function refuseReserved(key: string, caller: Principal): void {
  if (isReservedTagKey(key, caller)) throw invalidValue('aws: prefixed tag key names are not allowed for external use.');
}

/** Alarms carry tags, dashboards do not. CloudWatch API Reference, TagResource. */
export const TagResource: Operation<CloudWatchState, sdk.TagResourceInput, sdk.TagResourceOutput, Local> = (input, call) => {
  addTags(alarmOfArn(call, input.ResourceARN!).tags, input.Tags!, call.principal);
  return {};
};

export const UntagResource: Operation<CloudWatchState, sdk.UntagResourceInput, sdk.UntagResourceOutput, Local> = (input, call) => {
  const { tags } = alarmOfArn(call, input.ResourceARN!);
  for (const key of input.TagKeys!) refuseReserved(key, call.principal);
  for (const key of input.TagKeys!) tags.delete(key);
  return {};
};

export const ListTagsForResource: Operation<CloudWatchState, sdk.ListTagsForResourceInput, sdk.ListTagsForResourceOutput, Local> = (
  input,
  call,
) => ({ Tags: [...alarmOfArn(call, input.ResourceARN!).tags].map(([Key, Value]) => ({ Key, Value })) });

function alarmOfArn(call: AlarmCall, arn: string): Alarm {
  const name = /^alarm:(.+)$/.exec(tryParseArn(arn)?.resource ?? '')?.[1];
  if (name === undefined) throw invalidValue(`The value ${arn} for parameter ResourceARN is invalid.`);
  const alarm = call.state.alarms.get(name);
  if (!alarm) {
    throw new AwsError('ResourceNotFoundException', `The alarm ${name} does not exist.`, {
      members: { ResourceType: 'alarm', ResourceId: name },
    });
  }
  return alarm;
}
