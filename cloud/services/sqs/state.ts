import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

/** SQS in one account and region. */
export interface SqsState {
  /** By name. */
  queues: Map<string, Queue>;
  /** When a queue of a name was deleted (ms): for a minute no other may take the name. */
  deleted: Map<string, number>;
  /** Redrives, by handle, oldest first. */
  moveTasks: Map<string, MoveTask>;
}

export interface Queue {
  name: string;
  arn: string;
  createdAt: number; // ms
  modifiedAt: number; // ms
  /** Every attribute with a value, as SQS tells it. */
  attributes: Map<string, string>;
  tags: Map<string, string>;
  /** By id, in the order of arrival. */
  messages: Map<string, StoredMessage>;
  /** What was sent to a FIFO queue within the deduplication interval, by deduplication key, oldest first. */
  sent: Map<string, { messageId: string; sequenceNumber: string; at: number }>;
  /** Counts what a FIFO queue was sent. */
  nextSequence: number;
  purgedAt?: number; // ms
}

export interface StoredMessage {
  id: string;
  body: string;
  attributes: Record<string, MessageAttributeValue>;
  traceHeader?: MessageAttributeValue;
  senderId: string;
  sentAt: number; // ms
  /** Hidden until then: delayed or in flight. */
  visibleAt: number; // ms
  /** Across all queues the message was in. */
  receives: number;
  /** In this queue: what a redrive policy counts. */
  receivesHere: number;
  firstReceivedAt?: number; // ms
  /** Told apart by it: the receipt handles of one message. Only the latest counts. */
  receipt?: string;
  groupId?: string;
  deduplicationId?: string;
  sequenceNumber?: string;
  /** The queue whose redrive policy brought the message here. */
  deadLetterSourceArn?: string;
}

export interface MoveTask {
  handle: string;
  sourceArn: string;
  destinationArn: string | undefined;
  /** Messages a second; undefined for as fast as possible. */
  rate: number | undefined;
  startedAt: number; // ms
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  moved: number;
  toMove: number;
  failure: string | undefined;
}

export function initialState(): SqsState {
  return { queues: new Map(), deleted: new Map(), moveTasks: new Map() };
}
