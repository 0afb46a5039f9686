import type { Shard as ShardDescription } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import { formatSequence } from './sequence.ts';
import type { Shard, Stream } from './state.ts';

export const HASH_KEYS = 1n << 128n;
const HOUR_MS = 3_600_000;

export function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, '0')}`;
}

/** The shard an id names. Throws ResourceNotFoundException. */
export function shardAt(stream: Stream, id: string, account: string): Shard {
  const digits = /^(?:[a-zA-Z0-9_.]*-)?(\d+)$/.exec(id)?.[1];
  if (digits === undefined) {
    throw new AwsError('ResourceNotFoundException', `Could not find shard ${id} in stream ${stream.name} under account ${account}.`);
  }
  const shard = stream.shards.find(({ index }) => index === Number(digits));
  if (!shard) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Shard ${shardId(Number(digits))} in stream ${stream.name} under account ${account} does not exist`,
    );
  }
  return shard;
}

export function openShards(stream: Stream): Shard[] {
  return stream.shards.filter((shard) => !shard.closed);
}

/** The one open shard whose range holds a hash key. */
export function shardOfHash(stream: Stream, hash: bigint): Shard {
  return stream.shards.find((shard) => !shard.closed && shard.startHash <= hash && hash <= shard.endHash)!;
}

/** The first hash key of each of `count` equal ranges. */
export function uniformStarts(count: number): bigint[] {
  const width = HASH_KEYS / BigInt(count);
  return Array.from({ length: count }, (_, index) => width * BigInt(index));
}

export function addShard(
  stream: Stream,
  now: number,
  range: { startHash: bigint; endHash: bigint },
  parents: { parent?: number; adjacentParent?: number } = {},
): Shard {
  const index = (stream.shards.at(-1)?.index ?? -1) + 1;
  const shard: Shard = { index, ...parents, ...range, createdAt: now, startOrdinal: stream.nextOrdinal++, records: [] };
  stream.shards.push(shard);
  return shard;
}

/** Closes a shard and opens two: the second starts at `at`. */
export function splitShard(stream: Stream, shard: Shard, at: bigint, now: number): void {
  closeShard(stream, shard, now);
  addShard(stream, now, { startHash: shard.startHash, endHash: at - 1n }, { parent: shard.index });
  addShard(stream, now, { startHash: at, endHash: shard.endHash }, { parent: shard.index });
}

/** Closes two neighbours and opens one over both their ranges. */
export function mergeShards(stream: Stream, shard: Shard, adjacent: Shard, now: number): void {
  closeShard(stream, shard, now);
  closeShard(stream, adjacent, now);
  const [low, high] = shard.startHash < adjacent.startHash ? [shard, adjacent] : [adjacent, shard];
  addShard(stream, now, { startHash: low.startHash, endHash: high.endHash }, { parent: shard.index, adjacentParent: adjacent.index });
}

function closeShard(stream: Stream, shard: Shard, now: number): void {
  shard.closed = { at: now, ordinal: stream.nextOrdinal++ };
}

/** Forgets what is older than the retention period: records, and closed shards that hold none any more. */
export function trim(stream: Stream, now: number): void {
  const horizon = now - stream.retentionHours * HOUR_MS;
  let forgotten = false;
  for (const shard of stream.shards) {
    const { records } = shard;
    if (records.length > 0 && records[0]!.arrivedAt < horizon) {
      const kept = records.findIndex((record) => record.arrivedAt >= horizon);
      records.splice(0, kept === -1 ? records.length : kept);
    }
    if (shard.closed && shard.closed.at < horizon) forgotten = true;
  }
  if (forgotten) stream.shards = stream.shards.filter((shard) => !shard.closed || shard.closed.at >= horizon);
}

/** When the oldest record that is still kept can have arrived. */
export function trimHorizon(stream: Stream, now: number): number {
  return now - stream.retentionHours * HOUR_MS;
}

export function describeShard(stream: Stream, shard: Shard): ShardDescription {
  const sequence = (ordinal: number) => formatSequence(stream, shard.index, ordinal);
  return {
    ShardId: shardId(shard.index),
    ...(shard.parent !== undefined && { ParentShardId: shardId(shard.parent) }),
    ...(shard.adjacentParent !== undefined && { AdjacentParentShardId: shardId(shard.adjacentParent) }),
    HashKeyRange: { StartingHashKey: String(shard.startHash), EndingHashKey: String(shard.endHash) },
    SequenceNumberRange: {
      StartingSequenceNumber: sequence(shard.startOrdinal),
      ...(shard.closed && { EndingSequenceNumber: sequence(shard.closed.ordinal) }),
    },
  };
}
