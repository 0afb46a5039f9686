import type { Shard } from '@aws-sdk/client-kinesis';
import { toBase64 } from '@smithy/core/serde';
import type { Aws } from '../../aws.ts';
import type { RecordOrigin, SourceRecord, StreamSource } from './source.ts';

/** Lambda Developer Guide, "How Lambda processes records from Amazon Kinesis Data Streams". */
export const kinesisSource: StreamSource = {
  service: 'kinesis',
  maxBatchSize: 10_000,
  readLimit: 10_000,
  async shards(aws, StreamARN) {
    const shards: Shard[] = [];
    for (let after: string | undefined, more = true; more; after = shards.at(-1)?.ShardId) {
      const { StreamDescription } = await aws.kinesis.DescribeStream({
        StreamARN,
        ...(after !== undefined && { ExclusiveStartShardId: after }),
      });
      shards.push(...StreamDescription!.Shards!);
      more = StreamDescription!.HasMoreShards!;
    }
    return shards.map(({ ShardId, ParentShardId, AdjacentParentShardId, SequenceNumberRange }) => ({
      id: ShardId!,
      parents: [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined),
      closed: SequenceNumberRange?.EndingSequenceNumber !== undefined,
    }));
  },
  async iterator(aws, StreamARN, ShardId, position) {
    const { ShardIterator } = await aws.kinesis.GetShardIterator({
      StreamARN,
      ShardId,
      ShardIteratorType: position.type,
      ...('sequenceNumber' in position && { StartingSequenceNumber: position.sequenceNumber }),
      ...('timestamp' in position && { Timestamp: new Date(position.timestamp) }),
    });
    return ShardIterator!;
  },
  async skip(aws, ShardIterator) {
    const { Records, NextShardIterator } = await aws.kinesis.GetRecords({ ShardIterator });
    return { last: Records!.at(-1)?.SequenceNumber, next: NextShardIterator ?? undefined };
  },
  async read(aws: Aws, ShardIterator, Limit, from) {
    const { Records, NextShardIterator } = await aws.kinesis.GetRecords({ ShardIterator, Limit });
    const records = Records!.map((record) => recordOf(record, from));
    // Reason: MillisBehindLatest is 0 too when more has arrived within the same millisecond.
    return { records, next: NextShardIterator ?? undefined, mayHaveMore: records.length > 0 };
  },
};

type KinesisRecord = NonNullable<Awaited<ReturnType<Aws['kinesis']['GetRecords']>>['Records']>[number];

function recordOf(record: KinesisRecord, from: RecordOrigin): SourceRecord {
  const bytes = record.Data!;
  const arrivedAt = record.ApproximateArrivalTimestamp!.getTime();
  const kinesis = {
    kinesisSchemaVersion: '1.0',
    partitionKey: record.PartitionKey,
    sequenceNumber: record.SequenceNumber,
    data: toBase64(bytes),
    approximateArrivalTimestamp: arrivedAt / 1000,
  };
  const event = {
    kinesis,
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${from.shardId}:${record.SequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: from.role,
    awsRegion: from.region,
    eventSourceARN: from.streamArn,
  };
  return {
    sequenceNumber: record.SequenceNumber!,
    orderKey: record.PartitionKey!,
    arrivedAt,
    event: JSON.stringify(event),
    filtered: () => ({ ...event, ...kinesis, data: jsonOr(new TextDecoder().decode(bytes)) }),
  };
}

/** Patterns look into the data when it is JSON. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
