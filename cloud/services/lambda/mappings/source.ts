import type { Aws } from '../../aws.ts';
import type { ShardPosition } from '../state.ts';
import { dynamodbSource } from './dynamodb-source.ts';
import { kinesisSource } from './kinesis-source.ts';

/** A stream as a mapping reads it, as the function's role: Kinesis and DynamoDB streams look alike from here. */
export interface StreamSource {
  /** The service, as `iam` and the ARN spell it. */
  service: string;
  /** All shards that the stream still knows, parents first. */
  shards(aws: Aws, streamArn: string): Promise<SourceShard[]>;
  iterator(aws: Aws, streamArn: string, shardId: string, position: ShardPosition): Promise<string>;
  /** Reads past records without looking at them: the sequence number of the last one, undefined when there was none. */
  skip(aws: Aws, iterator: string): Promise<{ last: string | undefined; next: string | undefined }>;
  read(aws: Aws, iterator: string, limit: number, from: RecordOrigin): Promise<ReadResult>;
  /** The largest BatchSize, and the most one read brings. */
  maxBatchSize: number;
  readLimit: number;
}

export interface SourceShard {
  id: string;
  parents: string[];
  closed: boolean;
}

/** What a record's event says of where it comes from. */
export interface RecordOrigin {
  streamArn: string;
  shardId: string;
  region: string;
  role: string;
}

export interface ReadResult {
  records: SourceRecord[];
  /** Undefined at the end of a closed shard. */
  next: string | undefined;
  /** Whether a further read may bring more at once. */
  mayHaveMore: boolean;
}

export interface SourceRecord {
  sequenceNumber: string;
  /** Records of one key stay in order. */
  orderKey: string;
  arrivedAt: number; // ms
  /** The record in the function's event, as JSON text. */
  event: string;
  /** What event patterns look at. */
  filtered(): unknown;
}

/** The kind of stream an ARN names; undefined for anything else. */
export function sourceOf(streamArn: string): StreamSource | undefined {
  if (/^arn:[^:]+:kinesis:[^:]+:\d{12}:stream\/[^/]+$/.test(streamArn)) return kinesisSource;
  if (/^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/.test(streamArn)) return dynamodbSource;
  return undefined;
}
