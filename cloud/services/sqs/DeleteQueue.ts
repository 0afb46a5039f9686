import type { DeleteQueueRequest, PurgeQueueRequest } from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { Local } from './local.ts';
import { queueAt } from './queues.ts';
import { shelfOf } from './shelf.ts';
import type { SqsState } from './state.ts';

const PURGE_REST_MS = 60_000;

/** Removes a queue with its messages, at once. SQS API Reference, DeleteQueue. */
export const DeleteQueue: Operation<SqsState, DeleteQueueRequest, void, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  call.state.queues.delete(queue.name);
  call.state.deleted.set(queue.name, call.clock.now());
  call.local.shelves.get(queue.arn)?.close('deleted');
  call.local.shelves.delete(queue.arn);
};

/** Removes a queue's messages, in flight or not. Throws PurgeQueueInProgress. SQS API Reference, PurgeQueue. */
export const PurgeQueue: Operation<SqsState, PurgeQueueRequest, void, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  const now = call.clock.now();
  if (queue.purgedAt !== undefined && now - queue.purgedAt < PURGE_REST_MS) {
    throw new AwsError('PurgeQueueInProgress', `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`);
  }
  queue.purgedAt = now;
  const shelf = shelfOf(call, queue);
  for (const message of [...queue.messages.values()].reverse()) shelf.remove(message);
};
