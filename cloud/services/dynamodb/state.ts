import type { AttributeDefinition, BillingMode, KeySchemaElement, Projection, StreamViewType, TableClass } from '@aws-sdk/client-dynamodb';
import type { Entry, Ordered } from './ordered.ts';
import type { Row } from './rows.ts';

/** DynamoDB in one account and region. */
export interface DynamoDbState {
  /** By name. */
  tables: Map<string, Table>;
  /** By ARN; they outlive their table by 24 hours. */
  streams: Map<string, Stream>;
  /** What TransactWriteItems (and ExecuteTransaction) did for a ClientRequestToken, for 10 minutes. */
  tokens: Map<string, TransactionToken>;
}

export interface Table {
  name: string;
  arn: string;
  id: string;
  /** ms */
  createdAt: number;
  attributeDefinitions: AttributeDefinition[];
  keySchema: KeySchemaElement[];
  key: Key;
  rows: Ordered<Row>;
  /** Bytes of all items. */
  size: number;
  /** Local and global secondary indexes, by name in alphabetical order. */
  indexes: Index[];
  billingMode: BillingMode;
  /** When the billing mode was last switched (ms). */
  billingModeChangedAt?: number;
  throughput: Throughput;
  tableClass: TableClass;
  tableClassChangedAt?: number;
  deletionProtection: boolean;
  /** The latest stream, enabled or not. */
  streamArn?: string;
  timeToLive?: TimeToLive;
  tags: Map<string, string>;
  pointInTimeRecovery?: { enabledAt: number; days: number };
  resourcePolicy?: { document: string; revision: string };
}

export interface Throughput {
  read: number;
  write: number;
  increasedAt?: number;
  decreasedAt?: number;
  /** On-demand limits, where they were set. */
  maxRead?: number;
  maxWrite?: number;
}

/** The attributes that make up the partition key and the sort key; several each only in global secondary indexes. */
export interface Key {
  hash: KeyAttribute[];
  range: KeyAttribute[];
}
export interface KeyAttribute {
  name: string;
  type: 'S' | 'N' | 'B';
}

export interface Index {
  name: string;
  arn: string;
  kind: 'global' | 'local';
  keySchema: KeySchemaElement[];
  key: Key;
  projection: Projection;
  entries: Ordered<IndexEntry>;
  size: number;
  throughput: Throughput;
}

/** An item in an index: what is not projected is left out when it is read. */
export interface IndexEntry extends Entry {
  row: Row;
  /** Bytes of what the index stores of the item. */
  size: number;
}

export interface TimeToLive {
  attribute: string;
  /** Items with a time to expire: `order` is the second, `hash` and `sort` are the item's. */
  queue: Ordered<Entry>;
}

/** One table's stream: one shard, so that records of an item (and of all others) keep their order. */
export interface Stream {
  arn: string;
  label: string;
  tableName: string;
  viewType: StreamViewType;
  keySchema: KeySchemaElement[];
  createdAt: number;
  /** When it was switched off, or its table deleted (ms). */
  disabledAt?: number;
  shardId: string;
  records: StreamEntry[];
  /** How many records were trimmed: the position of `records[start]` is `trimmed`. */
  trimmed: number;
  /** Records before this index are trimmed too and only wait to be dropped together. */
  start: number;
}

export interface StreamEntry {
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  /** ms */
  at: number;
  /** The item before and after; what of them a reader sees is for the view type to say. */
  old?: Row;
  new?: Row;
  /** Deleted by time to live. */
  expired?: boolean;
}

export interface TransactionToken {
  /** A digest of the request. */
  digest: string;
  at: number;
}

/** What lives as long as the process. */
export interface DynamoDbLocal {
  /** Parsed expressions by kind and text, the least recently used first. */
  expressions: Map<string, unknown>;
  /** Timers for items that expire, by account and region. */
  expiry: Map<string, { at: number; cancel: () => void }>;
}
