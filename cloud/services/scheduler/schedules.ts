import type * as sdk from '@aws-sdk/client-scheduler';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { parseExpression } from '../../schedule/expression.ts';
import { timeZone } from '../../schedule/time-zone.ts';
import { conflict, notFound, validation } from './errors.ts';
import { checkName, DEFAULT_GROUP, groupAt, invalidToken, type SchedulerCall } from './groups.ts';
import { assumeRole } from './invoke.ts';
import type { Local, Schedule, SchedulerState } from './state.ts';
import { checkTarget } from './targets.ts';
import { arm, disarm, nextOf } from './timers.ts';

const MOST_RESULTS = 100;

/** The schedule an input names. Throws ResourceNotFoundException. */
function scheduleAt(
  call: SchedulerCall,
  { Name, GroupName = DEFAULT_GROUP }: { Name?: string | undefined; GroupName?: string | undefined },
): Schedule {
  groupAt(call, GroupName);
  const schedule = call.state.schedules.get(`${GroupName}/${Name}`);
  if (!schedule) throw notFound('Schedule', Name!);
  return schedule;
}

export function scheduleArn({ account, region }: Pick<SchedulerCall, 'account' | 'region'>, group: string, name: string): string {
  return `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`;
}

/** Throws ConflictException, ResourceNotFoundException, ValidationException. EventBridge Scheduler API Reference, CreateSchedule. */
export const CreateSchedule: Operation<SchedulerState, sdk.CreateScheduleInput, sdk.CreateScheduleOutput, Local> = async (input, call) => {
  const group = input.GroupName ?? DEFAULT_GROUP;
  checkName(input.Name);
  groupAt(call, group);
  const present = call.state.schedules.get(`${group}/${input.Name}`);
  if (present && present.clientToken === input.ClientToken && input.ClientToken !== undefined) return { ScheduleArn: present.arn };
  if (present) throw conflict('Schedule', input.Name!);
  const settings = await settingsOf(call, input, group);
  const now = call.clock.now();
  const arn = scheduleArn(call, group, input.Name!);
  const token = input.ClientToken;
  put(call, {
    name: input.Name!,
    group,
    arn,
    createdAt: now,
    modifiedAt: now,
    ...settings,
    pending: [],
    ...(token !== undefined && { clientToken: token }),
  });
  return { ScheduleArn: arn };
};

/** Replaces all settings: what is left out has its default again. EventBridge Scheduler API Reference, UpdateSchedule. */
export const UpdateSchedule: Operation<SchedulerState, sdk.UpdateScheduleInput, sdk.UpdateScheduleOutput, Local> = async (input, call) => {
  const { name, group, arn, createdAt, clientToken } = scheduleAt(call, input);
  const settings = await settingsOf(call, input, group);
  const kept = { name, group, arn, createdAt, pending: [], ...(clientToken !== undefined && { clientToken }) };
  put(call, { ...kept, ...settings, modifiedAt: call.clock.now() });
  return { ScheduleArn: arn };
};

export const GetSchedule: Operation<SchedulerState, sdk.GetScheduleInput, sdk.GetScheduleOutput, Local> = (input, call) => {
  const schedule = scheduleAt(call, input);
  const { expression, timeZone: zone, startAt, endAt, description, target, window, afterCompletion } = schedule;
  return {
    ...common(schedule),
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: zone,
    ...(startAt !== undefined && { StartDate: new Date(startAt) }),
    ...(endAt !== undefined && { EndDate: new Date(endAt) }),
    ...(description !== undefined && { Description: description }),
    Target: structuredClone(target),
    FlexibleTimeWindow: { ...window },
    ActionAfterCompletion: afterCompletion,
  };
};

export const ListSchedules: Operation<SchedulerState, sdk.ListSchedulesInput, sdk.ListSchedulesOutput, Local> = (input, call) => {
  if (input.GroupName !== undefined) groupAt(call, input.GroupName);
  const found = [...call.state.schedules.values()].filter(
    ({ group, name, state }) =>
      (input.GroupName ?? group) === group && (input.State ?? state) === state && name.startsWith(input.NamePrefix ?? ''),
  );
  const page = { token: input.NextToken, size: input.MaxResults ?? MOST_RESULTS };
  const { items, next } = pageAfter(found, ({ arn }) => arn, page, invalidToken);
  return {
    Schedules: items.map((schedule) => ({ ...common(schedule), Target: { Arn: schedule.target.Arn } })),
    ...(next !== undefined && { NextToken: next }),
  };
};

export const DeleteSchedule: Operation<SchedulerState, sdk.DeleteScheduleInput, sdk.DeleteScheduleOutput, Local> = (input, call) => {
  const schedule = scheduleAt(call, input);
  disarm(call, schedule);
  call.state.schedules.delete(`${schedule.group}/${schedule.name}`);
  return {};
};

function common({ arn, name, group, state, createdAt, modifiedAt }: Schedule) {
  return {
    Arn: arn,
    Name: name,
    GroupName: group,
    State: state,
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(modifiedAt),
  };
}

function put(call: SchedulerCall, schedule: Schedule): void {
  schedule.next = nextOf(schedule, call.clock.now() - 1);
  call.state.schedules.set(`${schedule.group}/${schedule.name}`, schedule);
  arm(call, schedule);
}

type Settings = Omit<Schedule, 'name' | 'group' | 'arn' | 'createdAt' | 'modifiedAt' | 'pending' | 'next' | 'clientToken'>;

async function settingsOf(call: SchedulerCall, input: sdk.CreateScheduleInput, group: string): Promise<Settings> {
  refuseMembers('scheduler CreateSchedule', input, ['KmsKeyArn']);
  const zone = input.ScheduleExpressionTimezone ?? 'UTC';
  refuseViolations('ValidationException', [
    oneOf('state', input.State, ['ENABLED', 'DISABLED']),
    oneOf('actionAfterCompletion', input.ActionAfterCompletion, ['NONE', 'DELETE']),
    oneOf('flexibleTimeWindow.mode', input.FlexibleTimeWindow!.Mode, ['OFF', 'FLEXIBLE']),
    valueWithin('flexibleTimeWindow.maximumWindowInMinutes', input.FlexibleTimeWindow!.MaximumWindowInMinutes, 1, 1440),
  ]);
  if (!timeZone(zone)) throw validation(`Invalid Schedule Expression Timezone ${zone}.`);
  if (!parseExpression(input.ScheduleExpression!, zone)) throw validation(`Invalid Schedule Expression ${input.ScheduleExpression}.`);
  const { Mode, MaximumWindowInMinutes: minutes } = input.FlexibleTimeWindow!;
  if (Mode === 'FLEXIBLE' && minutes === undefined) throw validation('MaximumWindowInMinutes must be provided when Mode is FLEXIBLE.');
  if (Mode === 'OFF' && minutes !== undefined) throw validation('MaximumWindowInMinutes must not be provided when Mode is OFF.');
  const [startAt, endAt] = [input.StartDate?.getTime(), input.EndDate?.getTime()];
  if (startAt !== undefined && endAt !== undefined && endAt <= startAt) throw validation('EndDate must be after StartDate.');
  const target = input.Target!;
  checkTarget(call, target);
  await checkRole(call, target.RoleArn!, group);
  return {
    expression: input.ScheduleExpression!,
    timeZone: zone,
    ...(startAt !== undefined && { startAt }),
    ...(endAt !== undefined && { endAt }),
    ...(input.Description !== undefined && { description: input.Description }),
    state: input.State ?? 'ENABLED',
    target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185, ...target.RetryPolicy } },
    window: { ...input.FlexibleTimeWindow! },
    afterCompletion: input.ActionAfterCompletion ?? 'NONE',
  };
}

/** The caller must be allowed to pass the role, and the role must trust Scheduler. */
async function checkRole(call: SchedulerCall, roleArn: string, group: string): Promise<void> {
  call.authorize({ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
  try {
    await assumeRole(call, roleArn, group);
  } catch (error) {
    if (!(error instanceof AwsError) || !/^(AccessDenied|NoSuchEntity)/.test(error.code)) throw error;
    throw validation('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  }
}
