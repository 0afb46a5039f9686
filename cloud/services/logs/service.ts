import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { deliver } from './delivery.ts';
import { measure } from './metric-filters.ts';
import { operations } from './operations.ts';
import { resourcePolicy } from './resource-policies.ts';
import { LogGroup } from './resources/AWS-Logs-LogGroup.ts';
import { LogStream } from './resources/AWS-Logs-LogStream.ts';
import { MetricFilter } from './resources/AWS-Logs-MetricFilter.ts';
import { ResourcePolicy } from './resources/AWS-Logs-ResourcePolicy.ts';
import { SubscriptionFilter } from './resources/AWS-Logs-SubscriptionFilter.ts';
import type { LogsState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** Amazon CloudWatch Logs: groups, streams, events and their filters. */
export const logs = defineService<LogsState>({
  name: 'logs',
  wires: [{ signingName: 'logs', target: 'Logs_20140328', load: () => import('@aws-sdk/client-cloudwatch-logs') }],
  scope: 'region',
  initialState: () => ({ groups: new Map() }),
  operations,
  access,
  reads: [
    'DescribeLogGroups',
    'DescribeLogStreams',
    'DescribeMetricFilters',
    'DescribeQueries',
    'DescribeResourcePolicies',
    'DescribeSubscriptionFilters',
    'FilterLogEvents',
    'GetLogEvents',
    'GetQueryResults',
    'ListLogGroups',
    'ListTagsForResource',
    'ListTagsLogGroup',
    'TestMetricFilter',
  ],
  resourcePolicy: (_arn, state) => resourcePolicy(state),
  tagging,
  resourceTypes: [LogGroup, LogStream, MetricFilter, ResourcePolicy, SubscriptionFilter],
  subscriptions: {
    'logs.EventsIngested': (event, background) => {
      measure(event, background);
      void deliver(event, background);
    },
  },
});
