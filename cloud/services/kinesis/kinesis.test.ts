import type { _Record as KinesisRecord } from '@aws-sdk/client-kinesis';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { kinesis } from './service.ts';
import { HASH_KEYS } from './shards.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = ({ Data }: KinesisRecord) => new TextDecoder().decode(Data);

async function cloudWithStream(ShardCount = 1) {
  const memory = await memoryCloud({ services: [kinesis] });
  const client = memory.root().kinesis;
  await client.CreateStream({ StreamName: 'Trades', ShardCount });
  const iterator = async (ShardId: string, type: 'TRIM_HORIZON' | 'LATEST' = 'TRIM_HORIZON') =>
    (await client.GetShardIterator({ StreamName: 'Trades', ShardId, ShardIteratorType: type })).ShardIterator!;
  const readAll = async (ShardId: string) => {
    const records: KinesisRecord[] = [];
    let next: string | undefined = await iterator(ShardId);
    while (next !== undefined) {
      const page = await client.GetRecords({ ShardIterator: next, Limit: 7 });
      records.push(...page.Records!);
      if (page.Records!.length === 0) break;
      next = page.NextShardIterator;
    }
    return records;
  };
  const shards = async () => (await client.ListShards({ StreamName: 'Trades' })).Shards!;
  const put = (PartitionKey: string, data = PartitionKey) => client.PutRecord({ StreamName: 'Trades', PartitionKey, Data: bytes(data) });
  return { ...memory, client, iterator, readAll, shards, put };
}

describe('streams', () => {
  test('a stream is ACTIVE at the next look, with its shards', async () => {
    const { client } = await cloudWithStream(2);
    const { StreamDescription } = await client.DescribeStream({ StreamName: 'Trades' });
    expect(StreamDescription).toMatchObject({
      StreamStatus: 'ACTIVE',
      StreamARN: 'arn:aws:kinesis:ap-southeast-1:111122223333:stream/Trades',
      RetentionPeriodHours: 24,
      HasMoreShards: false,
    });
    expect(StreamDescription!.Shards!.map(({ ShardId, HashKeyRange }) => [ShardId, HashKeyRange])).toEqual([
      ['shardId-000000000000', { StartingHashKey: '0', EndingHashKey: '170141183460469231731687303715884105727' }],
      [
        'shardId-000000000001',
        { StartingHashKey: '170141183460469231731687303715884105728', EndingHashKey: '340282366920938463463374607431768211455' },
      ],
    ]);
  });

  test('an on-demand stream starts with four shards', async () => {
    const { client } = await cloudWithStream();
    await client.CreateStream({ StreamName: 'Elastic', StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    expect((await client.ListShards({ StreamName: 'Elastic' })).Shards).toHaveLength(4);
  });

  test('a name is used once, and an unknown one is not found', async () => {
    const { client } = await cloudWithStream();
    await expect(client.CreateStream({ StreamName: 'Trades', ShardCount: 1 })).rejects.toMatchObject({
      code: 'ResourceInUseException',
      message: 'Stream Trades under account 111122223333 already exists.',
    });
    await expect(client.DescribeStreamSummary({ StreamName: 'Nothing' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Stream Nothing under account 111122223333 not found.',
    });
    await expect(client.CreateStream({ StreamName: 'a b', ShardCount: 1 })).rejects.toMatchObject({
      code: 'ValidationException',
      message:
        "1 validation error detected: Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    });
  });

  test('streams are listed in pages by name', async () => {
    const { client } = await cloudWithStream();
    for (const StreamName of ['C', 'A', 'B']) await client.CreateStream({ StreamName, ShardCount: 1 });
    const first = await client.ListStreams({ Limit: 3 });
    expect(first).toMatchObject({ StreamNames: ['A', 'B', 'C'], HasMoreStreams: true });
    expect(await client.ListStreams({ NextToken: first.NextToken })).toMatchObject({ StreamNames: ['Trades'], HasMoreStreams: false });
  });

  test('a stream answers to its ARN as to its name', async () => {
    const { client } = await cloudWithStream();
    const StreamARN = 'arn:aws:kinesis:ap-southeast-1:111122223333:stream/Trades';
    await client.PutRecord({ StreamARN, PartitionKey: 'a', Data: bytes('1') });
    await client.DeleteStream({ StreamARN });
    await expect(client.DescribeStream({ StreamName: 'Trades' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('writing', () => {
  test('a hash key belongs to exactly one open shard, whatever was split, merged or updated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
        fc.bigInt({ min: 0n, max: HASH_KEYS - 1n }),
        async (count, targets, hash) => {
          const { client, shards, put } = await cloudWithStream(count);
          for (const target of targets) {
            const open = (await shards()).filter(({ SequenceNumberRange }) => !SequenceNumberRange!.EndingSequenceNumber).length;
            const TargetShardCount = Math.min(Math.max(target, Math.ceil(open / 2)), open * 2);
            await client.UpdateShardCount({ StreamName: 'Trades', TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
          }
          const open = (await shards()).filter(({ SequenceNumberRange }) => !SequenceNumberRange!.EndingSequenceNumber);
          const holding = open.filter(
            ({ HashKeyRange }) => BigInt(HashKeyRange!.StartingHashKey!) <= hash && hash <= BigInt(HashKeyRange!.EndingHashKey!),
          );
          expect(holding).toHaveLength(1);
          const { ShardId } = await client.PutRecord({
            StreamName: 'Trades',
            PartitionKey: 'any',
            ExplicitHashKey: String(hash),
            Data: bytes(''),
          });
          expect(ShardId).toBe(holding[0]!.ShardId);
          const widths = open.map(({ HashKeyRange }) => BigInt(HashKeyRange!.EndingHashKey!) - BigInt(HashKeyRange!.StartingHashKey!) + 1n);
          expect(widths.reduce((sum, width) => sum + width, 0n)).toBe(HASH_KEYS);
          await put('still writable');
        },
      ),
      { numRuns: 40 },
    );
  });

  test('the MD5 of the partition key chooses the shard', async () => {
    const { put } = await cloudWithStream(2);
    // MD5 of "a" begins with 0c, of "b" with 92.
    expect((await put('a')).ShardId).toBe('shardId-000000000000');
    expect((await put('b')).ShardId).toBe('shardId-000000000001');
  });

  test('records of one key keep their order, with growing sequence numbers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'đ'), { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 5 }),
        async (batches) => {
          const { client, readAll, shards } = await cloudWithStream(3);
          let number = 0;
          const written = new Map<string, string[]>();
          for (const keys of batches) {
            const Records = keys.map((PartitionKey) => {
              const data = String(number++);
              written.set(PartitionKey, [...(written.get(PartitionKey) ?? []), data]);
              return { PartitionKey, Data: bytes(data) };
            });
            expect(await client.PutRecords({ StreamName: 'Trades', Records })).toMatchObject({ FailedRecordCount: 0 });
          }
          const read = new Map<string, string[]>();
          for (const { ShardId } of await shards()) {
            let last = '';
            for (const record of await readAll(ShardId!)) {
              expect(record.SequenceNumber! > last).toBe(true);
              expect(record.SequenceNumber).toMatch(/^49\d{54}$/);
              last = record.SequenceNumber!;
              read.set(record.PartitionKey!, [...(read.get(record.PartitionKey!) ?? []), text(record)]);
            }
          }
          expect(read).toEqual(written);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a record or request that is too large is refused, one at the limit is not', async () => {
    const { client } = await cloudWithStream();
    const record = (size: number) => ({ PartitionKey: 'k', Data: new Uint8Array(size) });
    await client.PutRecord({ StreamName: 'Trades', ...record(1024 * 1024 - 1) });
    await expect(client.PutRecord({ StreamName: 'Trades', ...record(1024 * 1024) })).rejects.toMatchObject({ code: 'ValidationException' });
    const Records = Array.from({ length: 501 }, () => record(1));
    await client.PutRecords({ StreamName: 'Trades', Records: Records.slice(1) });
    await expect(client.PutRecords({ StreamName: 'Trades', Records })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  test('each put announces once that records are available', async () => {
    const heard: string[] = [];
    const listener = {
      ...kinesis,
      subscriptions: { 'kinesis.RecordsAvailable': ({ streamArn }: { streamArn: string }) => void heard.push(streamArn) },
    };
    const memory = await memoryCloud({ services: [listener] });
    await memory.root().kinesis.CreateStream({ StreamName: 'Trades', ShardCount: 1 });
    const Records = ['1', '2', '3'].map((key) => ({ PartitionKey: key, Data: bytes(key) }));
    await memory.root().kinesis.PutRecords({ StreamName: 'Trades', Records });
    await Promise.resolve();
    expect(heard).toEqual(['arn:aws:kinesis:ap-southeast-1:111122223333:stream/Trades']);
  });
});

describe('reading', () => {
  const SHARD = 'shardId-000000000000';

  test('every kind of iterator starts where it says', async () => {
    const { client, clock, put, iterator } = await cloudWithStream();
    const first = await put('1');
    await clock.advance(1000);
    const time = new Date(clock.now());
    const second = await put('2');
    const latest = await iterator(SHARD, 'LATEST');
    await put('3');
    const from = async (options: object) => {
      const { ShardIterator } = await client.GetShardIterator({ StreamName: 'Trades', ShardId: SHARD, ...options } as never);
      return (await client.GetRecords({ ShardIterator })).Records!.map(text);
    };
    expect(await from({ ShardIteratorType: 'TRIM_HORIZON' })).toEqual(['1', '2', '3']);
    expect(await from({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: time })).toEqual(['2', '3']);
    expect(await from({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: second.SequenceNumber })).toEqual(['2', '3']);
    expect(await from({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: first.SequenceNumber })).toEqual(['2', '3']);
    expect((await client.GetRecords({ ShardIterator: latest })).Records!.map(text)).toEqual(['3']);
  });

  test('an iterator lives for five minutes', async () => {
    const { client, clock, iterator } = await cloudWithStream();
    const ShardIterator = await iterator(SHARD);
    await clock.advance(300_000);
    expect((await client.GetRecords({ ShardIterator })).Records).toEqual([]);
    await clock.advance(1);
    await expect(client.GetRecords({ ShardIterator })).rejects.toMatchObject({
      code: 'ExpiredIteratorException',
      message:
        'Iterator expired. The iterator was created at time Fri Nov 20 00:00:00 UTC 2026 while right now it is Fri Nov 20 00:05:00 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds.',
    });
    await expect(client.GetRecords({ ShardIterator: 'nonsense' })).rejects.toMatchObject({
      code: 'InvalidArgumentException',
      message: 'Invalid ShardIterator.',
    });
  });

  test('a reader that is behind is told by how much', async () => {
    const { client, clock, put, iterator } = await cloudWithStream();
    await put('1');
    await put('2');
    await clock.advance(5000);
    const page = await client.GetRecords({ ShardIterator: await iterator(SHARD), Limit: 1 });
    expect(page.MillisBehindLatest).toBe(5000);
    expect((await client.GetRecords({ ShardIterator: page.NextShardIterator })).MillisBehindLatest).toBe(0);
  });

  test('records end with the retention period, and a longer one keeps them', async () => {
    const { client, clock, put, readAll } = await cloudWithStream();
    await put('1');
    await clock.advance(24 * 3_600_000);
    expect((await readAll(SHARD)).map(text)).toEqual(['1']);
    await client.IncreaseStreamRetentionPeriod({ StreamName: 'Trades', RetentionPeriodHours: 48 });
    await clock.advance(24 * 3_600_000);
    expect((await readAll(SHARD)).map(text)).toEqual(['1']);
    await clock.advance(1);
    expect(await readAll(SHARD)).toEqual([]);
  });

  test('a page holds at most 10 MB', async () => {
    const { client, iterator } = await cloudWithStream();
    for (let index = 0; index < 11; index++) {
      await client.PutRecord({ StreamName: 'Trades', PartitionKey: 'k', Data: new Uint8Array(1024 * 1024 - 1) });
    }
    const page = await client.GetRecords({ ShardIterator: await iterator(SHARD) });
    expect(page.Records).toHaveLength(10);
    expect((await client.GetRecords({ ShardIterator: page.NextShardIterator })).Records).toHaveLength(1);
  });

  test('a split shard ends with its children, and a merged pair with its child', async () => {
    const { client, put, iterator, shards, readAll } = await cloudWithStream();
    await put('before');
    await client.SplitShard({ StreamName: 'Trades', ShardToSplit: SHARD, NewStartingHashKey: String(HASH_KEYS / 2n) });
    await put('after');
    const end = await client.GetRecords({ ShardIterator: await iterator(SHARD) });
    expect(end.Records!.map(text)).toEqual(['before']);
    expect(end.NextShardIterator).toBeUndefined();
    expect(end.ChildShards!.map(({ ShardId, ParentShards }) => [ShardId, ParentShards])).toEqual([
      ['shardId-000000000001', [SHARD]],
      ['shardId-000000000002', [SHARD]],
    ]);
    await client.MergeShards({
      StreamName: 'Trades',
      ShardToMerge: 'shardId-000000000001',
      AdjacentShardToMerge: 'shardId-000000000002',
    });
    expect((await shards()).at(-1)).toMatchObject({
      ShardId: 'shardId-000000000003',
      ParentShardId: 'shardId-000000000001',
      AdjacentParentShardId: 'shardId-000000000002',
      HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(HASH_KEYS - 1n) },
    });
    await expect(
      client.SplitShard({ StreamName: 'Trades', ShardToSplit: SHARD, NewStartingHashKey: String(HASH_KEYS / 2n) }),
    ).rejects.toMatchObject({ code: 'ResourceInUseException' });
    const [low, high] = [await readAll('shardId-000000000001'), await readAll('shardId-000000000002')];
    expect([...low, ...high].map(text)).toEqual(['after']);
  });

  test('shards are filtered by the time at which they were open', async () => {
    const { client, clock } = await cloudWithStream(2);
    await clock.advance(1000);
    const before = new Date(clock.now());
    await clock.advance(1000);
    await client.UpdateShardCount({ StreamName: 'Trades', TargetShardCount: 1, ScalingType: 'UNIFORM_SCALING' });
    const ids = async (ShardFilter: object) =>
      (await client.ListShards({ StreamName: 'Trades', ShardFilter: ShardFilter as never })).Shards!.map(({ ShardId }) =>
        Number(ShardId!.slice(8)),
      );
    expect(await ids({ Type: 'AT_LATEST' })).toEqual([2]);
    expect(await ids({ Type: 'AT_TIMESTAMP', Timestamp: before })).toEqual([0, 1]);
    expect(await ids({ Type: 'FROM_TIMESTAMP', Timestamp: before })).toEqual([0, 1, 2]);
    expect(await ids({ Type: 'AT_TRIM_HORIZON' })).toEqual([0, 1]);
    expect(await ids({ Type: 'AFTER_SHARD_ID', ShardId: 'shardId-000000000000' })).toEqual([1, 2]);
  });

  test('the pages of ListShards show every shard once', async () => {
    const { client } = await cloudWithStream(5);
    const seen: string[] = [];
    let page = await client.ListShards({ StreamName: 'Trades', MaxResults: 2 });
    for (;;) {
      seen.push(...page.Shards!.map(({ ShardId }) => ShardId!));
      if (!page.NextToken) break;
      page = await client.ListShards({ NextToken: page.NextToken, MaxResults: 2 });
    }
    expect(seen).toEqual([0, 1, 2, 3, 4].map((index) => `shardId-00000000000${index}`));
  });
});

describe('around the records', () => {
  test('an encrypted stream marks the records written since', async () => {
    const { client, put, readAll } = await cloudWithStream();
    await put('plain');
    await client.StartStreamEncryption({ StreamName: 'Trades', EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' });
    expect(await put('sealed')).toMatchObject({ EncryptionType: 'KMS' });
    expect((await readAll('shardId-000000000000')).map(({ EncryptionType }) => EncryptionType)).toEqual([undefined, 'KMS']);
    await expect(client.StartStreamEncryption({ StreamName: 'Trades', EncryptionType: 'KMS', KeyId: 'mine' })).rejects.toMatchObject({
      code: 'NotImplemented',
    });
  });

  test('a consumer is registered, described, listed and deregistered', async () => {
    const { client } = await cloudWithStream();
    const StreamARN = 'arn:aws:kinesis:ap-southeast-1:111122223333:stream/Trades';
    const { Consumer } = await client.RegisterStreamConsumer({ StreamARN, ConsumerName: 'map' });
    expect(Consumer!.ConsumerARN).toBe(`${StreamARN}/consumer/map:1795132800`);
    expect((await client.DescribeStreamConsumer({ StreamARN, ConsumerName: 'map' })).ConsumerDescription).toMatchObject({ StreamARN });
    await expect(client.DeleteStream({ StreamARN })).rejects.toMatchObject({ code: 'ResourceInUseException' });
    expect((await client.ListStreamConsumers({ StreamARN })).Consumers).toHaveLength(1);
    await client.DeregisterStreamConsumer({ ConsumerARN: Consumer!.ConsumerARN });
    expect((await client.ListStreamConsumers({ StreamARN })).Consumers).toEqual([]);
    await client.DeleteStream({ StreamARN });
  });

  test('tags are added, listed in order and removed', async () => {
    const { client } = await cloudWithStream();
    await client.AddTagsToStream({ StreamName: 'Trades', Tags: { b: '2', a: '1' } });
    expect(await client.ListTagsForStream({ StreamName: 'Trades', Limit: 1 })).toEqual({
      Tags: [{ Key: 'a', Value: '1' }],
      HasMoreTags: true,
    });
    await client.RemoveTagsFromStream({ StreamName: 'Trades', TagKeys: ['a'] });
    expect((await client.ListTagsForStream({ StreamName: 'Trades' })).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });
});
