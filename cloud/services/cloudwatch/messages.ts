import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { longTime } from './reasons.ts';
import type { Alarm, AlarmState, MetricAlarm } from './state.ts';

/** Regions as alarms' messages name them. */
const REGION_NAMES: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-northeast-2': 'Asia Pacific (Seoul)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ca-central-1': 'Canada (Central)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
  'eu-west-3': 'EU (Paris)',
  'sa-east-1': 'South America (Sao Paulo)',
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
};

export function regionName(region: string): string {
  return REGION_NAMES[region] ?? region;
}

/** A state as events tell it. */
export function stateOf({ value, reason, data, updatedAt }: AlarmState): Record<string, unknown> {
  return { value, reason, ...(data !== undefined && { reasonData: data }), timestamp: longTime(updatedAt) };
}

/** An alarm's configuration as events tell it. */
export function configurationOf(alarm: Alarm): Record<string, unknown> {
  const description = alarm.description === undefined ? {} : { description: alarm.description };
  if (alarm.kind === 'CompositeAlarm') return { ...description, alarmRule: alarm.rule };
  return { ...description, metrics: queriesOf(alarm).map(lowerQuery) };
}

/** What an alarm watches, as queries. */
export function queriesOf({ watches }: MetricAlarm): MetricDataQuery[] {
  if (Array.isArray(watches)) return watches;
  const { namespace, name, dimensions, statistic, extended, period, unit } = watches;
  return [
    {
      Id: 'm1',
      MetricStat: {
        Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })) },
        Period: period,
        Stat: statistic ?? extended,
        ...(unit !== undefined && { Unit: unit as never }),
      },
      ReturnData: true,
    },
  ];
}

function lowerQuery({ Id, MetricStat, Expression, Label, ReturnData, Period }: MetricDataQuery): Record<string, unknown> {
  return {
    id: Id,
    ...(MetricStat && {
      metricStat: {
        metric: {
          namespace: MetricStat.Metric!.Namespace,
          name: MetricStat.Metric!.MetricName,
          dimensions: Object.fromEntries((MetricStat.Metric!.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
        },
        period: MetricStat.Period,
        stat: MetricStat.Stat,
      },
    }),
    ...(Expression !== undefined && { expression: Expression }),
    ...(Label !== undefined && { label: Label }),
    ...(Period !== undefined && { period: Period }),
    returnData: ReturnData ?? true,
  };
}

const STATISTIC_WORDS: Readonly<Record<string, string>> = { SampleCount: 'SAMPLE_COUNT' };

/** What SNS is told under Trigger. */
function triggerOf(alarm: MetricAlarm): Record<string, unknown> {
  const { watches } = alarm;
  const compared = {
    EvaluationPeriods: alarm.evaluationPeriods,
    ...(alarm.datapointsToAlarm !== undefined && { DatapointsToAlarm: alarm.datapointsToAlarm }),
    ComparisonOperator: alarm.comparison,
    Threshold: alarm.threshold,
    TreatMissingData: alarm.treatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: alarm.lowSamples ?? '',
  };
  const lower = (dimensions: readonly (readonly [string, string])[]) => dimensions.map(([name, value]) => ({ value, name }));
  if (!Array.isArray(watches)) {
    const { namespace, name, dimensions, statistic, extended, period, unit } = watches;
    return {
      MetricName: name,
      Namespace: namespace,
      ...(statistic === undefined
        ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: extended }
        : { StatisticType: 'Statistic', Statistic: STATISTIC_WORDS[statistic] ?? statistic.toUpperCase() }),
      Unit: unit ?? null,
      Dimensions: lower(dimensions),
      Period: period,
      ...compared,
    };
  }
  return {
    ...compared,
    Metrics: watches.map(({ MetricStat, ...query }) => ({
      ...(MetricStat && {
        MetricStat: {
          ...MetricStat,
          Metric: {
            ...MetricStat.Metric,
            Dimensions: lower((MetricStat.Metric!.Dimensions ?? []).map(({ Name, Value }) => [Name!, Value!] as const)),
          },
        },
      }),
      ...query,
      ReturnData: query.ReturnData ?? true,
    })),
  };
}

interface Place {
  account: string;
  region: string;
}

/** The message that SNS gets of a transition, as JSON. CloudWatch User Guide, "Notifying users on alarm changes". */
export function notificationOf({ account, region }: Place, alarm: Alarm, before: AlarmState): string {
  const { state } = alarm;
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: longTime(alarm.configuredAt),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: longTime(state.transitionedAt),
    Region: regionName(region),
    AlarmArn: alarm.arn,
    OldStateValue: before.value,
    OKActions: alarm.okActions,
    AlarmActions: alarm.alarmActions,
    InsufficientDataActions: alarm.insufficientDataActions,
    ...(alarm.kind === 'MetricAlarm'
      ? { Trigger: triggerOf(alarm) }
      : {
          AlarmRule: alarm.rule,
          TriggeringChildren: (JSON.parse(state.data ?? '{}').triggeringAlarms ?? []).map(
            ({ arn, state: child }: { arn: string; state: { value: string; timestamp: string } }) => ({
              Arn: arn,
              State: { Value: child.value, Timestamp: child.timestamp },
            }),
          ),
        }),
  });
}

/** The event that a function gets of a transition, as JSON. CloudWatch User Guide, "Invoke a Lambda function from an alarm". */
export function invocationOf({ account, region }: Place, alarm: Alarm, before: AlarmState): string {
  return JSON.stringify({
    source: 'aws.cloudwatch',
    alarmArn: alarm.arn,
    accountId: account,
    time: longTime(alarm.state.transitionedAt),
    region,
    alarmData: {
      alarmName: alarm.name,
      state: stateOf(alarm.state),
      previousState: stateOf(before),
      configuration: configurationOf(alarm),
    },
  });
}
