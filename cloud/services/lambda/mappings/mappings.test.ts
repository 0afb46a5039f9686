import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import * as sdk from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import type { Cell, StateStore } from '../../../cells.ts';
import { type SetClock, setClock } from '../../../clock.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import { iam } from '../../iam/service.ts';
import { kinesis } from '../../kinesis/service.ts';
import { logs } from '../../logs/service.ts';
import { s3 } from '../../s3/service.ts';
import { sts } from '../../sts/service.ts';
import { type FakeEnvironments, fakeEnvironments } from '../fake-environments.ts';
import { lambda } from '../service.ts';

const ROLE = `arn:aws:iam::${TEST_ACCOUNT}:role/fn`;
const FUNCTION = `arn:aws:lambda:ap-southeast-1:${TEST_ACCOUNT}:function:state`;
const STREAM = `arn:aws:kinesis:ap-southeast-1:${TEST_ACCOUNT}:stream/incoming`;
const SERVICES = [iam, sts, logs, kinesis, s3, lambda];

let cloud: MemoryCloud;
let client: sdk.LambdaClient;
let environments: FakeEnvironments;
/** What each invocation was given: the records' data. */
let batches: string[][];
let saved: Map<string, Cell>;

beforeEach(async () => {
  batches = [];
  saved = new Map();
  await start(setClock());
  const root = cloud.root();
  const trust = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await root.iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument: trust });
  await allow('kinesis:*', 'logs:*');
  await root.kinesis.CreateStream({ StreamName: 'incoming', ShardCount: 1 });
  await root.lambda.CreateFunction({
    FunctionName: 'state',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: ROLE,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 1') }) },
  });
});

/** Starts the cloud, or starts it again from what it has saved. */
async function start(clock: SetClock): Promise<void> {
  environments = fakeEnvironments();
  environments.handlers.set('state', (event) => void batches.push(dataOf(event)));
  const store: StateStore = {
    load: async () => [...saved.values()].map((cell) => structuredClone(cell)),
    save: async (cells) => {
      for (const cell of cells) saved.set(`${cell.service}|${cell.account}|${cell.region}`, structuredClone(cell));
    },
  };
  cloud = await memoryCloud({ services: SERVICES, environments, store, clock });
  client = new sdk.LambdaClient(cloud.clientOptions());
}

function allow(...Action: string[]) {
  return cloud
    .root()
    .iam.PutRolePolicy({ RoleName: 'fn', PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action, Resource: '*' }) });
}

function policy(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

interface KinesisEvent {
  Records: { kinesis: { data: string; sequenceNumber: string; partitionKey: string }; eventID: string }[];
}

function dataOf(event: unknown): string[] {
  return (event as KinesisEvent).Records.map(({ kinesis }) => atob(kinesis.data));
}

function map(options: Partial<sdk.CreateEventSourceMappingCommandInput> = {}) {
  return client.send(
    new sdk.CreateEventSourceMappingCommand({
      EventSourceArn: STREAM,
      FunctionName: 'state',
      StartingPosition: 'TRIM_HORIZON',
      ...options,
    }),
  );
}

/** Puts one record for each text; its partition key is the part before a colon. */
async function put(...texts: string[]) {
  const { kinesis } = cloud.root();
  await kinesis.PutRecords({
    StreamName: 'incoming',
    Records: texts.map((text) => ({ PartitionKey: text.split(':')[0]!, Data: strToU8(text) })),
  });
}

const settle = () => cloud.clock.advance(25);
const mapping = async (UUID: string | undefined) => client.send(new sdk.GetEventSourceMappingCommand({ UUID }));

/** Fails while `isBad` says so, and remembers what every attempt was given. */
function failWhen(isBad: (data: string[]) => boolean): void {
  environments.handlers.set('state', (event) => {
    const data = dataOf(event);
    batches.push(data);
    if (isBad(data)) throw new Error('bad');
  });
}

test('records reach the function within milliseconds, shaped as Lambda shapes them', async () => {
  const created = await map({ StartingPosition: 'LATEST' });
  expect(created).toMatchObject({
    State: 'Creating',
    BatchSize: 100,
    FunctionArn: FUNCTION,
    MaximumRetryAttempts: -1,
    LastProcessingResult: 'No records processed',
  });
  expect(created.EventSourceMappingArn).toBe(`arn:aws:lambda:ap-southeast-1:${TEST_ACCOUNT}:event-source-mapping:${created.UUID}`);
  let event: unknown;
  environments.handlers.set('state', (given) => {
    event = given;
  });
  const sent = await new KinesisClient({ ...cloud.clientOptions() }).send(
    new PutRecordsCommand({ StreamName: 'incoming', Records: [{ PartitionKey: 'k', Data: strToU8('một') }] }),
  );
  await settle();
  const sequenceNumber = sent.Records![0]!.SequenceNumber!;
  expect(event).toEqual({
    Records: [
      {
        kinesis: {
          kinesisSchemaVersion: '1.0',
          partitionKey: 'k',
          sequenceNumber,
          data: Buffer.from('một').toString('base64'),
          approximateArrivalTimestamp: Date.UTC(2026, 10, 20) / 1000,
        },
        eventSource: 'aws:kinesis',
        eventVersion: '1.0',
        eventID: `shardId-000000000000:${sequenceNumber}`,
        eventName: 'aws:kinesis:record',
        invokeIdentityArn: ROLE,
        awsRegion: 'ap-southeast-1',
        eventSourceARN: STREAM,
      },
    ],
  });
  expect(await mapping(created.UUID)).toMatchObject({ State: 'Enabled', LastProcessingResult: 'OK' });
  expect(cloud.faults).toEqual([]);
});

test('LATEST leaves out what was there, TRIM_HORIZON does not', async () => {
  await put('a', 'b');
  await map({ StartingPosition: 'LATEST' });
  await put('c');
  await settle();
  expect(batches).toEqual([['c']]);
});

test('a batch holds at most BatchSize records, and what comes meanwhile is the next one', async () => {
  await put(...Array.from({ length: 250 }, (_, n) => String(n)));
  await map();
  await settle();
  await settle();
  expect(batches.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(batches.flat()).toEqual(Array.from({ length: 250 }, (_, n) => String(n)));
});

test('a batching window waits for a full batch, for its time at most', async () => {
  await map({ BatchSize: 3, MaximumBatchingWindowInSeconds: 10 });
  await put('a');
  await cloud.clock.advance(6000);
  await put('b');
  await cloud.clock.advance(3900);
  expect(batches).toEqual([]);
  await cloud.clock.advance(100);
  expect(batches).toEqual([['a', 'b']]);
  await put('c', 'd', 'e', 'f');
  await settle();
  expect(batches.slice(1)).toEqual([['c', 'd', 'e']]);
  await cloud.clock.advance(10_000);
  expect(batches.slice(2)).toEqual([['f']]);
});

test('a batch that fails is tried again as it was, and its shard waits', async () => {
  const created = await map();
  let failures = 3;
  failWhen(() => failures-- > 0);
  await put('a', 'b');
  await settle();
  await put('c');
  await settle();
  expect(batches).toEqual([['a', 'b']]);
  expect(await mapping(created.UUID)).toMatchObject({ LastProcessingResult: 'PROBLEM: Function call failed' });
  await cloud.clock.advance(100);
  expect(batches).toHaveLength(2);
  await cloud.clock.advance(100);
  expect(batches).toHaveLength(2);
  await cloud.clock.advance(1000);
  expect(batches).toEqual([['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'b'], ['c']]);
  expect(await mapping(created.UUID)).toMatchObject({ LastProcessingResult: 'OK' });
});

test('a batch is given up after its retries', async () => {
  await map({ MaximumRetryAttempts: 2 });
  failWhen((data) => data.includes('bad'));
  await put('bad', 'b');
  await settle();
  await put('c');
  await cloud.clock.advance(60_000);
  expect(batches).toEqual([['bad', 'b'], ['bad', 'b'], ['bad', 'b'], ['c']]);
});

test('records beyond their age are given up', async () => {
  await map({ MaximumRecordAgeInSeconds: 60 });
  failWhen((data) => data.includes('bad'));
  await put('bad');
  await cloud.clock.advance(50_000);
  await put('c');
  await cloud.clock.advance(60_000);
  expect(batches.filter((data) => data.includes('bad')).length).toBeGreaterThan(5);
  expect(batches.at(-1)).toEqual(['c']);
});

test('bisecting finds the bad record without using up retries', async () => {
  await map({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 });
  failWhen((data) => data.includes('bad'));
  await put('a', 'b', 'bad', 'd');
  await cloud.clock.advance(60_000);
  expect(batches).toEqual([['a', 'b', 'bad', 'd'], ['a', 'b'], ['bad', 'd'], ['bad'], ['bad'], ['d']]);
});

test('a partial batch response continues at the first failed record', async () => {
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  let hasFailed = false;
  environments.handlers.set('state', (event) => {
    batches.push(dataOf(event));
    const { Records } = event as KinesisEvent;
    if (hasFailed) return { batchItemFailures: [] };
    hasFailed = true;
    return { batchItemFailures: [Records[3]!, Records[1]!].map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })) };
  });
  await put('a', 'b', 'c', 'd');
  await cloud.clock.advance(1000);
  expect(batches).toEqual([
    ['a', 'b', 'c', 'd'],
    ['b', 'c', 'd'],
  ]);
});

test('a partial batch response that names no record of the batch fails all of it', async () => {
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 1 });
  environments.handlers.set('state', (event) => {
    batches.push(dataOf(event));
    return { batchItemFailures: [{ itemIdentifier: '' }] };
  });
  await put('a', 'b');
  await cloud.clock.advance(10_000);
  expect(batches).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

test('parallelization keeps the order of each key, past a key that fails', async () => {
  await map({ ParallelizationFactor: 10, BatchSize: 1 });
  failWhen((data) => data[0]!.startsWith('stuck'));
  await put('stuck:1', 'x:1', 'y:1', 'stuck:2', 'x:2', 'y:2');
  await cloud.clock.advance(1000);
  const seen = batches.flat();
  expect(seen.filter((data) => data.startsWith('x'))).toEqual(['x:1', 'x:2']);
  expect(seen.filter((data) => data.startsWith('y'))).toEqual(['y:1', 'y:2']);
  expect(seen).not.toContain('stuck:2');
});

test('with reserved concurrency 1, several shards take turns', async () => {
  await cloud.root().kinesis.CreateStream({ StreamName: 'wide', ShardCount: 4 });
  await client.send(new sdk.PutFunctionConcurrencyCommand({ FunctionName: 'state', ReservedConcurrentExecutions: 1 }));
  let running = 0;
  environments.handlers.set('state', async (event) => {
    running++;
    expect(running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running--;
    batches.push(dataOf(event));
  });
  await map({ EventSourceArn: STREAM.replace('incoming', 'wide') });
  const Records = Array.from({ length: 40 }, (_, n) => ({ PartitionKey: `key${n}`, Data: strToU8(String(n)) }));
  await cloud.root().kinesis.PutRecords({ StreamName: 'wide', Records });
  for (let i = 0; i < 10; i++) await settle();
  expect(batches.flat().length).toBe(40);
  expect(batches.length).toBeGreaterThan(1);
  expect(cloud.faults).toEqual([]);
});

test('filters let matching records through and pass over the others', async () => {
  await map({ FilterCriteria: { Filters: [{ Pattern: '{"data":{"type":["order"],"total":[{"numeric":[">",10]}]}}' }] } });
  const order = (total: number) => JSON.stringify({ type: 'order', total });
  await put(order(5), 'no json', order(50), JSON.stringify({ type: 'refund', total: 50 }));
  await settle();
  expect(batches).toEqual([[order(50)]]);
});

test('a role that may not read the stream is refused, in the words of Lambda', async () => {
  await allow('logs:*');
  await expect(map()).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `Cannot access stream ${STREAM}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
  });
});

test('a permission that is taken away shows in the last result, and processing goes on when it is back', async () => {
  const { UUID } = await map();
  await allow('logs:*');
  await put('a');
  await settle();
  expect((await mapping(UUID)).LastProcessingResult).toMatch(/^PROBLEM: .*kinesis:GetRecords/);
  await allow('kinesis:*', 'logs:*');
  await cloud.clock.advance(60_000);
  expect(batches).toEqual([['a']]);
});

test('a disabled mapping keeps its place', async () => {
  const { UUID } = await map();
  await put('a');
  await settle();
  const update = (Enabled: boolean) => client.send(new sdk.UpdateEventSourceMappingCommand({ UUID, Enabled }));
  expect(await update(false)).toMatchObject({ State: 'Disabling' });
  expect(await mapping(UUID)).toMatchObject({ State: 'Disabled' });
  await put('b');
  await settle();
  expect(batches).toEqual([['a']]);
  expect(await update(true)).toMatchObject({ State: 'Enabling' });
  await settle();
  expect(batches).toEqual([['a'], ['b']]);
});

test('a deleted mapping is gone, and stops', async () => {
  const { UUID } = await map();
  const twice = map();
  await expect(twice).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `The event source arn (" ${STREAM} ") and function (" state ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
  });
  expect(await client.send(new sdk.DeleteEventSourceMappingCommand({ UUID }))).toMatchObject({ State: 'Deleting' });
  await put('a');
  await cloud.clock.advance(60_000);
  expect(batches).toEqual([]);
  await expect(mapping(UUID)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a split shard is read to its end before its children', async () => {
  await map();
  const { kinesis } = cloud.root();
  failWhen((data) => data.includes('first') && batches.length < 3);
  await put('first');
  await settle();
  const half = (2n ** 127n).toString();
  await kinesis.SplitShard({ StreamName: 'incoming', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: half });
  await put('second', 'third', 'fourth');
  await cloud.clock.advance(120_000);
  expect(batches.slice(0, 3)).toEqual([['first'], ['first'], ['first']]);
  expect(batches.slice(3).flat().sort()).toEqual(['fourth', 'second', 'third']);
});

test('a restart finds checkpoints, and a failing batch as it was', async () => {
  await map({ BatchSize: 2, StartingPosition: 'LATEST' });
  await put('done');
  await settle();
  failWhen(() => true);
  await put('a', 'b', 'c');
  await settle();
  expect(batches).toEqual([['done'], ['a', 'b']]);
  await cloud.cloud.stop();
  batches = [];
  await start(cloud.clock);
  await settle();
  expect(batches).toEqual([['a', 'b'], ['c']]);
  expect(cloud.faults).toEqual([]);
});

test.each([
  [
    { BatchSize: 10_001 },
    'ValidationException',
    "1 validation error detected: Value '10001' at 'batchSize' failed to satisfy constraint: Member must have value less than or equal to 10000",
  ],
  [
    { TumblingWindowInSeconds: 30 },
    'NotImplemented',
    'The embedded cloud does not implement lambda CreateEventSourceMapping with TumblingWindowInSeconds.',
  ],
  [
    { EventSourceArn: `arn:aws:mq:ap-southeast-1:${TEST_ACCOUNT}:broker:q` },
    'NotImplemented',
    'The embedded cloud does not implement lambda CreateEventSourceMapping for mq.',
  ],
  [
    { FilterCriteria: { Filters: [{ Pattern: '{"data":{"a":[{"wildcard":"*"}]}}' }] } },
    'NotImplemented',
    'The embedded cloud does not implement lambda event filters with wildcard.',
  ],
  [{ FilterCriteria: { Filters: [{ Pattern: 'x' }] } }, 'InvalidParameterValueException', 'Invalid filter pattern definition.'],
  [{ FunctionName: 'nobody' }, 'ResourceNotFoundException', `Function not found: ${FUNCTION.replace('state', 'nobody')}`],
])('CreateEventSourceMapping refuses %j', async (options, name, message) => {
  await expect(map(options)).rejects.toMatchObject({ name, message });
});

test('a batch that is given up goes to its destination', async () => {
  await cloud.root().s3.CreateBucket({ Bucket: 'lost-records', CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } });
  await allow('kinesis:*', 'logs:*', 's3:PutObject');
  const { UUID } = await map({ MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::lost-records' } } });
  failWhen(() => true);
  await put('a', 'b');
  await cloud.clock.advance(1000);
  const { Contents } = await cloud.root().s3.ListObjectsV2({ Bucket: 'lost-records' });
  const Key = Contents![0]!.Key!;
  expect(Key).toMatch(new RegExp(`^aws/lambda/${UUID}/shardId-000000000000/2026/11/20/2026-11-20T00\\.00\\.\\d\\d-[0-9a-f-]{36}$`));
  const { Body } = await cloud.root().s3.GetObject({ Bucket: 'lost-records', Key });
  const record = JSON.parse(new TextDecoder().decode(Body));
  expect(record).toMatchObject({
    requestContext: { functionArn: FUNCTION, condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    responseContext: { statusCode: 200, functionError: 'Unhandled' },
    KinesisBatchInfo: { shardId: 'shardId-000000000000', batchSize: 2, streamArn: STREAM },
  });
  expect(dataOf(JSON.parse(record.payload))).toEqual(['a', 'b']);
});

test('a change does not wait for the batch under way, and never runs two at once', async () => {
  const { UUID } = await map({ BatchSize: 1 });
  const finish: (() => void)[] = [];
  environments.handlers.set('state', (event) => {
    batches.push(dataOf(event));
    return new Promise<void>((resolve) => finish.push(resolve));
  });
  await put('a', 'b');
  await settle();
  await client.send(new sdk.UpdateEventSourceMappingCommand({ UUID, BatchSize: 10, ParallelizationFactor: 2 }));
  await client.send(new sdk.UpdateEventSourceMappingCommand({ UUID, BatchSize: 5 }));
  await settle();
  expect(batches).toEqual([['a']]);
  finish[0]!();
  await settle();
  expect(batches).toEqual([['a'], ['b']]);
  expect(await mapping(UUID)).toMatchObject({ BatchSize: 5, ParallelizationFactor: 2 });
  expect(cloud.faults).toEqual([]);
});
