import {
  CreateEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';

let host: MemoryCloud;
let events: EventBridgeClient;
let sqs: SQSClient;
const RULE = `arn:aws:events:${TEST_REGION}:${TEST_ACCOUNT}:rule/`;

beforeEach(async () => {
  host = await memoryCloud();
  events = new EventBridgeClient(host.clientOptions());
  sqs = new SQSClient(host.clientOptions());
});
afterEach(() => expect(host.faults).toEqual([]));

/** A queue that rules may send to, unless said otherwise. */
async function queue(QueueName: string, isOpen = true) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const arn = `arn:aws:sqs:${TEST_REGION}:${TEST_ACCOUNT}:${QueueName}`;
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn,
    Condition: { ArnLike: { 'aws:SourceArn': `${RULE}*` } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  if (isOpen) await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const messages = async () => {
    await host.clock.advance(0);
    const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 43_200 };
    return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
  };
  return { arn, messages, bodies: async () => (await messages()).map(({ Body }) => JSON.parse(Body!)) };
}

async function rule(Name: string, EventPattern: object, target: Partial<Target>, EventBusName = 'default') {
  await events.send(new PutRuleCommand({ Name, EventBusName, EventPattern: JSON.stringify(EventPattern) }));
  await events.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [{ Id: '1', Arn: undefined, ...target }] }));
}

const order = (detail: object = {}): PutEventsRequestEntry => ({
  Source: 'shop',
  DetailType: 'OrderPlaced',
  Detail: JSON.stringify(detail),
});
const put = (...Entries: PutEventsRequestEntry[]) => events.send(new PutEventsCommand({ Entries }));

test('an event reaches the targets of the rules that it matches', async () => {
  const { arn, bodies } = await queue('orders');
  await rule('orders', { source: ['shop'], detail: { total: [{ numeric: ['>', 10] }] } }, { Arn: arn });
  const { Entries, FailedEntryCount } = await put(order({ total: 5 }), order({ total: 50 }));
  expect(FailedEntryCount).toBe(0);
  expect(await bodies()).toEqual([
    {
      version: '0',
      id: Entries![1]!.EventId,
      'detail-type': 'OrderPlaced',
      source: 'shop',
      account: TEST_ACCOUNT,
      time: '2026-11-20T00:00:00Z',
      region: TEST_REGION,
      resources: [],
      detail: { total: 50 },
    },
  ]);
});

test('a rule that is off passes nothing on; a bus knows only its own rules', async () => {
  const { arn, bodies } = await queue('orders');
  await events.send(new CreateEventBusCommand({ Name: 'shop' }));
  await rule('orders', { source: ['shop'] }, { Arn: arn });
  await events.send(new DisableRuleCommand({ Name: 'orders' }));
  await put(order({ n: 1 }), { ...order({ n: 2 }), EventBusName: 'shop' });
  expect(await bodies()).toEqual([]);
  await events.send(new EnableRuleCommand({ Name: 'orders' }));
  await put(order({ n: 3 }));
  expect(await bodies()).toMatchObject([{ detail: { n: 3 } }]);
  expect(await events.send(new DescribeRuleCommand({ Name: 'orders' }))).toMatchObject({
    Arn: `${RULE}orders`,
    State: 'ENABLED',
    EventPattern: '{"source":["shop"]}',
    EventBusName: 'default',
  });
});
