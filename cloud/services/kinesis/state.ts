import type { StreamMode } from '@aws-sdk/client-kinesis';

/** Kinesis in one account and region. */
export interface KinesisState {
  streams: Map<string, Stream>;
  /** Resource policies (JSON) by the ARN of their stream or consumer. */
  policies: Map<string, string>;
}

export interface Stream {
  name: string;
  arn: string;
  createdAt: number; // ms
  mode: StreamMode;
  retentionHours: number;
  maxRecordKiB: number;
  /** The KMS key of server-side encryption, when it is on. */
  keyId?: string;
  tags: Map<string, string>;
  consumers: Map<string, StreamConsumer>;
  shards: Shard[];
  /** The ordinal of the next record or shard: it grows over the whole stream, so that children follow their parents. */
  nextOrdinal: number;
}

export interface Shard {
  /** Position in the stream's list of all shards ever made: `shardId-000000000007` is 7. */
  index: number;
  parent?: number;
  adjacentParent?: number;
  startHash: bigint;
  /** Inclusive. */
  endHash: bigint;
  createdAt: number; // ms
  startOrdinal: number;
  /** Set once the shard was split or merged. */
  closed?: { at: number; ordinal: number };
  /** In order of arrival; trimmed from the front. */
  records: StoredRecord[];
}

export interface StoredRecord {
  ordinal: number;
  arrivedAt: number; // ms
  partitionKey: string;
  data: Uint8Array;
  encrypted: boolean;
}

export interface StreamConsumer {
  name: string;
  arn: string;
  createdAt: number; // ms
  tags: Map<string, string>;
}
