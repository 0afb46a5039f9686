import type { CreateStreamInput } from '@aws-sdk/client-kinesis';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { checkShardLimit } from './account.ts';
import { addShard, HASH_KEYS, uniformStarts } from './shards.ts';
import type { KinesisState, Stream } from './state.ts';
import { checkStreamName, streamArn } from './streams.ts';
import { addTags } from './tags.ts';

const ON_DEMAND_SHARDS = 4;
const DEFAULT_RECORD_KIB = 1024;
const MAX_RECORD_KIB = 10_240;

/** Makes a stream; it is ACTIVE at once. Throws ResourceInUseException, LimitExceededException. Kinesis API Reference, CreateStream. */
export const CreateStream: Operation<KinesisState, CreateStreamInput, void> = (input, call) => {
  const name = input.StreamName!;
  const mode = input.StreamModeDetails?.StreamMode ?? 'PROVISIONED';
  refuseMembers('kinesis CreateStream', input, ['WarmThroughputMiBps']);
  if ((input.RecordDistributionStrategy ?? 'USER_PARTITION_KEY') !== 'USER_PARTITION_KEY') {
    throw notImplemented('kinesis CreateStream with RecordDistributionStrategy AUTO');
  }
  checkStreamName(name);
  checkRecordSizeLimit(input.MaxRecordSizeInKiB);
  refuseViolations('ValidationException', [
    valueWithin('shardCount', input.ShardCount, 1, 2 ** 31 - 1),
    oneOf('streamModeDetails.streamMode', mode, ['ON_DEMAND', 'PROVISIONED']),
  ]);
  if (mode === 'PROVISIONED' && input.ShardCount === undefined) {
    throw new AwsError('ValidationException', 'ShardCount must be specified when creating a stream with StreamMode as PROVISIONED.');
  }
  if (mode === 'ON_DEMAND' && input.ShardCount !== undefined) {
    throw new AwsError('ValidationException', 'ShardCount must not be specified when creating a stream with StreamMode as ON_DEMAND.');
  }
  if (call.state.streams.has(name)) {
    throw new AwsError('ResourceInUseException', `Stream ${name} under account ${call.account} already exists.`);
  }
  const shardCount = input.ShardCount ?? ON_DEMAND_SHARDS;
  checkShardLimit(call, shardCount);
  const now = call.clock.now();
  const stream: Stream = {
    name,
    arn: streamArn(call, name),
    createdAt: now,
    mode,
    retentionHours: 24,
    maxRecordKiB: input.MaxRecordSizeInKiB ?? DEFAULT_RECORD_KIB,
    tags: new Map(),
    consumers: new Map(),
    shards: [],
    nextOrdinal: 1,
  };
  addTags(stream.tags, input.Tags ?? {}, call.principal);
  const starts = uniformStarts(shardCount);
  for (const [index, startHash] of starts.entries()) {
    addShard(stream, now, { startHash, endHash: (starts[index + 1] ?? HASH_KEYS) - 1n });
  }
  call.state.streams.set(name, stream);
};

/** Throws ValidationException for a record size outside of 1 to 10 MiB. */
export function checkRecordSizeLimit(kib: number | undefined): void {
  refuseViolations('ValidationException', [valueWithin('maxRecordSizeInKiB', kib, DEFAULT_RECORD_KIB, MAX_RECORD_KIB)]);
}
