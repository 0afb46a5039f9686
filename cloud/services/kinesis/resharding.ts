import { AwsError } from '../../aws-error.ts';
import { mergeShards, openShards, shardId, splitShard, uniformStarts } from './shards.ts';
import type { Shard, Stream } from './state.ts';

/** Throws ResourceInUseException for a shard that was split or merged before. */
export function requireOpen(stream: Stream, shard: Shard, account: string): void {
  if (!shard.closed) return;
  throw new AwsError(
    'ResourceInUseException',
    `Shard ${shardId(shard.index)} in stream ${stream.name} under account ${account} has already been merged or split, and thus is not eligible for merging or splitting.`,
  );
}

/** Throws ValidationException for a stream that scales by itself. */
export function requireProvisioned(stream: Stream, operation: string): void {
  if (stream.mode === 'PROVISIONED') return;
  throw new AwsError('ValidationException', `Request is invalid. ${operation} is not supported for a stream in ON_DEMAND mode.`);
}

/** Splits and merges until the stream has `count` open shards of equal ranges. */
export function reshard(stream: Stream, count: number, now: number): void {
  const starts = uniformStarts(count);
  for (const start of starts) {
    const shard = openShards(stream).find(({ startHash, endHash }) => startHash < start && start <= endHash);
    if (shard) splitShard(stream, shard, start, now);
  }
  const wanted = new Set(starts);
  const inOrder = () => openShards(stream).sort((a, b) => (a.startHash < b.startHash ? -1 : 1));
  for (let shards = inOrder(), at = 0; at < shards.length; ) {
    const next = shards[at + 1];
    if (!next || wanted.has(next.startHash)) at++;
    else {
      mergeShards(stream, shards[at]!, next, now);
      shards = inOrder();
    }
  }
}
