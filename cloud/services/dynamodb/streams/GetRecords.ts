import type { _Record, GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-dynamodb-streams';
import { AwsError } from '../../../aws-error.ts';
import type { Operation } from '../../../operation.ts';
import { PAGE_SIZE } from '../item-size.ts';
import type { DynamoDbLocal, DynamoDbState, Stream, StreamEntry } from '../state.ts';
import { constraints } from '../validation.ts';
import { formatIterator, parseIterator } from './shard-iterator.ts';
import { nextPosition, oldestPosition, recordAt, sequenceNumber, streamAt } from './stream.ts';

const MAX_RECORDS = 1000;

/** Reads up to 1,000 records or 1 MB of a shard. DynamoDB Streams API Reference, GetRecords. */
export const GetRecords: Operation<DynamoDbState, GetRecordsInput, GetRecordsOutput, DynamoDbLocal> = (input, call) => {
  constraints().atLeast('limit', input.Limit, 1).atMost('limit', input.Limit, MAX_RECORDS).done();
  const now = call.clock.now();
  const from = parseIterator(input.ShardIterator!, now);
  const stream = streamAt(call, from.streamArn);
  if (from.position < oldestPosition(stream)) {
    throw new AwsError('TrimmedDataAccessException', 'The operation attempted to read past the oldest stream record in a shard.');
  }
  const records: _Record[] = [];
  let { position } = from;
  for (let size = 0; records.length < (input.Limit ?? MAX_RECORDS); position++) {
    const entry = recordAt(stream, position);
    if (!entry || (size > 0 && size + entry.size > PAGE_SIZE)) break;
    size += entry.size;
    records.push(recordOf(stream, entry, position, call.region));
  }
  const finished = stream.disabledAt !== undefined && position >= nextPosition(stream);
  return { Records: records, NextShardIterator: finished ? undefined : formatIterator({ ...from, position, at: now }) };
};

function recordOf(stream: Stream, entry: StreamEntry, position: number, awsRegion: string): _Record {
  return {
    eventID: entry.eventId,
    eventName: entry.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion,
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(entry.at / 1000) * 1000),
      Keys: entry.keys,
      ...(entry.newImage && { NewImage: entry.newImage }),
      ...(entry.oldImage && { OldImage: entry.oldImage }),
      SequenceNumber: sequenceNumber(position),
      SizeBytes: entry.size,
      StreamViewType: stream.viewType,
    },
    ...(entry.expired && { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } }),
  };
}
