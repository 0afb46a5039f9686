import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { sns } from '../sns/service.ts';
import { sqs } from '../sqs/service.ts';
import { sts } from '../sts/service.ts';
import { cloudwatch } from './service.ts';

const ALARM: PutMetricAlarmCommandInput = {
  AlarmName: 'errors',
  Namespace: 'Shop',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
};
const TOPIC = 'arn:aws:sns:ap-southeast-1:111122223333:alerts';
const MINUTE = 60_000;
/** What subscribers get is JSON, and can be filtered as such. */
const BY_NAME = { FilterPolicyScope: 'MessageBody', FilterPolicy: '{"AlarmName":[{"exists":true}]}' };

/** CloudWatch beside a topic whose messages a queue keeps. */
async function cloudWithTopic() {
  const memory = await memoryCloud({ services: [cloudwatch, iam, sns, sqs, sts] });
  const client = new CloudWatchClient(memory.clientOptions());
  const root = memory.root();
  await root.sns.CreateTopic({ Name: 'alerts' });
  const { QueueUrl } = await root.sqs.CreateQueue({ QueueName: 'inbox' });
  const QueueArn = 'arn:aws:sqs:ap-southeast-1:111122223333:inbox';
  const Policy = JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: QueueArn }],
  });
  await root.sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy } });
  await root.sns.Subscribe({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: QueueArn, Attributes: BY_NAME });
  const received = async () => {
    const { Messages = [] } = await root.sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    for (const { ReceiptHandle } of Messages) await root.sqs.DeleteMessage({ QueueUrl, ReceiptHandle });
    return Messages.map(({ Body }) => JSON.parse(Body!) as { Subject: string; Message: string });
  };
  const alarm = async (AlarmName = 'errors') =>
    (await client.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }))).MetricAlarms![0]!;
  const measure = (Value: number) =>
    client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [{ MetricName: 'Errors', Value }] }));
  return { ...memory, root, client, received, alarm, measure };
}

test('an alarm goes off within a minute of the data, tells its topic as AWS does, and comes back', async () => {
  const { client, clock, faults, received, alarm, measure } = await cloudWithTopic();
  await client.send(new PutMetricAlarmCommand({ ...ALARM, AlarmActions: [TOPIC], OKActions: [TOPIC], TreatMissingData: 'notBreaching' }));
  expect(await alarm()).toMatchObject({ StateValue: 'INSUFFICIENT_DATA', StateReason: 'Unchecked: Initial alarm creation' });
  await clock.advance(0);
  expect(await alarm()).toMatchObject({
    StateValue: 'OK',
    StateReason: 'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  });
  await received();
  await measure(3);
  await clock.advance(MINUTE);
  expect(await alarm()).toMatchObject({
    StateValue: 'ALARM',
    StateReason:
      'Threshold Crossed: 1 out of the last 1 datapoints [3.0 (20/11/26 00:00:00)] was greater than the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).',
  });
  const [said] = await received();
  expect(said!.Subject).toBe('ALARM: "errors" in Asia Pacific (Singapore)');
  expect(JSON.parse(said!.Message)).toEqual({
    AlarmName: 'errors',
    AlarmDescription: null,
    AWSAccountId: '111122223333',
    AlarmConfigurationUpdatedTimestamp: '2026-11-20T00:00:00.000+0000',
    NewStateValue: 'ALARM',
    NewStateReason: (await alarm()).StateReason,
    StateChangeTime: '2026-11-20T00:01:00.000+0000',
    Region: 'Asia Pacific (Singapore)',
    AlarmArn: 'arn:aws:cloudwatch:ap-southeast-1:111122223333:alarm:errors',
    OldStateValue: 'OK',
    OKActions: [TOPIC],
    AlarmActions: [TOPIC],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: 'Errors',
      Namespace: 'Shop',
      StatisticType: 'Statistic',
      Statistic: 'SUM',
      Unit: null,
      Dimensions: [],
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      TreatMissingData: 'notBreaching',
      EvaluateLowSampleCountPercentile: '',
    },
  });
  // The evaluation range reaches two periods further back.
  await clock.advance(2 * MINUTE);
  expect((await alarm()).StateValue).toBe('ALARM');
  await clock.advance(MINUTE);
  expect((await alarm()).StateValue).toBe('OK');
  expect((await received()).map(({ Subject }) => Subject)).toEqual(['OK: "errors" in Asia Pacific (Singapore)']);
  const { AlarmHistoryItems } = await client.send(new DescribeAlarmHistoryCommand({ AlarmName: 'errors', HistoryItemType: 'StateUpdate' }));
  expect(AlarmHistoryItems!.map(({ HistorySummary }) => HistorySummary)).toEqual([
    'Alarm updated from ALARM to OK',
    'Alarm updated from OK to ALARM',
    'Alarm updated from INSUFFICIENT_DATA to OK',
  ]);
  expect(faults).toEqual([]);
});

test('a topic whose policy does not let CloudWatch in gets nothing, and the history says so', async () => {
  const { client, clock, root, received, measure } = await cloudWithTopic();
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: TOPIC }];
  await root.sns.SetTopicAttributes({ TopicArn: TOPIC, AttributeName: 'Policy', AttributeValue: JSON.stringify({ Statement }) });
  await client.send(new PutMetricAlarmCommand({ ...ALARM, AlarmActions: [TOPIC] }));
  await measure(1);
  await clock.advance(MINUTE);
  expect(await received()).toEqual([]);
  const { AlarmHistoryItems } = await client.send(new DescribeAlarmHistoryCommand({ AlarmName: 'errors', HistoryItemType: 'Action' }));
  expect(AlarmHistoryItems!.map(({ HistorySummary }) => HistorySummary)).toEqual([
    expect.stringMatching(/^Failed to execute action arn:aws:sns:.+:alerts\. Received error: ".+not authorized/),
  ]);
});

test('metric math, percentiles and composite alarms follow their data', async () => {
  const { client, clock, alarm, measure } = await cloudWithTopic();
  const metric = (Id: string, Stat: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Errors' }, Period: 60, Stat },
    ReturnData: false,
  });
  const { Namespace: _n, MetricName: _m, Statistic: _s, Period: _p, ...rest } = ALARM;
  const Metrics = [metric('n', 'SampleCount'), metric('s', 'Sum'), { Id: 'rate', Expression: '100 * s / n', Label: 'rate' }];
  await client.send(new PutMetricAlarmCommand({ ...rest, AlarmName: 'rate', Metrics, Threshold: 40 }));
  const { Statistic: _, ...extended } = ALARM;
  await client.send(new PutMetricAlarmCommand({ ...extended, AlarmName: 'slow', ExtendedStatistic: 'p90', Threshold: 1 }));
  await client.send(new PutCompositeAlarmCommand({ AlarmName: 'both', AlarmRule: 'ALARM("rate") AND NOT ALARM(slow)' }));
  await expect(client.send(new PutCompositeAlarmCommand({ AlarmName: 'x', AlarmRule: 'OK("nothing")' }))).rejects.toMatchObject({
    message: 'Could not save the composite alarm as alarms [nothing] in the alarm rule do not exist',
  });
  await measure(1);
  await measure(0);
  await clock.advance(MINUTE);
  expect((await alarm('rate')).StateValue).toBe('ALARM');
  expect((await alarm('slow')).StateValue).toBe('OK');
  const composite = async () =>
    (await client.send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }))).CompositeAlarms!.map(
      ({ StateValue, StateReason }) => [StateValue, StateReason],
    );
  const [[value, reason]] = (await composite()) as [[string, string]];
  expect(value).toBe('ALARM');
  expect(reason).toMatch(/^arn:aws:cloudwatch:.+:alarm:rate transitioned to ALARM at Friday 20 November, 2026 00:01:00 UTC$/);
  await client.send(new SetAlarmStateCommand({ AlarmName: 'slow', StateValue: 'ALARM', StateReason: 'a try' }));
  expect((await composite())[0]![0]).toBe('OK');
});
