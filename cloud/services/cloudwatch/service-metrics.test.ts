import { expect, test } from 'vitest';
import { setClock } from '../../clock.ts';
import { memoryCloud } from '../../host/memory.ts';
import { dynamodb } from '../dynamodb/service.ts';
import { iam } from '../iam/service.ts';
import { kinesis } from '../kinesis/service.ts';
import { sqs } from '../sqs/service.ts';
import { sts } from '../sts/service.ts';
import { cloudwatch } from './service.ts';

const MINUTE = 60_000;

/** Services beside CloudWatch, and what it has of a metric. */
async function cloud(clock = setClock()) {
  const memory = await memoryCloud({ services: [cloudwatch, dynamodb, iam, kinesis, sqs, sts], clock });
  const root = memory.root();
  const values = async (Namespace: string, MetricName: string, dimension: [string, string], Stat = 'Sum') => {
    const Dimensions = [{ Name: dimension[0], Value: dimension[1] }];
    const MetricStat = { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat };
    const [StartTime, EndTime] = [new Date(Date.UTC(2026, 10, 20)), new Date(memory.clock.now() + MINUTE)];
    const asked = { StartTime, EndTime, ScanBy: 'TimestampAscending' as const };
    const { MetricDataResults } = await root.cloudwatch.GetMetricData({ ...asked, MetricDataQueries: [{ Id: 'm', MetricStat }] });
    return MetricDataResults![0]!.Values;
  };
  return { ...memory, root, values };
}

/** Wakes those who wait as a machine does: not to the millisecond. */
function inexact(byMs: number) {
  const clock = setClock();
  return { ...clock, after: (ms: number, action: () => void) => clock.after(ms > 1000 ? ms + byMs : ms, action) };
}

test.each([
  ['on a clock', setClock()],
  ['on a machine that wakes late', inexact(3)],
  ['on a machine that wakes early', inexact(-1)],
])(
  'a queue counts what it is sent and gives out, and tells its depth and age by the minute; an alarm on depth goes off, %s',
  async (_, given) => {
    const { root, clock, values, faults } = await cloud(given);
    const { QueueUrl } = await root.sqs.CreateQueue({ QueueName: 'work' });
    const dimension: [string, string] = ['QueueName', 'work'];
    await root.cloudwatch.PutMetricAlarm({
      AlarmName: 'deep',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'work' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 2,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    for (const MessageBody of ['a', 'b', 'c']) await root.sqs.SendMessage({ QueueUrl, MessageBody });
    const { Messages } = await root.sqs.ReceiveMessage({ QueueUrl });
    await root.sqs.DeleteMessage({ QueueUrl, ReceiptHandle: Messages![0]!.ReceiptHandle });
    await clock.advance(MINUTE + 5);
    const state = async () => (await root.cloudwatch.DescribeAlarms({ AlarmNames: ['deep'] })).MetricAlarms![0]!.StateValue;
    expect(await state()).toBe('ALARM');
    await clock.advance(MINUTE);
    expect(await values('AWS/SQS', 'NumberOfMessagesSent', dimension)).toEqual([3]);
    expect(await values('AWS/SQS', 'NumberOfMessagesReceived', dimension)).toEqual([1]);
    expect(await values('AWS/SQS', 'NumberOfMessagesDeleted', dimension)).toEqual([1]);
    expect(await values('AWS/SQS', 'ApproximateNumberOfMessagesVisible', dimension, 'Maximum')).toEqual([2, 2]);
    expect(await values('AWS/SQS', 'ApproximateAgeOfOldestMessage', dimension, 'Maximum')).toEqual([60, 120]);
    expect(faults).toEqual([]);
  },
);

test('tables count consumed capacity and answer with it only when asked; streams count records and their age', async () => {
  const { root, clock, values } = await cloud();
  await root.dynamodb.CreateTable({
    TableName: 'orders',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'by', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      { IndexName: 'by-customer', KeySchema: [{ AttributeName: 'by', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
    ],
  });
  const Item = { id: { S: '1' }, by: { S: 'a' } };
  expect((await root.dynamodb.PutItem({ TableName: 'orders', Item })).ConsumedCapacity).toBeUndefined();
  const second = await root.dynamodb.PutItem({ TableName: 'orders', Item: { ...Item, id: { S: '2' } }, ReturnConsumedCapacity: 'TOTAL' });
  expect(second.ConsumedCapacity).toEqual({ TableName: 'orders', CapacityUnits: 2 });
  await root.dynamodb.GetItem({ TableName: 'orders', Key: { id: { S: '1' } }, ConsistentRead: true });
  await root.kinesis.CreateStream({ StreamName: 's', ShardCount: 1 });
  await clock.advance(1000);
  await root.kinesis.PutRecord({ StreamName: 's', PartitionKey: 'p', Data: new Uint8Array(9) });
  await clock.advance(0);
  expect(await values('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', ['TableName', 'orders'])).toEqual([2]);
  expect(await values('AWS/DynamoDB', 'ConsumedReadCapacityUnits', ['TableName', 'orders'])).toEqual([1]);
  expect(await values('AWS/Kinesis', 'IncomingBytes', ['StreamName', 's'])).toEqual([10]);
});
