import { type Expression, parseExpression } from '../../schedule/expression.ts';
import type { EventsCall } from './buses.ts';
import { trigger } from './deliveries.ts';
import { timeText } from './event-time.ts';
import type { BusEvent, Rule } from './state.ts';

/** Clocks count no further than some weeks ahead. */
const LONGEST_WAIT_MS = 86_400_000;

/** One is singular, more are plural: Scheduler is not so strict. */
const RATE = /^rate\((1 (minute|hour|day)|(?!1 )[1-9]\d* (minutes|hours|days))\)$/;

/** Whether a rule may have it. EventBridge User Guide, "Creating a rule that runs on a schedule". */
export function isSchedule(text: string): boolean {
  return expressionOf(text) !== undefined;
}

function expressionOf(text: string): Expression | undefined {
  return RATE.test(text) || text.startsWith('cron(') ? parseExpression(text, 'UTC') : undefined;
}

/** Waits until a rule's schedule is due: always in UTC, and a rate for the first time once it has passed. */
export function arm(caller: EventsCall, rule: Rule, after: number = caller.clock.now()): void {
  disarm(caller, rule.arn);
  const expression = rule.state === 'ENABLED' && rule.schedule !== undefined ? expressionOf(rule.schedule) : undefined;
  const next = expression?.next(Math.max(after, rule.scheduledFrom), rule.scheduledFrom);
  if (next === undefined) {
    delete rule.next;
    return;
  }
  rule.next = next;
  wait(caller, rule);
}

/** Goes on waiting, after the cloud was stopped too. */
export function wait(caller: EventsCall, rule: Rule): void {
  if (rule.next === undefined) return;
  const { account, region, local } = caller;
  // Reason: the wait outlives the request that began it.
  const call = local.background!.open(account, region);
  const ms = Math.min(Math.max(0, rule.next - call.clock.now()), LONGEST_WAIT_MS);
  local.timers.set(
    rule.arn,
    call.clock.after(ms, () => tick(call, rule)),
  );
}

export function disarm({ local }: Pick<EventsCall, 'local'>, key: string): void {
  local.timers.get(key)?.();
  local.timers.delete(key);
}

function tick(call: EventsCall, rule: Rule): void {
  if (call.state.buses.get(rule.busName)?.rules.get(rule.name) !== rule || rule.next === undefined) return;
  const now = call.clock.now();
  if (rule.next > now) {
    wait(call, rule);
    return;
  }
  const event: BusEvent = {
    version: '0',
    id: call.random.uuid(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: call.account,
    time: timeText(rule.next),
    region: call.region,
    resources: [rule.arn],
    detail: {},
  };
  arm(call, rule, now);
  trigger(call, rule, event, { hops: 0 });
  call.changed();
}
