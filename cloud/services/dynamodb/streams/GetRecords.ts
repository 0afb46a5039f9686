import type { _Record, GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-dynamodb-streams';
import { AwsError } from '../../../aws-error.ts';
import type { Operation } from '../../../operation.ts';
import { itemSize, PAGE_SIZE } from '../item-size.ts';
import { spread } from '../keys.ts';
import { itemOf } from '../rows.ts';
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
    const record = entry && recordOf(stream, entry, position, call.region);
    if (!record || (size > 0 && size + record.dynamodb!.SizeBytes! > PAGE_SIZE)) break;
    size += record.dynamodb!.SizeBytes!;
    records.push(record);
  }
  const finished = stream.disabledAt !== undefined && position >= nextPosition(stream);
  return { Records: records, NextShardIterator: finished ? undefined : formatIterator({ ...from, position, at: now }) };
};

function recordOf(stream: Stream, entry: StreamEntry, position: number, awsRegion: string): _Record {
  const { viewType, arn } = stream;
  const oldRow = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? entry.old : undefined;
  const newRow = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? entry.new : undefined;
  const item = itemOf((entry.new ?? entry.old)!);
  const keys = Object.fromEntries(stream.keySchema.map(({ AttributeName: name }) => [name!, item[name!]!]));
  return {
    eventID: [0, 1, 2, 3].map((part) => spread(`${part} ${position} ${arn}`).toString(16).padStart(8, '0')).join(''),
    eventName: entry.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion,
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(entry.at / 1000) * 1000),
      Keys: keys,
      ...(newRow && { NewImage: itemOf(newRow) }),
      ...(oldRow && { OldImage: itemOf(oldRow) }),
      SequenceNumber: sequenceNumber(position),
      SizeBytes: itemSize(keys) + (newRow?.size ?? 0) + (oldRow?.size ?? 0),
      StreamViewType: viewType,
    },
    ...(entry.expired && { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } }),
  };
}
