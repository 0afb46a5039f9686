import type { GetShardIteratorInput, GetShardIteratorOutput } from '@aws-sdk/client-kinesis';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { formatIterator } from './iterator.ts';
import { createdSeconds, parseSequence } from './sequence.ts';
import { shardAt, shardId, trim } from './shards.ts';
import type { KinesisState, Shard, Stream } from './state.ts';
import { streamOf } from './streams.ts';

/** Where to read a shard from. Throws ResourceNotFoundException, InvalidArgumentException. Kinesis API Reference, GetShardIterator. */
export const GetShardIterator: Operation<KinesisState, GetShardIteratorInput, GetShardIteratorOutput> = (input, call) => {
  refuseMembers('kinesis GetShardIterator', input, ['DryRun']);
  const stream = streamOf(call, input);
  const now = call.clock.now();
  trim(stream, now);
  const shard = shardAt(stream, input.ShardId!, call.account);
  const position = { streamArn: stream.arn, streamCreatedAt: stream.createdAt, shardIndex: shard.index, issuedAt: now };
  return { ShardIterator: formatIterator({ ...position, ...start(call, stream, shard, input) }) };
};

function start(
  call: Call<KinesisState>,
  stream: Stream,
  shard: Shard,
  input: GetShardIteratorInput,
): { ordinal: number; notBefore?: number } {
  const { ShardIteratorType: type, StartingSequenceNumber: sequence, Timestamp: timestamp } = input;
  const needsSequence = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER';
  if (needsSequence !== (sequence !== undefined)) {
    throw new AwsError(
      'InvalidArgumentException',
      `Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ${type} and ${sequence === undefined ? 'no' : 'also a'} StartingSequenceNumber.`,
    );
  }
  switch (type) {
    case 'TRIM_HORIZON':
      return { ordinal: shard.startOrdinal };
    case 'LATEST':
      return { ordinal: stream.nextOrdinal };
    case 'AT_TIMESTAMP':
      if (timestamp === undefined) {
        throw new AwsError('InvalidArgumentException', 'Must specify timestamp when ShardIteratorType is AT_TIMESTAMP.');
      }
      return { ordinal: shard.startOrdinal, notBefore: Math.max(0, Math.floor(timestamp.getTime())) };
    case 'AT_SEQUENCE_NUMBER':
      return { ordinal: ordinalOf(call, stream, shard, sequence!) };
    case 'AFTER_SEQUENCE_NUMBER':
      return { ordinal: ordinalOf(call, stream, shard, sequence!) + 1 };
    default:
      throw new AwsError('InvalidArgumentException', `Unknown ShardIteratorType ${String(type)}.`);
  }
}

function ordinalOf(call: Call<KinesisState>, stream: Stream, shard: Shard, text: string): number {
  const place = `StartingSequenceNumber ${text} used in GetShardIterator on shard ${shardId(shard.index)} in stream ${stream.name} under account ${call.account} is invalid`;
  // Reason: consumers begin at the trim horizon with the number 0.
  if (text === '0') return shard.startOrdinal;
  const sequence = parseSequence(text);
  if (!sequence) throw new AwsError('InvalidArgumentException', `${place}.`);
  if (sequence.shardIndex !== shard.index) {
    throw new AwsError(
      'InvalidArgumentException',
      `Invalid StartingSequenceNumber. It encodes ${shardId(sequence.shardIndex)}, while it was used in a call to a shard with ${shardId(shard.index)}`,
    );
  }
  if (sequence.createdSeconds !== createdSeconds(stream)) {
    throw new AwsError('InvalidArgumentException', `${place} because it did not come from this stream.`);
  }
  return sequence.ordinal;
}
