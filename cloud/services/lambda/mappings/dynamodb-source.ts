import type { _Record, Shard } from '@aws-sdk/client-dynamodb-streams';
import { toBase64 } from '@smithy/core/serde';
import type { RecordOrigin, SourceRecord, StreamSource } from './source.ts';

/** Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB". */
export const dynamodbSource: StreamSource = {
  service: 'dynamodb',
  maxBatchSize: 10_000,
  readLimit: 1000,
  async shards(aws, StreamArn) {
    const shards: Shard[] = [];
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const { StreamDescription } = await aws.dynamodb.DescribeStream({
        StreamArn,
        ...(after !== undefined && { ExclusiveStartShardId: after }),
      });
      shards.push(...(StreamDescription!.Shards ?? []));
      after = StreamDescription!.LastEvaluatedShardId;
    }
    return shards.map(({ ShardId, ParentShardId, SequenceNumberRange }) => ({
      id: ShardId!,
      parents: ParentShardId === undefined ? [] : [ParentShardId],
      closed: SequenceNumberRange?.EndingSequenceNumber !== undefined,
    }));
  },
  async iterator(aws, StreamArn, ShardId, position) {
    if (position.type === 'AT_TIMESTAMP') throw new Error('A DynamoDB stream cannot be read from a time on.');
    const { ShardIterator } = await aws.dynamodb.GetShardIterator({
      StreamArn,
      ShardId,
      ShardIteratorType: position.type,
      ...('sequenceNumber' in position && { SequenceNumber: position.sequenceNumber }),
    });
    return ShardIterator!;
  },
  async skip(aws, ShardIterator) {
    const { Records, NextShardIterator } = await aws.dynamodb.GetRecords({ ShardIterator });
    return { last: Records?.at(-1)?.dynamodb?.SequenceNumber, next: NextShardIterator ?? undefined };
  },
  async read(aws, ShardIterator, Limit, from) {
    const { Records, NextShardIterator } = await aws.dynamodb.GetRecords({ ShardIterator, Limit });
    const records = (Records ?? []).map((record) => recordOf(record, from));
    return { records, next: NextShardIterator ?? undefined, mayHaveMore: records.length > 0 };
  },
};

function recordOf(record: _Record, from: RecordOrigin): SourceRecord {
  const { dynamodb, userIdentity } = record;
  const arrivedAt = dynamodb!.ApproximateCreationDateTime!.getTime();
  const event = () => ({
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: record.eventSource ?? 'aws:dynamodb',
    awsRegion: record.awsRegion ?? from.region,
    ...(userIdentity && { userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId } }),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(arrivedAt / 1000),
      Keys: dynamodb!.Keys,
      ...(dynamodb!.NewImage && { NewImage: dynamodb!.NewImage }),
      ...(dynamodb!.OldImage && { OldImage: dynamodb!.OldImage }),
      SequenceNumber: dynamodb!.SequenceNumber,
      SizeBytes: dynamodb!.SizeBytes,
      StreamViewType: dynamodb!.StreamViewType,
    },
    eventSourceARN: from.streamArn,
  });
  return {
    sequenceNumber: dynamodb!.SequenceNumber!,
    orderKey: JSON.stringify(dynamodb!.Keys, binaryAsBase64),
    arrivedAt,
    event: JSON.stringify(event(), binaryAsBase64),
    filtered: event,
  };
}

function binaryAsBase64(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? toBase64(value) : value;
}
