import {
  type AlarmHistoryItem,
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsForMetricCommand,
  GetMetricStatisticsCommand,
  type MetricAlarm,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeMetricFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import type { CheckContext } from '#labs/contract.ts';

/** A metric by its name, as alarms and statistics ask for it. */
export interface MetricName {
  Namespace: string;
  MetricName: string;
  Dimensions?: { Name: string; Value: string }[];
}

/** How often Charge has failed, as Lambda counts it. */
export function errorsOf({ outputs }: CheckContext): MetricName {
  return { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: outputs.Charge! }] };
}

/** What the metric filter of a log group counts; undefined where there is none. */
export async function countedIn({ client }: CheckContext, logGroupName: string): Promise<MetricName | undefined> {
  const { metricFilters = [] } = await client(CloudWatchLogsClient).send(new DescribeMetricFiltersCommand({ logGroupName }));
  const [made] = metricFilters[0]?.metricTransformations ?? [];
  return made && { Namespace: made.metricNamespace!, MetricName: made.metricName! };
}

/** The alarms on a metric. */
export async function alarmsOn({ client }: CheckContext, metric: MetricName): Promise<MetricAlarm[]> {
  const { MetricAlarms = [] } = await client(CloudWatchClient).send(new DescribeAlarmsForMetricCommand(metric));
  return MetricAlarms;
}

/** The sum of a metric's values since a time, by the minute. */
export async function sumSince({ client, now }: CheckContext, metric: MetricName, since: number): Promise<number> {
  const { Datapoints = [] } = await client(CloudWatchClient).send(
    new GetMetricStatisticsCommand({
      ...metric,
      StartTime: new Date(since - (since % 60_000)),
      EndTime: new Date(now() + 60_000),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

/** Gives an alarm a state, for a test of what hangs on it; CloudWatch's next look at the data puts it right. */
export async function setState({ client }: CheckContext, AlarmName: string, StateValue: StateValue): Promise<void> {
  await client(CloudWatchClient).send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'A rehearsal.' }));
}

/** What happened to an alarm, the oldest first. */
export async function historyOf({ client }: CheckContext, AlarmName: string): Promise<AlarmHistoryItem[]> {
  const { AlarmHistoryItems = [] } = await client(CloudWatchClient).send(
    new DescribeAlarmHistoryCommand({ AlarmName, ScanBy: 'TimestampAscending', MaxRecords: 100 }),
  );
  return AlarmHistoryItems;
}

/** An alarm's change of state, as Record has kept it. */
export interface Incident {
  alarm: string;
  changedAt: string;
  change: string;
  reason: string;
}

/** The incidents of an alarm since a time (ms), the oldest first. */
export async function incidentsOf({ client, outputs }: CheckContext, alarm: string, since = 0): Promise<Incident[]> {
  const { Items = [] } = await client(DynamoDBClient).send(
    new QueryCommand({
      TableName: outputs.Incidents,
      KeyConditionExpression: 'alarm = :alarm AND changedAt >= :since',
      ExpressionAttributeValues: { ':alarm': { S: alarm }, ':since': { S: new Date(since).toISOString() } },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => ({
    alarm,
    changedAt: item.changedAt!.S!,
    change: item.change?.S ?? '-',
    reason: item.reason?.S ?? '-',
  }));
}

/** Each address that the topic writes to by e-mail, and its subscription: an ARN once it has been confirmed, `PendingConfirmation` before. */
export async function addressesOf({ client, outputs }: CheckContext): Promise<{ address: string; subscription: string }[]> {
  const { Subscriptions = [] } = await client(SNSClient).send(new ListSubscriptionsByTopicCommand({ TopicArn: outputs.Alerts }));
  return Subscriptions.filter(({ Protocol }) => Protocol === 'email').map(({ Endpoint = '', SubscriptionArn = '' }) => ({
    address: Endpoint,
    subscription: SubscriptionArn,
  }));
}
