import type { AlarmCall } from './alarms.ts';
import { evaluateAlarm } from './evaluation.ts';
import { floor } from './metrics.ts';
import type { CloudWatchState } from './state.ts';
import { evaluateComposite } from './transition.ts';

declare module '../../bus.ts' {
  interface BusEvents {
    /** A minute has ended in a place that has alarms: what is measured by the minute is measured now. */
    'cloudwatch.MinuteEnded': { account: string; region: string };
  }
}

const MINUTE_MS = 60_000;
const FINE_MS = 10_000;

/** Waits for the next time at which alarms are evaluated: each minute, with alarms of high resolution every ten seconds. */
export function armTick(caller: Pick<AlarmCall, 'local' | 'account' | 'region'>, wait?: number): void {
  const { local, account, region } = caller;
  const place = `${account}|${region}`;
  local.ticks.get(place)?.();
  local.ticks.delete(place);
  // Reason: the wait outlives the request that began it.
  const call = local.background!.open(account, region);
  if (call.state.alarms.size === 0) return;
  const now = call.clock.now();
  const step = isFine(call.state) ? FINE_MS : MINUTE_MS;
  const due = wait === undefined ? floor(now, step) + step : now + wait;
  const cancel = call.clock.after(due - now, () => {
    // Reason: a machine wakes a little early at times; the minute is not over then.
    if (call.clock.now() < due) return armTick(caller, due - call.clock.now());
    if (due % MINUTE_MS === 0) call.bus.publish({ type: 'cloudwatch.MinuteEnded', account, region });
    // Reason: what is measured now belongs to the minute that the alarms look at.
    local.ticks.set(
      place,
      call.clock.after(0, () => {
        evaluateAll(call);
        armTick(call);
      }),
    );
  });
  local.ticks.set(place, cancel);
}

/** Evaluates alarms as soon as the request at hand is over. */
export function evaluateSoon(call: Pick<AlarmCall, 'local' | 'account' | 'region'>): void {
  armTick(call, 0);
}

function evaluateAll(call: AlarmCall): void {
  for (const alarm of [...call.state.alarms.values()]) if (alarm.kind === 'MetricAlarm') evaluateAlarm(call, alarm);
  for (const alarm of [...call.state.alarms.values()]) if (alarm.kind === 'CompositeAlarm') evaluateComposite(call, alarm);
}

function isFine({ alarms }: CloudWatchState): boolean {
  for (const alarm of alarms.values()) {
    if (alarm.kind !== 'MetricAlarm') continue;
    const periods = Array.isArray(alarm.watches)
      ? alarm.watches.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period)
      : [alarm.watches.period];
    if (periods.some((period) => period !== undefined && period < 60)) return true;
  }
  return false;
}
