import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { KinesisClient, type PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent, KinesisStreamEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** Request ids that say: fail before anything, fail half-way, do not fail. */
const FAILS_AT_ONCE = '00000000-0000-4000-8000-000000000000';
const FAILS_HALF_WAY = '00000000-0000-4000-8000-000080000000';
const SUCCEEDS = 'ffffffff-0000-4000-8000-000000000000';

let percent = '0';
let sent: (PutItemCommand | TransactWriteItemsCommand)[] = [];
let answer: () => unknown = () => ({});

beforeEach(() => {
  percent = '0';
  sent = [];
  answer = () => ({});
  vi.resetModules();
  vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(async (command: unknown) => {
    if (command instanceof GetItemCommand) return { Item: { value: { N: percent } } };
    if (command instanceof PutItemCommand || command instanceof TransactWriteItemsCommand) sent.push(command);
    return answer();
  });
});
afterEach(() => vi.restoreAllMocks());

const load = { state: () => import('./state.ts'), map: () => import('./map.ts'), reduce: () => import('./reduce.ts') };

/** Invokes a function in a fresh environment's module or, within a test, in the same one again. */
async function run<Event>(name: keyof typeof load, event: Event, awsRequestId: string): Promise<void> {
  const { handler }: { handler: unknown } = await load[name]();
  await (handler as (event: Event, context: Context) => Promise<void>)(event, { awsRequestId } as Context);
}

const trades = (count: number) =>
  ({
    Records: Array.from({ length: count }, (_, n) => {
      const Hierarchy = { RiskType: 'PV', TradeDesk: 'FXSpot', Region: 'APAC' };
      return { kinesis: { data: btoa(JSON.stringify({ TradeID: `t${n}`, Version: n, Value: 1.5, Timestamp: 0, Hierarchy })) } };
    }),
  }) as KinesisStreamEvent;

const image = (value: string) => ({
  id: { S: 't' },
  Value: { N: value },
  Hierarchy: { S: '{"RiskType":"PV","TradeDesk":"FXSpot","Region":"APAC"}' },
});
const change = (eventID: string, NewImage?: object, OldImage?: object) => ({ eventID, dynamodb: { NewImage, OldImage } }) as DynamoDBRecord;
const changes = (...Records: DynamoDBRecord[]): DynamoDBStreamEvent => ({ Records });
const deltas = (eventID: string, of: Record<string, string>) =>
  change(eventID, { Deltas: { M: Object.fromEntries(Object.entries(of).map(([key, N]) => [key, { N }])) } });

const refused = () => {
  throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
};

test('State asks for no version or an older one, and takes a refusal for an answer', async () => {
  answer = refused;
  await run('state', trades(3), SUCCEEDS);
  expect(sent).toHaveLength(3);
  expect(sent[2]!.input).toMatchObject({
    Item: { id: { S: 't2' }, Version: { N: '2' }, Value: { N: '1.5' } },
    ConditionExpression: 'attribute_not_exists(id) OR Version < :new',
    ExpressionAttributeValues: { ':new': { N: '2' } },
  });
});

test('State lets every other error fail the batch', async () => {
  answer = () => {
    throw new Error('throttled');
  };
  await expect(run('state', trades(1), SUCCEEDS)).rejects.toThrow('throttled');
});

test('State fails in the middle of a batch, before a write, as often as its knob says', async () => {
  percent = '5';
  await expect(run('state', trades(100), FAILS_HALF_WAY)).rejects.toThrow('State fails before writing record 50 of 100.');
  expect(sent).toHaveLength(50);
  await expect(run('state', trades(100), FAILS_AT_ONCE)).rejects.toThrow('record 0 of 100');
  expect(sent).toHaveLength(50);
  await run('state', trades(100), SUCCEEDS);
  expect(sent).toHaveLength(150);
});

test('Map adds the new image, takes the old one away, and counts a trade once', async () => {
  await run(
    'map',
    changes(change('a', image('10.10')), change('b', image('20.20'), image('10.10')), change('c', undefined, image('5'))),
    SUCCEEDS,
  );
  expect(sent).toHaveLength(1);
  expect(sent[0]!.input).toMatchObject({
    ConditionExpression: 'attribute_not_exists(MessageId)',
    Item: {
      Deltas: { M: { PV: { N: '20.20' }, 'PV:FXSpot': { N: '20.20' }, 'PV:FXSpot:APAC': { N: '20.20' }, message_count: { N: '1.00' } } },
    },
  });
});

test('Map writes nothing for a batch of removals', async () => {
  await run('map', changes(change('a', undefined, image('5'))), SUCCEEDS);
  expect(sent).toEqual([]);
});

test('Map fails after it has committed; the same batch has the same id, another one another', async () => {
  percent = '10';
  const batch = changes(change('a', image('10')), change('b', image('10')));
  await expect(run('map', batch, FAILS_HALF_WAY)).rejects.toThrow('Map fails after it has committed.');
  answer = refused;
  await run('map', batch, SUCCEEDS);
  await run('map', changes(change('a', image('10'))), SUCCEEDS);
  const ids = sent.map((command) => (command as PutItemCommand).input.Item?.MessageId?.S);
  expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('Reduce sums a batch to the cent and adds each sum with one update, in one transaction', async () => {
  await run(
    'reduce',
    changes(deltas('a', { PV: '0.10', message_count: '1.00' }), deltas('b', { PV: '0.20', Delta: '-7.00', message_count: '2.00' })),
    SUCCEEDS,
  );
  const items = (sent[0] as TransactWriteItemsCommand).input.TransactItems ?? [];
  expect(items.map(({ Update }) => [Update?.Key?.Identifier?.S, Update?.ExpressionAttributeValues?.[':change']?.N])).toEqual([
    ['Delta', '-7.00'],
    ['PV', '0.30'],
    ['message_count', '3.00'],
  ]);
  expect(items[0]!.Update?.UpdateExpression).toBe('ADD #value :change');
});

test('Reduce fails after it has committed; the same batch has the same token, of 36 characters', async () => {
  percent = '10';
  const batch = changes(deltas('a', { PV: '1.00' }), deltas('b', { Delta: '1.00' }));
  await expect(run('reduce', batch, FAILS_HALF_WAY)).rejects.toThrow('Reduce fails after it has committed.');
  await run('reduce', batch, SUCCEEDS);
  await run('reduce', changes(deltas('a', { PV: '1.00' })), SUCCEEDS);
  const inputs = sent.map((command) => (command as TransactWriteItemsCommand).input);
  expect(inputs[0]!.ClientRequestToken).toHaveLength(36);
  expect(inputs[1]).toEqual(inputs[0]);
  expect(inputs[2]!.ClientRequestToken).not.toBe(inputs[0]!.ClientRequestToken);
});

test('a turned knob is noticed within a second', async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  try {
    await run('state', trades(2), FAILS_AT_ONCE);
    percent = '100';
    vi.setSystemTime(1_000_900);
    await run('state', trades(2), FAILS_AT_ONCE);
    vi.setSystemTime(1_001_000);
    await expect(run('state', trades(2), FAILS_AT_ONCE)).rejects.toThrow();
  } finally {
    vi.useRealTimers();
  }
});

test('the generator sends again exactly the records that Kinesis did not take', async () => {
  const calls: number[] = [];
  const taken: string[] = [];
  vi.spyOn(KinesisClient.prototype, 'send').mockImplementation(async (command: unknown) => {
    const { Records = [] } = (command as PutRecordsCommand).input;
    calls.push(Records.length);
    const results = Records.map((_, n) =>
      calls.length === 1 && n % 3 === 0 ? { ErrorCode: 'ProvisionedThroughputExceededException' } : {},
    );
    taken.push(...Records.filter((_, n) => !('ErrorCode' in results[n]!)).map(({ Data }) => new TextDecoder().decode(Data)));
    return { Records: results };
  });
  const { handler } = await import('./generator.ts');
  const round = { seed: 1, trades: 700, startedAt: 1.8e12, special: true };
  const { messages } = await import('./trades.ts');
  const { sent: count } = await handler(round);
  expect(calls.slice(0, 2)).toEqual([500, 167]);
  expect(count).toBe([...messages(round)].length);
  expect(taken.sort()).toEqual([...messages(round)].map((trade) => JSON.stringify(trade)).sort());
});
