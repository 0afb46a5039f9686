import type { GetShardIteratorInput, GetShardIteratorOutput } from '@aws-sdk/client-dynamodb-streams';
import { AwsError } from '../../../aws-error.ts';
import type { Operation } from '../../../operation.ts';
import { invalid } from '../attribute-value.ts';
import type { DynamoDbLocal, DynamoDbState, Stream } from '../state.ts';
import { constraints } from '../validation.ts';
import { formatIterator } from './shard-iterator.ts';
import { nextPosition, oldestPosition, positionOf, streamAt } from './stream.ts';

const TYPES = ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'];

/** Says where to begin reading a shard. DynamoDB Streams API Reference, GetShardIterator. */
export const GetShardIterator: Operation<DynamoDbState, GetShardIteratorInput, GetShardIteratorOutput, DynamoDbLocal> = (input, call) => {
  constraints().oneOf('shardIteratorType', input.ShardIteratorType, TYPES).length('streamArn', input.StreamArn, 37, 1024).done();
  const stream = streamAt(call, input.StreamArn!);
  if (input.ShardId !== stream.shardId) {
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Shard does not exist`);
  }
  const position = positionFor(stream, input);
  return { ShardIterator: formatIterator({ streamArn: stream.arn, shardId: stream.shardId, position, at: call.clock.now() }) };
};

function positionFor(stream: Stream, { ShardIteratorType: type, SequenceNumber: sequence }: GetShardIteratorInput): number {
  if (type === 'TRIM_HORIZON' || type === 'LATEST') {
    if (sequence !== undefined) throw invalid(`SequenceNumber must not be specified for ShardIteratorType ${type}`);
    return type === 'LATEST' ? nextPosition(stream) : oldestPosition(stream);
  }
  if (sequence === undefined) throw invalid(`SequenceNumber must be specified for ShardIteratorType ${type}`);
  const position = positionOf(sequence);
  if (position === undefined || position >= nextPosition(stream)) throw invalid(`Invalid SequenceNumber: ${sequence}`);
  if (position < oldestPosition(stream)) {
    throw new AwsError('TrimmedDataAccessException', 'The operation attempted to read past the oldest stream record in a shard.');
  }
  return type === 'AT_SEQUENCE_NUMBER' ? position : position + 1;
}
