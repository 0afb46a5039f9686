import type {
  DescribeStreamInput,
  DescribeStreamOutput,
  DescribeStreamSummaryInput,
  DescribeStreamSummaryOutput,
} from '@aws-sdk/client-kinesis';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { describeShard, openShards, shardId, trim } from './shards.ts';
import type { KinesisState, Stream } from './state.ts';
import { streamOf } from './streams.ts';

/** A stream and a page of its shards. Throws ResourceNotFoundException. Kinesis API Reference, DescribeStream. */
export const DescribeStream: Operation<KinesisState, DescribeStreamInput, DescribeStreamOutput> = (input, call) => {
  const limit = input.Limit ?? 100;
  refuseViolations('ValidationException', [valueWithin('limit', limit, 1, 10_000)]);
  const stream = streamOf(call, input);
  trim(stream, call.clock.now());
  const start = input.ExclusiveStartShardId;
  const shards = start === undefined ? stream.shards : stream.shards.filter(({ index }) => shardId(index) > start);
  return {
    StreamDescription: {
      ...describe(stream),
      Shards: shards.slice(0, limit).map((shard) => describeShard(stream, shard)),
      HasMoreShards: shards.length > limit,
    },
  };
};

/** A stream without its shards. Throws ResourceNotFoundException. Kinesis API Reference, DescribeStreamSummary. */
export const DescribeStreamSummary: Operation<KinesisState, DescribeStreamSummaryInput, DescribeStreamSummaryOutput> = (input, call) => {
  const stream = streamOf(call, input);
  return {
    StreamDescriptionSummary: {
      ...describe(stream),
      OpenShardCount: openShards(stream).length,
      ConsumerCount: stream.consumers.size,
      MaxRecordSizeInKiB: stream.maxRecordKiB,
    },
  };
};

function describe(stream: Stream) {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: 'ACTIVE' as const,
    StreamModeDetails: { StreamMode: stream.mode },
    RetentionPeriodHours: stream.retentionHours,
    StreamCreationTimestamp: new Date(stream.createdAt),
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: stream.keyId === undefined ? ('NONE' as const) : ('KMS' as const),
    ...(stream.keyId !== undefined && { KeyId: stream.keyId }),
  };
}
