import type { ChildShard, GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-kinesis';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { checkAge, formatIterator, parseIterator } from './iterator.ts';
import { announceTraffic } from './metrics.ts';
import { formatSequence } from './sequence.ts';
import { describeShard, shardId, trim } from './shards.ts';
import type { KinesisState, Shard, StoredRecord, Stream } from './state.ts';
import { streamOf } from './streams.ts';

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_RECORDS = 10_000;

/** Reads on from an iterator. Throws ExpiredIteratorException, InvalidArgumentException. Kinesis API Reference, GetRecords. */
export const GetRecords: Operation<KinesisState, GetRecordsInput, GetRecordsOutput> = (input, call) => {
  refuseMembers('kinesis GetRecords', input, ['DryRun']);
  const limit = input.Limit ?? MAX_RECORDS;
  refuseViolations('ValidationException', [valueWithin('limit', limit, 1, MAX_RECORDS)]);
  const position = parseIterator(input.ShardIterator!);
  const now = call.clock.now();
  checkAge(position, now);
  const stream = streamOf(call, { StreamARN: position.streamArn });
  trim(stream, now);
  const shard = stream.shards.find(({ index }) => index === position.shardIndex);
  if (!shard || stream.createdAt !== position.streamCreatedAt) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Shard ${shardId(position.shardIndex)} in stream ${stream.name} under account ${call.account} does not exist`,
    );
  }
  const { notBefore = 0 } = position;
  let from = firstAtOrBehind(shard.records, position.ordinal);
  while (from < shard.records.length && shard.records[from]!.arrivedAt < notBefore) from++;
  const page = take(shard.records, from, limit);
  const next = shard.records[from + page.length];
  const last = page.at(-1);
  announceTraffic(call, stream, {
    'GetRecords.Records': page.length,
    'GetRecords.Bytes': page.reduce((sum, { data }) => sum + data.length, 0),
    'GetRecords.IteratorAgeMilliseconds': next ? now - (last ?? next).arrivedAt : 0,
  });
  const atEnd = shard.closed !== undefined && next === undefined;
  return {
    Records: page.map((record) => ({
      SequenceNumber: formatSequence(stream, shard.index, record.ordinal),
      ApproximateArrivalTimestamp: new Date(record.arrivedAt),
      Data: record.data,
      PartitionKey: record.partitionKey,
      ...(record.encrypted && { EncryptionType: 'KMS' as const }),
    })),
    MillisBehindLatest: next ? now - (last ?? next).arrivedAt : 0,
    ...(atEnd
      ? { ChildShards: children(stream, shard) }
      : { NextShardIterator: formatIterator({ ...position, ordinal: last ? last.ordinal + 1 : position.ordinal, issuedAt: now }) }),
  };
};

/** Index of the first record with at least this ordinal. */
function firstAtOrBehind(records: readonly StoredRecord[], ordinal: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (records[middle]!.ordinal < ordinal) low = middle + 1;
    else high = middle;
  }
  return low;
}

function take(records: readonly StoredRecord[], from: number, limit: number): StoredRecord[] {
  let to = from;
  for (let bytes = 0; to < records.length && to - from < limit; to++) {
    bytes += records[to]!.data.length;
    if (bytes > MAX_BYTES && to > from) break;
  }
  return records.slice(from, to);
}

function children(stream: Stream, parent: Shard): ChildShard[] {
  return stream.shards
    .filter((shard) => shard.parent === parent.index || shard.adjacentParent === parent.index)
    .map((shard) => {
      const { ShardId, ParentShardId, AdjacentParentShardId, HashKeyRange } = describeShard(stream, shard);
      return { ShardId, ParentShards: [ParentShardId!, ...(AdjacentParentShardId ? [AdjacentParentShardId] : [])], HashKeyRange };
    });
}
