import type * as sdk from '@aws-sdk/client-scheduler';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { conflict, notFound, validation } from './errors.ts';
import type { Local, ScheduleGroup, SchedulerState } from './state.ts';
import { addTags } from './tags.ts';
import { disarm } from './timers.ts';

export type SchedulerCall = Call<SchedulerState, Local>;

export const DEFAULT_GROUP = 'default';
const MOST_RESULTS = 100;

export function groupArn({ account, region }: Pick<SchedulerCall, 'account' | 'region'>, name: string): string {
  return `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;
}

/** Throws ValidationException. */
export function checkName(value: string | undefined): void {
  refuseViolations('ValidationException', [lengthWithin('name', value, 1, 64), matching('name', value, '[0-9a-zA-Z-_.]+')]);
}

/** A group by name; the default one is there from the beginning. Throws ResourceNotFoundException. */
export function groupAt(call: SchedulerCall, name: string): ScheduleGroup {
  const group = call.state.groups.get(name);
  if (group) return group;
  if (name === DEFAULT_GROUP) return newGroup(call, name);
  throw notFound('Schedule group', name);
}

function newGroup(call: SchedulerCall, name: string): ScheduleGroup {
  const now = call.clock.now();
  const group: ScheduleGroup = { name, arn: groupArn(call, name), createdAt: now, modifiedAt: now, tags: new Map() };
  call.state.groups.set(name, group);
  call.changed();
  return group;
}

/** Throws ConflictException, ValidationException. EventBridge Scheduler API Reference, CreateScheduleGroup. */
export const CreateScheduleGroup: Operation<SchedulerState, sdk.CreateScheduleGroupInput, sdk.CreateScheduleGroupOutput, Local> = (
  input,
  call,
) => {
  const name = input.Name!;
  checkName(name);
  if (call.state.groups.has(name) || name === DEFAULT_GROUP) throw conflict('Schedule group', name);
  const tags = new Map<string, string>();
  addTags(tags, input.Tags, call.principal);
  const group = newGroup(call, name);
  group.tags = tags;
  return { ScheduleGroupArn: group.arn };
};

export const GetScheduleGroup: Operation<SchedulerState, sdk.GetScheduleGroupInput, sdk.GetScheduleGroupOutput, Local> = (input, call) =>
  summary(groupAt(call, input.Name!));

export const ListScheduleGroups: Operation<SchedulerState, sdk.ListScheduleGroupsInput, sdk.ListScheduleGroupsOutput, Local> = (
  input,
  call,
) => {
  groupAt(call, DEFAULT_GROUP);
  const found = [...call.state.groups.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
  const page = { token: input.NextToken, size: input.MaxResults ?? MOST_RESULTS };
  const { items, next } = pageAfter(found, ({ name }) => name, page, invalidToken);
  return { ScheduleGroups: items.map(summary), ...(next !== undefined && { NextToken: next }) };
};

/** Deletes a group with all of its schedules, at once. EventBridge Scheduler API Reference, DeleteScheduleGroup. */
export const DeleteScheduleGroup: Operation<SchedulerState, sdk.DeleteScheduleGroupInput, sdk.DeleteScheduleGroupOutput, Local> = (
  input,
  call,
) => {
  if (input.Name === DEFAULT_GROUP) throw validation('The default schedule group cannot be deleted.');
  const { name } = groupAt(call, input.Name!);
  for (const [key, schedule] of call.state.schedules) {
    if (schedule.group !== name) continue;
    disarm(call, schedule);
    call.state.schedules.delete(key);
  }
  call.state.groups.delete(name);
  return {};
};

export function invalidToken() {
  return validation('Invalid NextToken.');
}

function summary({ name, arn, createdAt, modifiedAt }: ScheduleGroup) {
  return { Name: name, Arn: arn, State: 'ACTIVE' as const, CreationDate: new Date(createdAt), LastModificationDate: new Date(modifiedAt) };
}
