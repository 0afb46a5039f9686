import type {
  DescribeStreamInput,
  DescribeStreamOutput,
  ListStreamsInput,
  ListStreamsOutput,
  Shard,
} from '@aws-sdk/client-dynamodb-streams';
import type { Operation } from '../../../operation.ts';
import type { DynamoDbLocal, DynamoDbState, Stream } from '../state.ts';
import { tableNameOf } from '../tables.ts';
import { constraints } from '../validation.ts';
import { forgetOldStreams, nextPosition, sequenceNumber, streamAt } from './stream.ts';

const MAX_LISTED = 100;

/** A stream and its one shard. DynamoDB Streams API Reference, DescribeStream. */
export const DescribeStream: Operation<DynamoDbState, DescribeStreamInput, DescribeStreamOutput, DynamoDbLocal> = (input, call) => {
  constraints()
    .atLeast('limit', input.Limit, 1)
    .atMost('limit', input.Limit, MAX_LISTED)
    .length('streamArn', input.StreamArn, 37, 1024)
    .done();
  const stream = streamAt(call, input.StreamArn!);
  // Reason: the one shard has no children and stands after no other.
  const none = input.ExclusiveStartShardId !== undefined || input.ShardFilter?.Type === 'CHILD_SHARDS';
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.disabledAt === undefined ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.viewType,
      CreationRequestDateTime: new Date(stream.createdAt),
      TableName: stream.tableName,
      KeySchema: stream.keySchema,
      Shards: none ? [] : [shardOf(stream)],
    },
  };
};

/** DynamoDB Streams API Reference, ListStreams. */
export const ListStreams: Operation<DynamoDbState, ListStreamsInput, ListStreamsOutput, DynamoDbLocal> = (input, call) => {
  constraints().atLeast('limit', input.Limit, 1).atMost('limit', input.Limit, MAX_LISTED).done();
  forgetOldStreams(call);
  const tableName = input.TableName === undefined ? undefined : tableNameOf(call, input.TableName);
  const all = [...call.state.streams.values()]
    .filter((stream) => tableName === undefined || stream.tableName === tableName)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const start = input.ExclusiveStartStreamArn;
  const rest = start === undefined ? all : all.filter(({ arn }) => arn > start);
  const listed = rest.slice(0, input.Limit ?? MAX_LISTED);
  return {
    Streams: listed.map(({ arn, tableName: name, label }) => ({ StreamArn: arn, TableName: name, StreamLabel: label })),
    LastEvaluatedStreamArn: listed.length < rest.length ? listed.at(-1)?.arn : undefined,
  };
};

function shardOf(stream: Stream): Shard {
  const last = nextPosition(stream) - 1;
  return {
    ShardId: stream.shardId,
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceNumber(0),
      ...(stream.disabledAt !== undefined && { EndingSequenceNumber: sequenceNumber(Math.max(0, last)) }),
    },
  };
}
