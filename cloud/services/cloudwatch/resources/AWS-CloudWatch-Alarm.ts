import type { Dimension, MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { retag, tagsOf } from './alarm-tags.ts';

type Value = string | number;

type AlarmProperties = Omit<PutMetricAlarmInput, 'AlarmName' | 'Metrics' | 'Dimensions' | (typeof NUMBERS)[number]> & {
  AlarmName?: string;
  ActionsEnabled?: boolean | string;
  Dimensions?: Dimension[];
  Metrics?: (Omit<MetricDataQuery, 'Period' | 'ReturnData' | 'MetricStat'> & {
    Period?: Value;
    ReturnData?: boolean | string;
    MetricStat?: Omit<NonNullable<MetricDataQuery['MetricStat']>, 'Period'> & { Period: Value };
  })[];
  Tags?: { Key: string; Value: string }[];
} & Partial<Record<(typeof NUMBERS)[number], Value>>;

/** Template numbers may be texts. */
const NUMBERS = ['DatapointsToAlarm', 'EvaluationPeriods', 'Period', 'Threshold'] as const;
const DIMENSIONS = { Name: 'update', Value: 'update' } as const;

/** CloudFormation Template Reference, AWS::CloudWatch::Alarm. Ref is the alarm's name. */
export const Alarm: ResourceType<AlarmProperties> = {
  type: 'AWS::CloudWatch::Alarm',
  properties: {
    AlarmName: 'replace',
    AlarmDescription: 'update',
    ActionsEnabled: 'update',
    AlarmActions: 'update',
    OKActions: 'update',
    InsufficientDataActions: 'update',
    ComparisonOperator: 'update',
    DatapointsToAlarm: 'update',
    Dimensions: DIMENSIONS,
    EvaluateLowSampleCountPercentile: 'update',
    EvaluationPeriods: 'update',
    ExtendedStatistic: 'update',
    MetricName: 'update',
    Metrics: {
      Id: 'update',
      AccountId: 'update',
      Expression: 'update',
      Label: 'update',
      MetricStat: {
        Metric: { Namespace: 'update', MetricName: 'update', Dimensions: DIMENSIONS },
        Period: 'update',
        Stat: 'update',
        Unit: 'update',
      },
      Period: 'update',
      ReturnData: 'update',
    },
    Namespace: 'update',
    Period: 'update',
    Statistic: 'update',
    Tags: { Key: 'update', Value: 'update' },
    Threshold: 'update',
    TreatMissingData: 'update',
    Unit: 'update',
  },
  async create(context, properties) {
    const AlarmName = properties.AlarmName ?? context.physicalName(255);
    await context.aws.cloudwatch.PutMetricAlarm({ ...inputOf(properties), AlarmName, Tags: tagsOf(context, properties) });
    return AlarmName;
  },
  async update(context, AlarmName, properties, previous) {
    await context.aws.cloudwatch.PutMetricAlarm({ ...inputOf(properties), AlarmName });
    await retag(context, AlarmName, properties, previous);
  },
  async delete({ aws }, AlarmName) {
    await aws.cloudwatch.DeleteAlarms({ AlarmNames: [AlarmName] });
  },
  attributes: async (context, AlarmName) => ({ Arn: arnOf(context, AlarmName) }),
};

export function arnOf({ account, region }: ResourceContext, name: string): string {
  return `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
}

function inputOf(properties: AlarmProperties): Omit<PutMetricAlarmInput, 'AlarmName'> {
  const {
    AlarmName: _name,
    Tags: _tags,
    ActionsEnabled,
    Metrics,
    DatapointsToAlarm,
    EvaluationPeriods,
    Period,
    Threshold,
    ...rest
  } = properties;
  const numbers = Object.entries({ DatapointsToAlarm, EvaluationPeriods, Period, Threshold }).filter(([, value]) => value !== undefined);
  return {
    EvaluationPeriods: undefined,
    ...rest,
    ...Object.fromEntries(numbers.map(([name, value]) => [name, Number(value)])),
    ...(ActionsEnabled !== undefined && { ActionsEnabled: String(ActionsEnabled) === 'true' }),
    ...(Metrics && {
      Metrics: Metrics.map(({ Period: period, ReturnData, MetricStat, ...query }) => ({
        ...query,
        ...(period !== undefined && { Period: Number(period) }),
        ...(ReturnData !== undefined && { ReturnData: String(ReturnData) === 'true' }),
        ...(MetricStat && { MetricStat: { ...MetricStat, Period: Number(MetricStat.Period) } }),
      })),
    }),
  };
}
