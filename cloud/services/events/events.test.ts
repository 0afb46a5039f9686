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
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../aws-error.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { defineService } from '../../service.ts';
import { services } from '../index.ts';

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

test('one entry fails for itself; a batch may be refused as a whole', async () => {
  const { arn, bodies } = await queue('orders');
  await rule('orders', { source: [{ prefix: '' }] }, { Arn: arn, InputPath: '$.detail.n' });
  const { Entries, FailedEntryCount } = await put(
    { DetailType: 'x', Detail: '{}' },
    { Source: 'x', Detail: '{}' },
    { Source: 'x', DetailType: 'x' },
    { ...order(), Detail: 'no JSON' },
    { ...order(), Detail: '["no object"]' },
    { ...order(), Source: 'aws.s3' },
    { ...order(), EventBusName: 'nowhere' },
    order({ n: 1 }),
  );
  const required = (name: string) => `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
  expect(FailedEntryCount).toBe(6);
  expect(Entries!.map(({ ErrorCode, ErrorMessage }) => [ErrorCode, ErrorMessage])).toEqual([
    ['InvalidArgument', required('Source')],
    ['InvalidArgument', required('DetailType')],
    ['InvalidArgument', required('Detail')],
    ['MalformedDetail', 'Detail is malformed.'],
    ['MalformedDetail', 'Detail is malformed.'],
    ['NotAuthorizedForSourceException', 'Not authorized for the source.'],
    [undefined, undefined],
    [undefined, undefined],
  ]);
  expect(await bodies()).toEqual([1]);
  await expect(put(...Array(11).fill(order()))).rejects.toThrow('Member must have length less than or equal to 10');
  await expect(put(order({ big: 'x'.repeat(256 * 1024) }))).rejects.toThrow('Total size of the entries in the request is over the limit.');
});

test.each<[title: string, target: Partial<Target>, body: unknown]>([
  ['a constant', { Input: '{"a": 1}' }, { a: 1 }],
  ['a part', { InputPath: '$.detail.items[1].name' }, 'b'],
  ['every one of a list', { InputPath: '$.detail.items[*].name' }, ['a', 'b']],
  [
    'a sentence: what is not there leaves nothing, objects lose their quotes',
    {
      InputTransformer: {
        InputPathsMap: { type: '$.detail-type', none: '$.detail.none', item: '$.detail.items[0]' },
        InputTemplate: '"<type> of <none> with <item>"',
      },
    },
    'OrderPlaced of  with {name:a}',
  ],
  [
    'an object: values keep their type outside of quotes',
    {
      InputTransformer: {
        InputPathsMap: { n: '$.detail.n', items: '$.detail.items', who: '$.detail.who' },
        InputTemplate: '{"n": <n>, "text": "n is <n>, \\"<who>\\"", "items": <items>, "who": <who>}',
      },
    },
    { n: 7, text: 'n is 7, "Bình "B""', items: [{ name: 'a' }, { name: 'b' }], who: 'Bình "B"' },
  ],
  [
    'what EventBridge knows itself',
    {
      InputTransformer: {
        InputTemplate:
          '{"rule": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>", "at": <aws.events.event.ingestion-time>, "event": <aws.events.event>, "whole": <aws.events.event.json>}',
      },
    },
    {
      rule: 'r',
      arn: `${RULE}r`,
      at: '2026-11-20T00:00:00.000Z',
      event: expect.not.objectContaining({ detail: expect.anything() }),
      whole: expect.objectContaining({ detail: expect.objectContaining({ n: 7 }) }),
    },
  ],
])('a target gets %s', async (_title, target, body) => {
  const { arn, messages } = await queue('q');
  await rule('r', { source: ['shop'] }, { Arn: arn, ...target });
  await put(order({ n: 7, who: 'Bình "B"', items: [{ name: 'a' }, { name: 'b' }] }));
  const [message] = await messages();
  expect(JSON.parse(message!.Body!)).toEqual(body);
});

test('a queue must let EventBridge send for the rule; what it does not take is a dead letter at once', async () => {
  const closed = await queue('closed', false);
  const dead = await queue('dead');
  await rule('r', { source: ['shop'] }, { Arn: closed.arn, DeadLetterConfig: { Arn: dead.arn } });
  await put(order({ n: 1 }));
  const [letter] = await dead.messages();
  expect(JSON.parse(letter!.Body!)).toMatchObject({ source: 'shop', detail: { n: 1 } });
  const said = Object.fromEntries(Object.entries(letter!.MessageAttributes!).map(([name, { StringValue }]) => [name, StringValue]));
  expect(said).toEqual({
    RULE_ARN: `${RULE}r`,
    TARGET_ARN: closed.arn,
    ERROR_CODE: 'NO_PERMISSIONS',
    ERROR_MESSAGE: expect.stringContaining('is not authorized to perform: sqs:sendmessage'),
  });
  expect(await closed.bodies()).toEqual([]);
});

test('what may pass is tried again at growing distances, as often and as long as the retry policy says', async () => {
  const asked: number[] = [];
  const busy = defineService({
    name: 'lambda',
    wires: [],
    scope: 'region',
    initialState: () => ({}),
    operations: {
      Invoke: (_input, { clock }) => {
        asked.push((clock.now() - start) / 1000);
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.');
      },
    },
    access: { Invoke: () => [] },
    resourceTypes: [],
  });
  host = await memoryCloud({ services: [...services.filter(({ name }) => name !== 'lambda'), busy] });
  const start = host.clock.now();
  events = new EventBridgeClient(host.clientOptions());
  sqs = new SQSClient(host.clientOptions());
  const dead = await queue('dead');
  const Arn = `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:f`;
  await rule(
    'often',
    { detail: { by: ['count'] } },
    { Arn, RetryPolicy: { MaximumRetryAttempts: 3 }, DeadLetterConfig: { Arn: dead.arn } },
  );
  await rule(
    'long',
    { detail: { by: ['age'] } },
    { Arn, RetryPolicy: { MaximumEventAgeInSeconds: 100 }, DeadLetterConfig: { Arn: dead.arn } },
  );
  const condition = async () =>
    (await dead.messages()).map(({ MessageAttributes: said }) => [
      said!.EXHAUSTED_RETRY_CONDITION!.StringValue,
      said!.RETRY_ATTEMPTS!.StringValue,
      said!.ERROR_CODE!.StringValue,
    ]);
  await put(order({ by: 'count' }));
  await host.clock.advance(3_600_000);
  expect(asked).toEqual([0, 30, 90, 210]);
  expect(await condition()).toEqual([['MaximumRetryAttempts', '3', 'THROTTLING']]);
  asked.length = 0;
  await put(order({ by: 'age' }));
  await host.clock.advance(3_600_000);
  expect(asked).toEqual([3600, 3630, 3690]);
  expect(await condition()).toEqual([['MaximumEventAgeInSeconds', '2', 'THROTTLING']]);
});

test('schedules run in UTC, rates from when they were set, and only while the rule is on', async () => {
  const { arn, messages } = await queue('ticks');
  const schedule = async (Name: string, ScheduleExpression: string) => {
    await events.send(new PutRuleCommand({ Name, ScheduleExpression }));
    await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: '1', Arn: arn }] }));
  };
  const ticks = async () =>
    (await messages())
      .map(({ Body }) => JSON.parse(Body!))
      .map(({ time, resources }) => `${resources[0].slice(RULE.length)} ${time.slice(11, 16)}`);
  await schedule('rate', 'rate(5 minutes)');
  await schedule('cron', 'cron(0/10 0 ? * FRI *)');
  await host.clock.advance(10 * 60_000);
  expect((await ticks()).sort()).toEqual(['cron 00:10', 'rate 00:05', 'rate 00:10']);
  await events.send(new DisableRuleCommand({ Name: 'rate' }));
  await host.clock.advance(12 * 60_000);
  await events.send(new EnableRuleCommand({ Name: 'rate' }));
  await host.clock.advance(6 * 60_000);
  expect((await ticks()).sort()).toEqual(['cron 00:20', 'rate 00:27']);
  for (const wrong of ['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'at(2026-11-21T00:00:00)', 'cron(* * * * * *)', 'hourly']) {
    await expect(schedule('wrong', wrong)).rejects.toThrow('Parameter ScheduleExpression is not valid.');
  }
});

test('a pattern is tried out on an event, and an event without what every event has is none', async () => {
  const event = { id: '1', source: 's', 'detail-type': 'd', account: '1', region: 'r', time: '2022-07-13T13:48:01Z', detail: { n: 1 } };
  const tried = async (EventPattern: object, Event: string) =>
    (await events.send(new TestEventPatternCommand({ EventPattern: JSON.stringify(EventPattern), Event }))).Result;
  expect(await tried({ detail: { n: [1] } }, JSON.stringify(event))).toBe(true);
  expect(await tried({ detail: { n: [2] } }, JSON.stringify(event))).toBe(false);
  const { id: _, ...without } = event;
  for (const wrong of ['plain text', '"text"', JSON.stringify(without)]) {
    await expect(tried({ id: ['1'] }, wrong)).rejects.toThrow('Parameter Event is not valid.');
  }
  await expect(tried({ id: '1' }, JSON.stringify(event))).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
});

test('what rules count is told to whoever keeps metrics', async () => {
  const counted: string[] = [];
  const counter = defineService({
    name: 'counter',
    wires: [],
    scope: 'region',
    initialState: () => ({}),
    operations: {},
    access: {},
    resourceTypes: [],
    subscriptions: { 'events.RuleCounted': ({ ruleName, metric }) => void counted.push(`${ruleName} ${metric}`) },
  });
  host = await memoryCloud({ services: [...services, counter] });
  events = new EventBridgeClient(host.clientOptions());
  sqs = new SQSClient(host.clientOptions());
  const open = await queue('open');
  const closed = await queue('closed', false);
  await rule('works', { source: ['shop'] }, { Arn: open.arn });
  await rule('fails', { source: ['shop'] }, { Arn: closed.arn, DeadLetterConfig: { Arn: open.arn } });
  await put(order());
  await host.clock.advance(0);
  expect(counted.sort()).toEqual([
    'fails FailedInvocations',
    'fails Invocations',
    'fails InvocationsSentToDlq',
    'fails MatchedEvents',
    'fails TriggeredRules',
    'works Invocations',
    'works MatchedEvents',
    'works SuccessfulInvocationAttempts',
    'works TriggeredRules',
  ]);
});
