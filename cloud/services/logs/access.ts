import type { StartQueryRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { AccessCheck, Call } from '../../operation.ts';
import { type GroupReference, groupArn, groupName } from './groups.ts';
import { groupsOf } from './queries.ts';
import type { LogsState } from './state.ts';

interface StreamReference extends GroupReference {
  logStreamName?: string | undefined;
}

type Check<Input> = (input: Input, call: Call<LogsState>) => AccessCheck;

/** Operations on a group: `log-group:NAME:log-stream:`, which a policy on `log-group:NAME:*` covers and one on `log-group:NAME` does not. */
const ON_GROUP = [
  'CreateLogGroup',
  'DeleteLogGroup',
  'DeleteMetricFilter',
  'DeleteRetentionPolicy',
  'DeleteSubscriptionFilter',
  'DescribeLogStreams',
  'DescribeSubscriptionFilters',
  'FilterLogEvents',
  'ListTagsLogGroup',
  'PutLogGroupDeletionProtection',
  'PutMetricFilter',
  'PutRetentionPolicy',
  'PutSubscriptionFilter',
  'TagLogGroup',
  'UntagLogGroup',
] as const;

const ON_STREAM = ['CreateLogStream', 'DeleteLogStream', 'GetLogEvents', 'PutLogEvents'] as const;

const ON_RESOURCE = ['ListTagsForResource', 'TagResource', 'UntagResource'] as const;

const onStream =
  (operation: string): Check<StreamReference> =>
  (input, call) => ({
    action: `logs:${operation}`,
    resource: `${groupArn(call, groupName(input))}:log-stream:${input.logStreamName ?? ''}`,
  });

const onResource =
  (operation: string): Check<{ resourceArn: string }> =>
  ({ resourceArn }) => ({
    action: `logs:${operation}`,
    resource: resourceArn,
  });

const onEveryGroup =
  (operation: string): Check<unknown> =>
  (_input, call) => ({
    action: `logs:${operation}`,
    resource: `${groupArn(call, '')}:log-stream:`,
  });

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon CloudWatch Logs". */
export const access = {
  ...Object.fromEntries([...ON_GROUP, ...ON_STREAM].map((operation) => [operation, onStream(operation)])),
  ...Object.fromEntries(ON_RESOURCE.map((operation) => [operation, onResource(operation)])),
  DescribeLogGroups: onEveryGroup('DescribeLogGroups'),
  DescribeMetricFilters: (input: GroupReference, call: Call<LogsState>) =>
    input.logGroupName === undefined ? onEveryGroup('DescribeMetricFilters')(input, call) : onStream('DescribeMetricFilters')(input, call),
  ListLogGroups: onEveryGroup('ListLogGroups'),
  StartQuery: (input: StartQueryRequest, call: Call<LogsState>) =>
    groupsOf(input).map((reference) => ({ action: 'logs:StartQuery', resource: `${groupArn(call, groupName(reference))}:log-stream:` })),
};
