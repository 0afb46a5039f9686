import { DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../attribute-value.ts';
import { dynamodbCloud, itemOf, N, S } from '../table.test-fixture.ts';

const HOUR = 3600 * 1000;

describe('a stream', () => {
  test('replayed into an empty table gives the same table', async () => {
    const write = fc.record({
      kind: fc.constantFrom('put' as const, 'update' as const, 'delete' as const, 'transact' as const),
      key: fc.integer({ min: 0, max: 5 }),
      value: fc.integer({ min: 0, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 40 }), async (writes) => {
        const { db, table, records } = await dynamodbCloud();
        const StreamArn = await table('Tab', 'id:S', { stream: 'NEW_AND_OLD_IMAGES' });
        for (const { kind, key, value } of writes) {
          const Key = itemOf({ id: `k${key}` });
          const update = { TableName: 'Tab', Key, UpdateExpression: 'SET v = :v', ExpressionAttributeValues: { ':v': N(value) } };
          if (kind === 'put') await db.PutItem({ TableName: 'Tab', Item: { ...Key, v: N(value) } });
          else if (kind === 'update') await db.UpdateItem(update);
          else if (kind === 'delete') await db.DeleteItem({ TableName: 'Tab', Key });
          else
            await db.TransactWriteItems({
              TransactItems: [{ Update: update }, { Delete: { TableName: 'Tab', Key: itemOf({ id: `k${(key + 1) % 6}` }) } }],
            });
        }
        const copy = new Map<string, Item>();
        for (const { eventName, dynamodb } of await records(StreamArn)) {
          const id = dynamodb!.Keys!.id!.S!;
          expect(dynamodb!.OldImage).toEqual(copy.get(id));
          expect(eventName).toBe(dynamodb!.OldImage ? (dynamodb!.NewImage ? 'MODIFY' : 'REMOVE') : 'INSERT');
          expect(dynamodb!.NewImage).not.toEqual(dynamodb!.OldImage);
          if (dynamodb!.NewImage) copy.set(id, dynamodb!.NewImage);
          else copy.delete(id);
        }
        const { Items } = await db.Scan({ TableName: 'Tab' });
        const sorted = (items: Iterable<Item>) => [...items].sort((a, b) => (a.id!.S! < b.id!.S! ? -1 : 1));
        expect(sorted(copy.values())).toEqual(sorted(Items!));
      }),
      { numRuns: 40 },
    );
  });

  test('tells of a write in AWS form, and not of one that changes nothing', async () => {
    const { db, table, records, clock } = await dynamodbCloud();
    const StreamArn = await table('Tab', 'id:S', { stream: 'NEW_IMAGE' });
    const Item = { ...itemOf({ id: 'a' }), tags: { SS: ['x', 'y'] } };
    await db.PutItem({ TableName: 'Tab', Item });
    await db.PutItem({ TableName: 'Tab', Item: { ...itemOf({ id: 'a' }), tags: { SS: ['y', 'x'] } } });
    const [record, ...others] = await records(StreamArn);
    expect(others).toEqual([]);
    expect(record).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'ap-southeast-1',
      dynamodb: {
        ApproximateCreationDateTime: new Date(clock.now()),
        Keys: itemOf({ id: 'a' }),
        NewImage: Item,
        SequenceNumber: '100000000000000000001',
        SizeBytes: 12,
        StreamViewType: 'NEW_IMAGE',
      },
    });
  });

  test('is read through the SDK', async () => {
    const cloud = await dynamodbCloud();
    const StreamArn = await cloud.table('Tab', 'id:S', { stream: 'NEW_IMAGE' });
    const streams = new DynamoDBStreamsClient(cloud.clientOptions());
    const Item = { ...itemOf({ id: 'a', n: 1 }), bytes: { B: new Uint8Array([0, 255]) } };
    await cloud.db.PutItem({ TableName: 'Tab', Item });
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const { ShardId } = StreamDescription!.Shards![0]!;
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
    const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    expect(Records![0]!.dynamodb).toMatchObject({ NewImage: Item, ApproximateCreationDateTime: new Date(cloud.clock.now()) });
  });

  test('gives each image only to the view types that ask for it', async () => {
    const { db, table, records } = await dynamodbCloud();
    for (const [stream, images] of [
      ['KEYS_ONLY', []],
      ['NEW_IMAGE', ['NewImage']],
      ['OLD_IMAGE', ['OldImage']],
      ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
    ] as const) {
      const arn = await table(`Tab-${stream}`, 'id:S', { stream });
      await db.PutItem({ TableName: `Tab-${stream}`, Item: itemOf({ id: 'a', v: 1 }) });
      await db.PutItem({ TableName: `Tab-${stream}`, Item: itemOf({ id: 'a', v: 2 }) });
      const last = (await records(arn)).at(-1)!.dynamodb!;
      expect(Object.keys(last).filter((name) => name.endsWith('Image'))).toEqual(images);
    }
  });

  test('is read from any point: the start, the end, at and after a record', async () => {
    const { db, table, records } = await dynamodbCloud();
    const StreamArn = await table('Tab', 'id:S', { stream: 'KEYS_ONLY' });
    for (const id of ['a', 'b', 'c']) await db.PutItem({ TableName: 'Tab', Item: itemOf({ id }) });
    const { ShardId } = (await db.DescribeStream({ StreamArn })).StreamDescription!.Shards![0]!;
    const second = (await records(StreamArn))[1]!.dynamodb!.SequenceNumber;
    const read = async (
      ShardIteratorType: 'TRIM_HORIZON' | 'LATEST' | 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER',
      SequenceNumber?: string,
    ) => {
      const { ShardIterator } = await db.GetShardIterator({ StreamArn, ShardId, ShardIteratorType, SequenceNumber });
      if (ShardIteratorType === 'LATEST') await db.PutItem({ TableName: 'Tab', Item: itemOf({ id: 'd' }) });
      return (await db.GetRecords({ ShardIterator })).Records!.map(({ dynamodb }) => dynamodb!.Keys!.id!.S);
    };
    expect(await read('TRIM_HORIZON')).toEqual(['a', 'b', 'c']);
    expect(await read('AT_SEQUENCE_NUMBER', second)).toEqual(['b', 'c']);
    expect(await read('AFTER_SEQUENCE_NUMBER', second)).toEqual(['c']);
    expect(await read('LATEST')).toEqual(['d']);
  });

  test('forgets records after 24 hours; old iterators then fail, and any iterator after 15 minutes', async () => {
    const { db, table, clock } = await dynamodbCloud();
    const StreamArn = await table('Tab', 'id:S', { stream: 'KEYS_ONLY' });
    await db.PutItem({ TableName: 'Tab', Item: itemOf({ id: 'old' }) });
    await clock.advance(23.9 * HOUR);
    const { ShardId } = (await db.DescribeStream({ StreamArn })).StreamDescription!.Shards![0]!;
    const horizon = async () => (await db.GetShardIterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })).ShardIterator;
    const early = await horizon();
    await clock.advance(0.11 * HOUR);
    await db.PutItem({ TableName: 'Tab', Item: itemOf({ id: 'new' }) });
    await expect(db.GetRecords({ ShardIterator: early })).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
    const late = await horizon();
    expect((await db.GetRecords({ ShardIterator: late })).Records!.map(({ dynamodb }) => dynamodb!.Keys!.id!.S)).toEqual(['new']);
    await clock.advance(0.3 * HOUR);
    await expect(db.GetRecords({ ShardIterator: late })).rejects.toMatchObject({ name: 'ExpiredIteratorException' });
  });

  test('of a deleted table stays readable for a day and ends', async () => {
    const { db, table, clock } = await dynamodbCloud();
    const StreamArn = await table('Tab', 'id:S', { stream: 'KEYS_ONLY' });
    await db.PutItem({ TableName: 'Tab', Item: itemOf({ id: 'a' }) });
    await db.DeleteTable({ TableName: 'Tab' });
    const { StreamDescription } = await db.DescribeStream({ StreamArn });
    expect(StreamDescription).toMatchObject({ StreamStatus: 'DISABLED', TableName: 'Tab' });
    const { ShardId, SequenceNumberRange } = StreamDescription!.Shards![0]!;
    expect(SequenceNumberRange!.EndingSequenceNumber).toBe('100000000000000000001');
    const { ShardIterator } = await db.GetShardIterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    const page = await db.GetRecords({ ShardIterator });
    expect(page.Records).toHaveLength(1);
    expect(page.NextShardIterator).toBeUndefined();
    await clock.advance(25 * HOUR);
    await expect(db.DescribeStream({ StreamArn })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await db.ListStreams({})).Streams).toEqual([]);
  });
});

test('time to live deletes an item in the second it expires, and the stream says who did it', async () => {
  const { db, table, records, clock, faults } = await dynamodbCloud();
  const StreamArn = await table('Tab', 'id:S', { stream: 'NEW_AND_OLD_IMAGES' });
  const now = Math.floor(clock.now() / 1000);
  await db.PutItem({ TableName: 'Tab', Item: itemOf({ id: 'before', until: now + 60 }) });
  await db.UpdateTimeToLive({ TableName: 'Tab', TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } });
  for (const [id, until] of [
    ['kept', 'text'],
    ['later', now + 200_000],
    ['moved', now + 60],
    ['ancient', now - 6 * 365 * 24 * 3600],
  ] as const) {
    await db.PutItem({ TableName: 'Tab', Item: itemOf({ id, until }) });
  }
  await db.PutItem({ TableName: 'Tab', Item: { ...itemOf({ id: 'moved' }), until: N(now + 5000) } });
  const ids = async () => (await db.Scan({ TableName: 'Tab' })).Items!.map(({ id }) => id!.S).sort();
  await clock.advance(59_000);
  expect(await ids()).toEqual(['ancient', 'before', 'kept', 'later', 'moved']);
  await clock.advance(1000);
  expect(await ids()).toEqual(['ancient', 'kept', 'later', 'moved']);
  expect((await records(StreamArn)).at(-1)).toMatchObject({
    eventName: 'REMOVE',
    userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
    dynamodb: { Keys: { id: S('before') } },
  });
  await clock.advance(200_000_000);
  expect(await ids()).toEqual(['ancient', 'kept']);
  expect(faults).toEqual([]);
});
