import type { MergeShardsInput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { announceRecords } from './records.ts';
import { requireOpen, requireProvisioned } from './resharding.ts';
import { mergeShards, shardAt, shardId } from './shards.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

/** Closes two neighbouring shards and opens one in their place. Throws InvalidArgumentException. Kinesis API Reference, MergeShards. */
export const MergeShards: Operation<KinesisState, MergeShardsInput, void> = (input, call) => {
  const stream = streamOf(call, input);
  requireProvisioned(stream, 'MergeShards');
  const shard = shardAt(stream, input.ShardToMerge!, call.account);
  const adjacent = shardAt(stream, input.AdjacentShardToMerge!, call.account);
  requireOpen(stream, shard, call.account);
  requireOpen(stream, adjacent, call.account);
  if (shard.endHash + 1n !== adjacent.startHash && adjacent.endHash + 1n !== shard.startHash) {
    throw new AwsError(
      'InvalidArgumentException',
      `Shards ${shardId(shard.index)} and ${shardId(adjacent.index)} in stream ${stream.name} under account ${call.account} are not an adjacent pair of shards eligible for merging`,
    );
  }
  mergeShards(stream, shard, adjacent, call.clock.now());
  announceRecords(call, stream);
};
