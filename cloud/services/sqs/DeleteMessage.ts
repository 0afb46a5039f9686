import type { DeleteMessageBatchRequest, DeleteMessageBatchResult, DeleteMessageRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../operation.ts';
import { checkEntries, forEach } from './batch.ts';
import { invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import { announce } from './metrics.ts';
import { isFifo, queueAt, type SqsCall } from './queues.ts';
import { readReceiptHandle } from './receipt-handle.ts';
import { shelfOf } from './shelf.ts';
import type { Queue, SqsState } from './state.ts';

/** Removes a message by its latest receipt; an older one removes nothing. Throws ReceiptHandleIsInvalid. SQS API Reference, DeleteMessage. */
export const DeleteMessage: Operation<SqsState, DeleteMessageRequest, void, Local> = (input, call) =>
  remove(call, queueAt(call, input.QueueUrl), input.ReceiptHandle!);

export const DeleteMessageBatch: Operation<SqsState, DeleteMessageBatchRequest, DeleteMessageBatchResult, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  checkEntries('DeleteMessageBatchRequestEntry', input.Entries!);
  return forEach(input.Entries!, ({ Id, ReceiptHandle }) => {
    remove(call, queue, ReceiptHandle!);
    return { Id };
  });
};

function remove(call: SqsCall, queue: Queue, handle: string): void {
  const { messageId, receipt } = readReceiptHandle(queue, handle);
  const message = queue.messages.get(messageId);
  if (!message) return;
  const isCurrent = message.receipt === receipt;
  if (isFifo(queue) && (!isCurrent || message.visibleAt <= call.clock.now())) {
    throw invalidParameter('ReceiptHandle', handle, 'The receipt handle has expired.');
  }
  if (!isCurrent) return;
  shelfOf(call, queue).remove(message);
  announce(call, queue, { NumberOfMessagesDeleted: 1 });
}
