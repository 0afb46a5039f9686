import { type MetricDataQuery, type PutMetricAlarmInput, StandardUnit } from '@aws-sdk/client-cloudwatch';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import { lengthWithin, oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { checkActions } from './actions.ts';
import { type AlarmCall, alarmArn } from './alarms.ts';
import { describeAlarm } from './describe.ts';
import { missing, validation } from './errors.ts';
import { note } from './history.ts';
import { dimensionsOf } from './metrics.ts';
import { checkQueries, periodOf } from './queries.ts';
import { COMPARISONS } from './reasons.ts';
import type { Alarm, AlarmState, CloudWatchState, Local, MetricAlarm } from './state.ts';
import { STATISTICS, statisticOf } from './statistics.ts';
import { newTags } from './tags.ts';
import { evaluateSoon } from './ticks.ts';

const DAY = 86_400; // seconds
const HOUR = 3600; // seconds
const NOT_HONOURED = [
  'ThresholdMetricId',
  'EvaluationWindow',
  'WarmUpConfiguration',
  'EvaluationCriteria',
  'EvaluationInterval',
  'ActionConfiguration',
];
/** Members that say which metric, where no expression does. */
const OF_ONE_METRIC = ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Unit', 'Statistic', 'ExtendedStatistic'] as const;

/** Makes an alarm, or changes one and keeps its state. Throws ValidationError, MissingRequiredParameterException. CloudWatch API Reference, PutMetricAlarm. */
export const PutMetricAlarm: Operation<CloudWatchState, PutMetricAlarmInput, void, Local> = (input, call) => {
  refuseMembers('cloudwatch PutMetricAlarm', input, NOT_HONOURED);
  check(input);
  const watches = watchesOf(input, call.account);
  const alarm: MetricAlarm = {
    kind: 'MetricAlarm',
    ...commonOf(call, input),
    watches,
    evaluationPeriods: input.EvaluationPeriods!,
    datapointsToAlarm: input.DatapointsToAlarm,
    threshold: input.Threshold!,
    comparison: input.ComparisonOperator!,
    treatMissingData: input.TreatMissingData,
    lowSamples: input.EvaluateLowSampleCountPercentile,
  };
  put(call, alarm);
  evaluateSoon(call);
};

function check(input: PutMetricAlarmInput): void {
  const { ComparisonOperator: comparison, EvaluationPeriods: periods, DatapointsToAlarm: datapoints, TreatMissingData } = input;
  refuseViolations('ValidationError', [
    lengthWithin('alarmName', input.AlarmName, 1, 255),
    lengthWithin('alarmDescription', input.AlarmDescription, 0, 1024),
    valueWithin('evaluationPeriods', periods, 1, Number.MAX_SAFE_INTEGER),
    valueWithin('datapointsToAlarm', datapoints, 1, Number.MAX_SAFE_INTEGER),
    oneOf('statistic', input.Statistic, STATISTICS),
    oneOf('unit', input.Unit, Object.values(StandardUnit)),
  ]);
  if (comparison === undefined) throw missing('The parameter ComparisonOperator is required.');
  if (/Upper|Lower/.test(comparison)) throw notImplemented(`cloudwatch alarms with ${comparison}`);
  refuseViolations('ValidationError', [oneOf('comparisonOperator', comparison, Object.keys(COMPARISONS))]);
  if (periods === undefined) throw missing('The parameter EvaluationPeriods is required.');
  if (input.Threshold === undefined) throw missing('The parameter Threshold is required.');
  if (datapoints !== undefined && datapoints > periods)
    throw validation('DatapointsToAlarm must be less than or equal to EvaluationPeriods.');
  if (TreatMissingData !== undefined && !['breaching', 'notBreaching', 'ignore', 'missing'].includes(TreatMissingData))
    throw validation(
      `Option ${TreatMissingData} is not supported for TreatMissingData. Supported options: [breaching, notBreaching, ignore, missing].`,
    );
  const low = input.EvaluateLowSampleCountPercentile;
  if (low !== undefined && low !== 'evaluate' && low !== 'ignore')
    throw validation(`Option ${low} is not supported for EvaluateLowSampleCountPercentile. Supported options are evaluate and ignore.`);
}

function watchesOf(input: PutMetricAlarmInput, account: string): MetricAlarm['watches'] {
  const { Metrics, EvaluationPeriods: periods, Period: period } = input;
  if (Metrics) {
    const extra = OF_ONE_METRIC.find(
      (member) => input[member] !== undefined && !(member === 'Dimensions' && input.Dimensions!.length === 0),
    );
    if (extra) throw validation(`Metrics list cannot be used with ${extra}.`);
    return checkedQueries(Metrics, periods!, account);
  }
  if (input.MetricName === undefined) throw missing('The parameter MetricName is required.');
  if (input.Namespace === undefined) throw missing('The parameter Namespace is required.');
  if (period === undefined) throw missing('The parameter Period is required.');
  const { Statistic, ExtendedStatistic } = input;
  if ((Statistic === undefined) === (ExtendedStatistic === undefined))
    throw validation('Exactly one of Statistic and ExtendedStatistic must be specified.');
  if (ExtendedStatistic !== undefined && !statisticOf(ExtendedStatistic))
    throw validation(`The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`);
  checkRange(period, periods!);
  return {
    namespace: input.Namespace,
    name: input.MetricName,
    dimensions: dimensionsOf(input.Dimensions),
    statistic: Statistic,
    extended: ExtendedStatistic,
    period,
    unit: input.Unit,
  };
}

function checkedQueries(queries: MetricDataQuery[], periods: number, account: string): MetricDataQuery[] {
  const returned = queries.filter(({ ReturnData }) => ReturnData !== false);
  if (returned.length !== 1) throw validation('Exactly one element of the metrics list should return data.');
  checkRange(periodOf(checkQueries(queries, account), returned[0]!.Id!), periods);
  return structuredClone(queries);
}

function checkRange(period: number, periods: number): void {
  if (![10, 20, 30].includes(period) && (period <= 0 || period % 60 !== 0)) {
    throw validation('Metric period must be 10, 20, 30 or a multiple of 60 seconds.');
  }
  const [limit, words] = period >= HOUR ? [7 * DAY, '7 days'] : [DAY, 'a day'];
  if (periods * period > limit)
    throw validation(`Metrics cannot be checked across more than ${words} (EvaluationPeriods * Period must be <= ${limit}).`);
}

/** What metric and composite alarms have in common. */
interface AlarmInput {
  AlarmName: string | undefined;
  AlarmDescription?: string | undefined;
  ActionsEnabled?: boolean | undefined;
  OKActions?: string[] | undefined;
  AlarmActions?: string[] | undefined;
  InsufficientDataActions?: string[] | undefined;
  Tags?: { Key: string | undefined; Value: string | undefined }[] | undefined;
}

/** The alarm before keeps its state and tags; a new one begins without data. */
export function commonOf(call: AlarmCall, input: AlarmInput): Omit<Alarm, 'kind'> & { state: AlarmState } {
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = input;
  for (const actions of [OKActions, AlarmActions, InsufficientDataActions]) checkActions(actions);
  const name = input.AlarmName!;
  const before = call.state.alarms.get(name);
  const now = call.clock.now();
  return {
    name,
    arn: alarmArn(call, name),
    description: input.AlarmDescription,
    actionsEnabled: input.ActionsEnabled ?? true,
    okActions: [...OKActions],
    alarmActions: [...AlarmActions],
    insufficientDataActions: [...InsufficientDataActions],
    configuredAt: now,
    // Reason: tags of an alarm that is there already are changed by TagResource only.
    tags: before?.tags ?? newTags(input.Tags, call.principal),
    state: before?.state ?? {
      value: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      data: undefined,
      updatedAt: now,
      transitionedAt: now,
    },
  };
}

/** Keeps an alarm. Throws ValidationError where an alarm of the other kind has the name. */
export function put(call: AlarmCall, alarm: Alarm): void {
  const { alarms } = call.state;
  const before = alarms.get(alarm.name);
  if (before && before.kind !== alarm.kind) throw validation(`An alarm of another type has the name ${alarm.name}.`);
  alarms.set(alarm.name, alarm);
  const [summary, data] = before
    ? [`Alarm "${alarm.name}" updated`, { type: 'Update', updatedAlarm: describeAlarm(alarm) }]
    : [`Alarm "${alarm.name}" created`, { type: 'Create', createdAlarm: describeAlarm(alarm) }];
  note(call, alarm, 'ConfigurationUpdate', summary, data);
}
