import type {
  CompositeAlarm as CompositeAlarmOutput,
  DeleteAlarmsInput,
  DescribeAlarmsForMetricInput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  DisableAlarmActionsInput,
  EnableAlarmActionsInput,
  MetricAlarm as MetricAlarmOutput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { describeAlarm } from './describe.ts';
import { invalidCombination, invalidToken, validation } from './errors.ts';
import { note } from './history.ts';
import { dimensionsOf } from './metrics.ts';
import { parseRule } from './rule.ts';
import type { Alarm, CloudWatchState, Local } from './state.ts';
import { transition } from './transition.ts';

export type AlarmCall = Call<CloudWatchState, Local>;
type AlarmOperation<Input, Output = void> = Operation<CloudWatchState, Input, Output, Local>;

const MOST_NAMES = 100;

export function alarmArn({ account, region }: Pick<AlarmCall, 'account' | 'region'>, name: string): string {
  return `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
}

/** A page of alarms by name; composite ones only when they are asked for. CloudWatch API Reference, DescribeAlarms. */
export const DescribeAlarms: AlarmOperation<DescribeAlarmsInput, DescribeAlarmsOutput> = (input, call) => {
  refuseMembers('cloudwatch DescribeAlarms', input, ['ChildrenOfAlarmName', 'ParentsOfAlarmName']);
  const { AlarmNames, AlarmNamePrefix, AlarmTypes = ['MetricAlarm'], StateValue, ActionPrefix, MaxRecords = 50, NextToken } = input;
  refuseViolations('ValidationError', [
    valueWithin('maxRecords', MaxRecords, 1, 100),
    oneOf('stateValue', StateValue, ['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  ]);
  if (AlarmNames && AlarmNamePrefix !== undefined)
    throw invalidCombination('AlarmNames and AlarmNamePrefix are mutually exclusive parameters.');
  const found = [...call.state.alarms.values()].filter(
    ({ kind, name, state, okActions, alarmActions, insufficientDataActions }) =>
      AlarmTypes.includes(kind) &&
      (AlarmNames?.includes(name) ?? true) &&
      name.startsWith(AlarmNamePrefix ?? '') &&
      (StateValue ?? state.value) === state.value &&
      (ActionPrefix === undefined ||
        [...okActions, ...alarmActions, ...insufficientDataActions].some((action) => action.startsWith(ActionPrefix))),
  );
  const { items, next } = pageAfter(found, ({ name }) => name, { token: NextToken, size: MaxRecords }, invalidToken);
  const of = (kind: Alarm['kind']) => items.filter((alarm) => alarm.kind === kind).map(describeAlarm);
  return {
    MetricAlarms: of('MetricAlarm') as MetricAlarmOutput[],
    CompositeAlarms: of('CompositeAlarm') as CompositeAlarmOutput[],
    ...(next !== undefined && { NextToken: next }),
  };
};

/** The alarms on one metric. CloudWatch API Reference, DescribeAlarmsForMetric. */
export const DescribeAlarmsForMetric: AlarmOperation<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput> = (input, call) => {
  const { Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Period, Unit } = input;
  const dimensions = JSON.stringify(dimensionsOf(Dimensions));
  const found = [...call.state.alarms.values()].filter((alarm) => {
    if (alarm.kind !== 'MetricAlarm' || Array.isArray(alarm.watches)) return false;
    const { namespace, name, statistic, extended, period, unit, dimensions: of } = alarm.watches;
    return (
      namespace === Namespace &&
      name === MetricName &&
      JSON.stringify(of) === dimensions &&
      (Statistic ?? statistic) === statistic &&
      (ExtendedStatistic ?? extended) === extended &&
      (Period ?? period) === period &&
      (Unit ?? unit) === unit
    );
  });
  return { MetricAlarms: found.map(describeAlarm) as MetricAlarmOutput[] };
};

/** Removes alarms; names that are not there are passed over. Their history stays. CloudWatch API Reference, DeleteAlarms. */
export const DeleteAlarms: AlarmOperation<DeleteAlarmsInput> = (input, call) => {
  const alarms = namedAlarms(call, input.AlarmNames!);
  if (alarms.filter(({ kind }) => kind === 'CompositeAlarm').length > 1)
    throw validation('A request can delete one composite alarm at most.');
  for (const alarm of alarms) {
    const above = [...call.state.alarms.values()].find(
      (other) => other.kind === 'CompositeAlarm' && !alarms.includes(other) && parseRule(other.rule).alarms.includes(alarm.name),
    );
    if (above) throw validation(`The alarm ${alarm.name} cannot be deleted: the composite alarm ${above.name} depends on it.`);
  }
  for (const alarm of alarms) {
    call.state.alarms.delete(alarm.name);
    note(call, alarm, 'ConfigurationUpdate', `Alarm "${alarm.name}" deleted`, { type: 'Delete', deletedAlarm: describeAlarm(alarm) });
  }
};

/** CloudWatch API Reference, EnableAlarmActions. */
export const EnableAlarmActions: AlarmOperation<EnableAlarmActionsInput> = (input, call) => {
  for (const alarm of namedAlarms(call, input.AlarmNames!)) alarm.actionsEnabled = true;
};

/** An alarm without actions still changes its state. CloudWatch API Reference, DisableAlarmActions. */
export const DisableAlarmActions: AlarmOperation<DisableAlarmActionsInput> = (input, call) => {
  for (const alarm of namedAlarms(call, input.AlarmNames!)) alarm.actionsEnabled = false;
};

/** Puts an alarm into a state until it is evaluated again. Throws ResourceNotFound, InvalidFormatFault. CloudWatch API Reference, SetAlarmState. */
export const SetAlarmState: AlarmOperation<SetAlarmStateInput> = (input, call) => {
  refuseViolations('ValidationError', [oneOf('stateValue', input.StateValue, ['OK', 'ALARM', 'INSUFFICIENT_DATA'])]);
  const alarm = call.state.alarms.get(input.AlarmName!);
  if (!alarm) throw new AwsError('ResourceNotFound', `Unknown alarm ${input.AlarmName}`);
  if (input.StateReasonData !== undefined) {
    try {
      JSON.parse(input.StateReasonData);
    } catch (cause) {
      throw new AwsError('InvalidFormatFault', 'StateReasonData is not valid JSON.', { cause });
    }
  }
  transition(call, alarm, { value: input.StateValue!, reason: input.StateReason!, data: input.StateReasonData });
};

function namedAlarms(call: AlarmCall, names: readonly string[]): Alarm[] {
  if (names.length > MOST_NAMES) throw validation(`The collection AlarmNames must not have a size greater than ${MOST_NAMES}.`);
  return names.flatMap((name) => call.state.alarms.get(name) ?? []);
}
