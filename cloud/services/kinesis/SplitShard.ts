import type { SplitShardInput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import { matching, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { checkShardLimit } from './account.ts';
import { announceRecords } from './records.ts';
import { requireOpen, requireProvisioned } from './resharding.ts';
import { shardAt, shardId, splitShard } from './shards.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

/** Closes a shard and opens two in its place. Throws InvalidArgumentException, ResourceInUseException. Kinesis API Reference, SplitShard. */
export const SplitShard: Operation<KinesisState, SplitShardInput, void> = (input, call) => {
  const text = input.NewStartingHashKey!;
  refuseViolations('ValidationException', [matching('newStartingHashKey', text, '0|([1-9]\\d{0,38})')]);
  const stream = streamOf(call, input);
  requireProvisioned(stream, 'SplitShard');
  const shard = shardAt(stream, input.ShardToSplit!, call.account);
  requireOpen(stream, shard, call.account);
  const at = BigInt(text);
  if (at <= shard.startHash + 1n || at >= shard.endHash) {
    throw new AwsError(
      'InvalidArgumentException',
      `NewStartingHashKey ${text} used in SplitShard() on shard ${shardId(shard.index)} in stream ${stream.name} under account ${call.account} is not both greater than one plus the shard's StartingHashKey ${shard.startHash} and less than the shard's EndingHashKey ${shard.endHash - 1n}.`,
    );
  }
  checkShardLimit(call, 1);
  splitShard(stream, shard, at, call.clock.now());
  announceRecords(call, stream);
};
