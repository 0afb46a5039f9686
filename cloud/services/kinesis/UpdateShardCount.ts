import type { UpdateShardCountInput, UpdateShardCountOutput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { checkShardLimit } from './account.ts';
import { announceRecords } from './records.ts';
import { requireProvisioned, reshard } from './resharding.ts';
import { openShards } from './shards.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

/** Reshards a stream to equal ranges. Throws InvalidArgumentException, LimitExceededException. Kinesis API Reference, UpdateShardCount. */
export const UpdateShardCount: Operation<KinesisState, UpdateShardCountInput, UpdateShardCountOutput> = (input, call) => {
  const target = input.TargetShardCount!;
  refuseViolations('ValidationException', [
    valueWithin('targetShardCount', target, 1, 2 ** 31 - 1),
    oneOf('scalingType', input.ScalingType, ['UNIFORM_SCALING']),
  ]);
  const stream = streamOf(call, input);
  requireProvisioned(stream, 'UpdateShardCount');
  const current = openShards(stream).length;
  const counts = `Current open shard count: ${current} Target shard count: ${target}`;
  if (target > current * 2) {
    throw new AwsError('InvalidArgumentException', `UpdateShardCount cannot scale up over double your current open shard count. ${counts}`);
  }
  if (target < current / 2) {
    throw new AwsError(
      'InvalidArgumentException',
      `UpdateShardCount cannot scale down below half your current open shard count. ${counts}`,
    );
  }
  checkShardLimit(call, target - current);
  reshard(stream, target, call.clock.now());
  announceRecords(call, stream);
  return { StreamName: stream.name, StreamARN: stream.arn, CurrentShardCount: current, TargetShardCount: target };
};
