import type {
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  ListLogGroupsRequest,
  ListLogGroupsResponse,
  LogGroup as LogGroupDescription,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import { expire } from './events.ts';
import { groupArn, groupName, refuseOtherAccounts } from './groups.ts';
import { pageByName } from './pages.ts';
import type { LogGroup, LogsState } from './state.ts';

const PER_EVENT_BYTES = 26;

/** A page of log groups, by name. CloudWatch Logs API Reference, DescribeLogGroups. */
export const DescribeLogGroups: Operation<LogsState, DescribeLogGroupsRequest, DescribeLogGroupsResponse> = (input, call) => {
  refuseOtherAccounts('DescribeLogGroups', input);
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers: identifiers } = input;
  refuseViolations('InvalidParameterException', [valueWithin('limit', input.limit, 1, 50)]);
  if (prefix !== undefined && pattern !== undefined) {
    throw new AwsError('InvalidParameterException', 'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  }
  const named = identifiers && new Set(identifiers.map((logGroupIdentifier) => groupName({ logGroupIdentifier })));
  const groups = [...call.state.groups.values()].filter(
    ({ name }) =>
      name.startsWith(prefix ?? '') &&
      (pattern === undefined || name.toLowerCase().includes(pattern.toLowerCase())) &&
      (named === undefined || named.has(name)) &&
      (input.logGroupClass ?? 'STANDARD') === 'STANDARD',
  );
  const { page, nextToken } = pageByName(groups, input.nextToken, input.limit ?? 50);
  return { logGroups: page.map((group) => describe(call, group)), ...(nextToken && { nextToken }) };
};

/** A page of log groups, by name, in short. `logGroupNamePattern` is a regular expression. CloudWatch Logs API Reference, ListLogGroups. */
export const ListLogGroups: Operation<LogsState, ListLogGroupsRequest, ListLogGroupsResponse> = (input, call) => {
  refuseOtherAccounts('ListLogGroups', input);
  refuseMembers('logs ListLogGroups', input, ['dataSources', 'fieldIndexNames', 'logGroupTags']);
  refuseViolations('InvalidParameterException', [valueWithin('limit', input.limit, 1, 1000)]);
  const pattern = input.logGroupNamePattern === undefined ? undefined : expression(input.logGroupNamePattern);
  const groups = [...call.state.groups.values()].filter(
    ({ name }) => (pattern?.test(name) ?? true) && (input.logGroupClass ?? 'STANDARD') === 'STANDARD',
  );
  const { page, nextToken } = pageByName(groups, input.nextToken, input.limit ?? 50);
  const logGroups = page.map(({ name }) => ({ logGroupName: name, logGroupArn: groupArn(call, name), logGroupClass: 'STANDARD' as const }));
  return { logGroups, ...(nextToken && { nextToken }) };
};

function describe(call: Call<LogsState>, group: LogGroup): LogGroupDescription {
  expire(group, call.clock.now());
  const arn = groupArn(call, group.name);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionDays !== undefined && { retentionInDays: group.retentionDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes: storedBytes(group),
    logGroupClass: 'STANDARD',
    logGroupArn: arn,
    deletionProtectionEnabled: group.deletionProtection,
  };
}

function storedBytes({ streams }: LogGroup): number {
  let bytes = 0;
  for (const { events } of streams.values()) {
    for (const { message } of events) bytes += message.length + PER_EVENT_BYTES;
  }
  return bytes;
}

function expression(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (cause) {
    throw new AwsError('InvalidParameterException', `Invalid logGroupNamePattern: ${pattern}`, { cause });
  }
}
