import type { MetricTransformation, ResultField } from '@aws-sdk/client-cloudwatch-logs';

/** CloudWatch Logs in one account and region. */
export interface LogsState {
  groups: Map<string, LogGroup>;
  /** What services may do with log groups, by name. */
  resourcePolicies?: Map<string, NamedPolicy>;
  /** Insights queries by id, oldest first. Absent in states of before there were any. */
  queries?: Map<string, Query>;
}

/** An Insights query: done as soon as it was asked. */
export interface Query {
  id: string;
  text: string;
  groups: string[];
  startedAt: number; // ms
  results: ResultField[][];
  matched: number;
  scanned: number;
  bytes: number;
}

export interface NamedPolicy {
  name: string;
  /** JSON text. */
  document: string;
  updatedAt: number; // ms
}

export interface LogGroup {
  name: string;
  createdAt: number; // ms
  retentionDays?: number;
  deletionProtection: boolean;
  tags: Map<string, string>;
  streams: Map<string, LogStream>;
  subscriptionFilters: Map<string, SubscriptionFilter>;
  /** Absent in states of before there were any. */
  metricFilters?: Map<string, MetricFilter>;
  /** Counts the events ever written: it orders events of the same millisecond. */
  nextOrdinal: number;
}

/** What is handed on to a function as it arrives. */
export interface SubscriptionFilter {
  name: string;
  pattern: string;
  destinationArn: string;
  createdAt: number; // ms
}

/** What is counted as it arrives. */
export interface MetricFilter {
  name: string;
  pattern: string;
  transformation: MetricTransformation;
  createdAt: number; // ms
}

export interface LogStream {
  name: string;
  createdAt: number; // ms
  lastIngestedAt?: number; // ms
  /** By timestamp, then by ordinal. */
  events: LogEvent[];
}

export interface LogEvent {
  timestamp: number; // ms
  ordinal: number;
  ingestedAt: number; // ms
  message: string;
}
