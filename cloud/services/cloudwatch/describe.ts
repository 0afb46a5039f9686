import type { CompositeAlarm, MetricAlarm, StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from './state.ts';

/** An alarm as the API describes it. */
export function describeAlarm(alarm: Alarm): MetricAlarm | CompositeAlarm {
  const { state } = alarm;
  const common = {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    ...(alarm.description !== undefined && { AlarmDescription: alarm.description }),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: [...alarm.okActions],
    AlarmActions: [...alarm.alarmActions],
    InsufficientDataActions: [...alarm.insufficientDataActions],
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.data !== undefined && { StateReasonData: state.data }),
    StateUpdatedTimestamp: new Date(state.updatedAt),
    StateTransitionedTimestamp: new Date(state.transitionedAt),
  };
  if (alarm.kind === 'CompositeAlarm') return { ...common, AlarmRule: alarm.rule };
  const { watches } = alarm;
  return {
    ...common,
    EvaluationPeriods: alarm.evaluationPeriods,
    ...(alarm.datapointsToAlarm !== undefined && { DatapointsToAlarm: alarm.datapointsToAlarm }),
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    ...(alarm.treatMissingData !== undefined && { TreatMissingData: alarm.treatMissingData }),
    ...(alarm.lowSamples !== undefined && { EvaluateLowSampleCountPercentile: alarm.lowSamples }),
    ...(Array.isArray(watches)
      ? { Dimensions: [], Metrics: structuredClone(watches) }
      : {
          Namespace: watches.namespace,
          MetricName: watches.name,
          Dimensions: watches.dimensions.map(([Name, Value]) => ({ Name, Value })),
          Period: watches.period,
          ...(watches.statistic !== undefined && { Statistic: watches.statistic }),
          ...(watches.extended !== undefined && { ExtendedStatistic: watches.extended }),
          ...(watches.unit !== undefined && { Unit: watches.unit as StandardUnit }),
        }),
  };
}
