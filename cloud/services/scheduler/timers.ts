import { AwsError } from '../../aws-error.ts';
import { parseExpression } from '../../schedule/expression.ts';
import type { SchedulerCall } from './groups.ts';
import { invoke, mayPass, sendDeadLetter } from './invoke.ts';
import type { Invocation, Schedule } from './state.ts';

/** Clocks count no further than some weeks ahead. */
const LONGEST_WAIT_MS = 86_400_000;
const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
/** Attempts follow each other at twice the distance, up to an hour. */
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;

/** The first moment after `after` at which a schedule is due, within its dates. */
export function nextOf(schedule: Schedule, after: number): number | undefined {
  const expression = parseExpression(schedule.expression, schedule.timeZone);
  if (!expression || schedule.state !== 'ENABLED') return undefined;
  if (expression.once) return expression.next(after, 0);
  const next = expression.next(after, schedule.startAt ?? schedule.createdAt);
  return next === undefined || (schedule.endAt !== undefined && next > schedule.endAt) ? undefined : next;
}

/** Waits for what a schedule has to do next. */
export function arm(caller: SchedulerCall, schedule: Schedule): void {
  disarm(caller, schedule);
  const due = Math.min(schedule.next ?? Number.POSITIVE_INFINITY, ...schedule.pending.map(({ dueAt }) => dueAt));
  if (due === Number.POSITIVE_INFINITY) return;
  const { account, region, local } = caller;
  // Reason: the wait outlives the request that began it.
  const call = local.background!.open(account, region);
  const wait = Math.min(Math.max(0, due - call.clock.now()), LONGEST_WAIT_MS);
  local.timers.set(
    schedule.arn,
    call.clock.after(wait, () => tick(call, schedule)),
  );
}

export function disarm({ local }: Pick<SchedulerCall, 'local'>, { arn }: Pick<Schedule, 'arn'>): void {
  local.timers.get(arn)?.();
  local.timers.delete(arn);
}

const isThere = (call: SchedulerCall, schedule: Schedule) => call.state.schedules.get(`${schedule.group}/${schedule.name}`) === schedule;

function tick(call: SchedulerCall, schedule: Schedule): void {
  if (!isThere(call, schedule)) return;
  const now = call.clock.now();
  if (schedule.next !== undefined && schedule.next <= now) {
    const spread = schedule.window.Mode === 'FLEXIBLE' ? call.random.below(schedule.window.MaximumWindowInMinutes! * 60_000) : 0;
    schedule.pending.push({ id: call.random.uuid(), scheduledAt: schedule.next, dueAt: schedule.next + spread, failures: 0 });
    schedule.next = nextOf(schedule, now);
    call.changed();
  }
  for (const invocation of schedule.pending) {
    if (invocation.dueAt > now || call.local.running.has(invocation.id)) continue;
    call.local.running.add(invocation.id);
    attempt(call, schedule, invocation)
      .catch((error: unknown) => call.local.background!.fault(error))
      .finally(() => {
        call.local.running.delete(invocation.id);
        settle(call, schedule);
      });
  }
  if (!schedule.pending.some(({ id }) => call.local.running.has(id))) settle(call, schedule);
}

/** Ends a schedule that is complete, or waits for what is next. */
function settle(call: SchedulerCall, schedule: Schedule): void {
  if (!isThere(call, schedule)) return;
  const isComplete = schedule.next === undefined && schedule.pending.length === 0 && schedule.state === 'ENABLED';
  if (isComplete && schedule.afterCompletion === 'DELETE') {
    disarm(call, schedule);
    call.state.schedules.delete(`${schedule.group}/${schedule.name}`);
    call.changed();
    return;
  }
  if (!schedule.pending.some(({ id }) => call.local.running.has(id))) arm(call, schedule);
}

async function attempt(call: SchedulerCall, schedule: Schedule, invocation: Invocation): Promise<void> {
  const done = () => {
    schedule.pending = schedule.pending.filter((one) => one !== invocation);
    call.changed();
  };
  try {
    await invoke(call, schedule, invocation);
    done();
  } catch (error) {
    if (!(error instanceof AwsError)) {
      done();
      throw error;
    }
    invocation.failures += 1;
    const again = call.clock.now() + Math.min(FIRST_RETRY_MS * 2 ** (invocation.failures - 1), LONGEST_RETRY_MS);
    const exhausted = mayPass(error) ? exhaustedBy(schedule, invocation, again) : 'none';
    if (exhausted === undefined) {
      invocation.dueAt = again;
      call.changed();
      return;
    }
    done();
    await sendDeadLetter(call, schedule, invocation, error, exhausted === 'none' ? undefined : exhausted);
  }
}

function exhaustedBy({ target }: Schedule, { failures, scheduledAt }: Invocation, again: number): string | undefined {
  const { MaximumRetryAttempts: attempts = DEFAULT_ATTEMPTS, MaximumEventAgeInSeconds: age = DEFAULT_AGE_SECONDS } =
    target.RetryPolicy ?? {};
  if (failures > attempts) return 'MaximumRetryAttempts';
  return again - scheduledAt > age * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}
