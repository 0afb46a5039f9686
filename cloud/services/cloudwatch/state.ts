import type { ComparisonOperator, MetricDataQuery, StateValue, Statistic } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../operation.ts';
import type { Background } from '../../service.ts';
import type { Bucket } from './buckets.ts';

/** CloudWatch in one account and region. */
export interface CloudWatchState {
  /** By `metricKey`. */
  metrics: Map<string, Metric>;
  /** By name; metric and composite alarms share their names. */
  alarms: Map<string, Alarm>;
  dashboards: Map<string, Dashboard>;
  /** What happened to alarms, oldest first; it outlives them. */
  history: HistoryItem[];
}

export interface Metric {
  namespace: string;
  name: string;
  /** By name. */
  dimensions: [name: string, value: string][];
  lastAt: number; // ms
  /** By unit. */
  series: Map<string, Series>;
}

export interface Series {
  /** Data of high resolution, by second (ms), for three hours. */
  seconds: Map<number, Bucket>;
  /** By the start of the minute (ms); what is older than 15 days by five minutes, than 63 days by the hour. */
  minutes: Map<number, Bucket>;
  /** When what is too old was last looked for (ms). */
  tidiedAt: number;
}

interface AnyAlarm {
  name: string;
  arn: string;
  description: string | undefined;
  actionsEnabled: boolean;
  okActions: string[];
  alarmActions: string[];
  insufficientDataActions: string[];
  configuredAt: number; // ms
  state: AlarmState;
  tags: Map<string, string>;
}

export interface AlarmState {
  value: StateValue;
  reason: string;
  /** JSON */
  data: string | undefined;
  updatedAt: number; // ms
  transitionedAt: number; // ms
}

export interface MetricAlarm extends AnyAlarm {
  kind: 'MetricAlarm';
  /** What is watched: one metric, or the queries of a math expression. */
  watches: Watched | MetricDataQuery[];
  evaluationPeriods: number;
  datapointsToAlarm: number | undefined;
  threshold: number;
  comparison: ComparisonOperator;
  treatMissingData: string | undefined;
  lowSamples: string | undefined;
}

/** A metric as an alarm reads it. */
export interface Watched {
  namespace: string;
  name: string;
  dimensions: [name: string, value: string][];
  statistic: Statistic | undefined;
  extended: string | undefined;
  period: number; // seconds
  unit: string | undefined;
}

export interface CompositeAlarm extends AnyAlarm {
  kind: 'CompositeAlarm';
  rule: string;
}

export type Alarm = MetricAlarm | CompositeAlarm;

export interface HistoryItem {
  alarm: string;
  kind: Alarm['kind'];
  at: number; // ms
  type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  summary: string;
  /** JSON */
  data: string;
}

export interface Dashboard {
  name: string;
  arn: string;
  body: string;
  modifiedAt: number; // ms
}

export function initialState(): CloudWatchState {
  return { metrics: new Map(), alarms: new Map(), dashboards: new Map(), history: [] };
}

export interface Local {
  background: Background<CloudWatchState, Local> | undefined;
  /** Whether the cloud has EventBridge. */
  hasEvents: boolean;
  /** What ends the wait for the next evaluation, by account and region. */
  ticks: Map<string, () => void>;
  /** What services' metrics are written with, by account and region. */
  calls: Map<string, Call<CloudWatchState, Local>>;
}
