import type { PutCompositeAlarmInput } from '@aws-sdk/client-cloudwatch';
import { refuseMembers } from '../../aws-error.ts';
import { lengthWithin, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { validation } from './errors.ts';
import { commonOf, put } from './PutMetricAlarm.ts';
import { parseRule } from './rule.ts';
import type { CloudWatchState, CompositeAlarm, Local } from './state.ts';
import { evaluateSoon } from './ticks.ts';

const NOT_HONOURED = ['ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod', 'ActionConfiguration'];

/** Makes an alarm over alarms, or changes one. Throws ValidationError. CloudWatch API Reference, PutCompositeAlarm. */
export const PutCompositeAlarm: Operation<CloudWatchState, PutCompositeAlarmInput, void, Local> = (input, call) => {
  refuseMembers('cloudwatch PutCompositeAlarm', input, NOT_HONOURED);
  refuseViolations('ValidationError', [
    lengthWithin('alarmName', input.AlarmName, 1, 255),
    lengthWithin('alarmRule', input.AlarmRule, 1, 10_240),
    lengthWithin('alarmDescription', input.AlarmDescription, 0, 1024),
  ]);
  const { alarms } = parseRule(input.AlarmRule!);
  const absent = alarms.filter((name) => !call.state.alarms.has(name));
  if (absent.length > 0)
    throw validation(`Could not save the composite alarm as alarms [${absent.join(', ')}] in the alarm rule do not exist`);
  // Reason: alarms that ask for each other would never come to rest.
  const reaches = (name: string): boolean => {
    const alarm = call.state.alarms.get(name);
    return name === input.AlarmName || (alarm?.kind === 'CompositeAlarm' && parseRule(alarm.rule).alarms.some(reaches));
  };
  if (alarms.some(reaches)) throw validation('A composite alarm cannot depend on itself.');
  const alarm: CompositeAlarm = { kind: 'CompositeAlarm', ...commonOf(call, input), rule: input.AlarmRule! };
  put(call, alarm);
  evaluateSoon(call);
};
