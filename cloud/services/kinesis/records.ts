import { lengthWithin, refuseViolations } from '../../constraints.ts';
import type { Call } from '../../operation.ts';
import { formatSequence } from './sequence.ts';
import { shardId, shardOfHash, trim } from './shards.ts';
import type { KinesisState, Stream } from './state.ts';

declare module '../../bus.ts' {
  interface BusEvents {
    /** A stream has something new to read: records, or the end of a shard. */
    'kinesis.RecordsAvailable': { account: string; region: string; streamArn: string };
  }
}

interface NewRecord {
  Data: Uint8Array | undefined;
  PartitionKey?: string | undefined;
}

/** Throws ValidationException. `at` is the record's place in the input: `records.3.member.`, or nothing. */
export function checkRecord(stream: Stream, record: NewRecord, at: string): void {
  const limit = stream.maxRecordKiB * 1024;
  if (record.PartitionKey === undefined) {
    refuseViolations('ValidationException', [`Value null at '${at}partitionKey' failed to satisfy constraint: Member must not be null`]);
  }
  refuseViolations('ValidationException', [
    lengthWithin(`${at}partitionKey`, record.PartitionKey, 1, 256),
    recordSize(record) > limit
      ? `Value at '${at}data' failed to satisfy constraint: Member must have length less than or equal to ${limit}`
      : undefined,
  ]);
}

/** Bytes of data and partition key. */
export function recordSize(record: NewRecord): number {
  const key = record.PartitionKey!;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is the range of ASCII.
  const keyBytes = /^[\x00-\x7f]*$/.test(key) ? key.length : new TextEncoder().encode(key).length;
  return record.Data!.length + keyBytes;
}

export function appendRecord(stream: Stream, hash: bigint, record: NewRecord, now: number): { ShardId: string; SequenceNumber: string } {
  const shard = shardOfHash(stream, hash);
  const ordinal = stream.nextOrdinal++;
  shard.records.push({
    ordinal,
    arrivedAt: now,
    partitionKey: record.PartitionKey!,
    data: record.Data!,
    encrypted: stream.keyId !== undefined,
  });
  return { ShardId: shardId(shard.index), SequenceNumber: formatSequence(stream, shard.index, ordinal) };
}

/** Tells the cloud that a stream has something new; what is too old goes at the same time. */
export function announceRecords(call: Call<KinesisState>, stream: Stream): void {
  trim(stream, call.clock.now());
  call.bus.publish({ type: 'kinesis.RecordsAvailable', account: call.account, region: call.region, streamArn: stream.arn });
}
