import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { perform } from './actions.ts';
import type { AlarmCall } from './alarms.ts';
import { note } from './history.ts';
import { longDate } from './mail.ts';
import { configurationOf, stateOf } from './messages.ts';
import { longTime } from './reasons.ts';
import { parseRule } from './rule.ts';
import type { Alarm, AlarmState, CompositeAlarm } from './state.ts';

declare module '../../bus.ts' {
  interface BusEvents {
    /** An alarm has changed its state. `detail` is that of EventBridge's "CloudWatch Alarm State Change". */
    'cloudwatch.AlarmStateChanged': { account: string; region: string; at: number; alarmArn: string; detail: Record<string, unknown> };
  }
}

/** Gives an alarm a new state, does its actions, and has the composite alarms above it look again. */
export function transition(call: AlarmCall, alarm: Alarm, next: { value: StateValue; reason: string; data: string | undefined }): void {
  const now = call.clock.now();
  const before = alarm.state;
  const changes = before.value !== next.value;
  alarm.state = { ...next, updatedAt: now, transitionedAt: changes ? now : before.transitionedAt };
  call.changed();
  if (!changes) return;
  const historical = ({ value, reason, data }: AlarmState) => ({
    stateValue: value,
    stateReason: reason,
    ...(data !== undefined && { stateReasonData: JSON.parse(data) }),
  });
  note(call, alarm, 'StateUpdate', `Alarm updated from ${before.value} to ${next.value}`, {
    oldState: historical(before),
    newState: historical(alarm.state),
  });
  call.bus.publish({
    type: 'cloudwatch.AlarmStateChanged',
    account: call.account,
    region: call.region,
    at: now,
    alarmArn: alarm.arn,
    detail: {
      alarmName: alarm.name,
      state: stateOf(alarm.state),
      previousState: stateOf(before),
      configuration: configurationOf(alarm),
    },
  });
  if (alarm.actionsEnabled) {
    perform(call, alarm, before).catch((error: unknown) => call.local.background?.fault(error));
  }
  for (const above of call.state.alarms.values()) {
    if (above.kind === 'CompositeAlarm' && parseRule(above.rule).alarms.includes(alarm.name)) evaluateComposite(call, above, alarm);
  }
}

/** Reads a composite alarm's rule again; `cause` is the alarm whose change asks for it. */
export function evaluateComposite(call: AlarmCall, composite: CompositeAlarm, cause?: Alarm): void {
  const rule = parseRule(composite.rule);
  const holds = rule.holds((name) => call.state.alarms.get(name)?.state.value);
  const value = holds ? 'ALARM' : 'OK';
  if (composite.state.value === value) return;
  const trigger = cause ?? rule.alarms.map((name) => call.state.alarms.get(name)).find((alarm) => alarm !== undefined);
  const when = longDate(call.clock.now());
  const reason = trigger
    ? `${trigger.arn} transitioned to ${trigger.state.value} at ${when}`
    : `The rule ${composite.rule} is ${holds ? 'true' : 'false'}`;
  const triggeringAlarms = trigger
    ? [{ arn: trigger.arn, state: { value: trigger.state.value, timestamp: longTime(trigger.state.transitionedAt) } }]
    : [];
  transition(call, composite, { value, reason, data: JSON.stringify({ triggeringAlarms }) });
}
