import type { StreamViewType } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../aws-error.ts';
import type { Row } from '../rows.ts';
import type { Stream, StreamEntry, Table } from '../state.ts';
import type { DynamoDbCall } from '../tables.ts';

declare module '../../../bus.ts' {
  interface BusEvents {
    /** A stream has new records. */
    'dynamodb.StreamRecords': { account: string; region: string; streamArn: string };
  }
}

/** Records stay for a day; so do the streams of deleted tables. Developer Guide, "DynamoDB Streams". */
export const RETENTION_MS = 24 * 3600 * 1000;
/** How many trimmed records wait before their memory is given back. */
const TRIM_BATCH = 1024;

/** Gives a table a new stream. */
export function createStream(call: DynamoDbCall, table: Table, viewType: StreamViewType): Stream {
  const now = call.clock.now();
  let created = now;
  // Reason: a label is a time in milliseconds, and two streams of a table must not share one.
  while (call.state.streams.has(`${table.arn}/stream/${labelOf(created)}`)) created++;
  const label = labelOf(created);
  const stream: Stream = {
    arn: `${table.arn}/stream/${label}`,
    label,
    tableName: table.name,
    viewType,
    keySchema: table.keySchema,
    createdAt: now,
    // Reason: one shard a table keeps all records in one order; more would only be needed for more parallel readers.
    shardId: `shardId-${String(created).padStart(20, '0')}-${call.random.text(8)}`,
    records: [],
    trimmed: 0,
    start: 0,
  };
  call.state.streams.set(stream.arn, stream);
  table.streamArn = stream.arn;
  return stream;
}

/** Closes a table's stream: its records can be read until they are trimmed. */
export function closeStream(call: DynamoDbCall, table: Table): void {
  const stream = openStream(call, table);
  if (stream) stream.disabledAt = call.clock.now();
}

/** The stream that a table's writes go to. */
export function openStream(call: DynamoDbCall, table: Table): Stream | undefined {
  const stream = table.streamArn === undefined ? undefined : call.state.streams.get(table.streamArn);
  return stream && stream.disabledAt === undefined ? stream : undefined;
}

/** Records a write and announces it. */
export function appendRecord(call: DynamoDbCall, table: Table, old: Row | undefined, row: Row | undefined, expired: boolean): void {
  const stream = openStream(call, table);
  if (!stream) return;
  const at = call.clock.now();
  const record: StreamEntry = { eventName: old ? (row ? 'MODIFY' : 'REMOVE') : 'INSERT', at };
  if (old) record.old = old;
  if (row) record.new = row;
  if (expired) record.expired = true;
  trim(stream, at);
  stream.records.push(record);
  call.bus.publish({ type: 'dynamodb.StreamRecords', account: call.account, region: call.region, streamArn: stream.arn });
}

/** A stream by ARN, its old records trimmed. Throws ResourceNotFoundException. */
export function streamAt(call: DynamoDbCall, arn: string): Stream {
  forgetOldStreams(call);
  const stream = call.state.streams.get(arn);
  if (!stream) throw new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
  trim(stream, call.clock.now());
  return stream;
}

/** Drops the streams that were closed more than a day ago. */
export function forgetOldStreams(call: DynamoDbCall): void {
  for (const [arn, { disabledAt }] of call.state.streams) {
    if (disabledAt !== undefined && call.clock.now() - disabledAt > RETENTION_MS) call.state.streams.delete(arn);
  }
}

/** The position of the oldest record that is still there. Positions count all records of a stream, from 0. */
export function oldestPosition(stream: Stream): number {
  return stream.trimmed;
}

/** The position that the next record will have. */
export function nextPosition(stream: Stream): number {
  return stream.trimmed + stream.records.length - stream.start;
}

export function recordAt(stream: Stream, position: number): StreamEntry | undefined {
  return stream.records[position - stream.trimmed + stream.start];
}

/** Sequence numbers are 21 digits, so they sort as text too. */
export function sequenceNumber(position: number): string {
  return `1${String(position + 1).padStart(20, '0')}`;
}

/** The position behind a sequence number, or undefined when it is none of ours. */
export function positionOf(sequence: string): number | undefined {
  return /^1\d{20}$/.test(sequence) ? Number(sequence.slice(1)) - 1 : undefined;
}

function trim(stream: Stream, now: number): void {
  const { records } = stream;
  while (stream.start < records.length && now - records[stream.start]!.at > RETENTION_MS) {
    stream.start++;
    stream.trimmed++;
  }
  if (stream.start < TRIM_BATCH && stream.start < records.length) return;
  records.splice(0, stream.start);
  stream.start = 0;
}

function labelOf(at: number): string {
  return new Date(at).toISOString().slice(0, -1);
}
