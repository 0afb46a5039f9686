import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  ChangeMessageVisibilityRequest,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { checkEntries, forEach } from './batch.ts';
import { checkRange, invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import { isInFlight } from './order.ts';
import { numberOf, queueAt, type SqsCall } from './queues.ts';
import { readReceiptHandle } from './receipt-handle.ts';
import { shelfOf } from './shelf.ts';
import type { Queue, SqsState } from './state.ts';

const LONGEST = 43_200; // seconds

/** Begins a message's visibility timeout anew; 0 shows it at once. Throws ReceiptHandleIsInvalid, InvalidParameterValue. SQS API Reference, ChangeMessageVisibility. */
export const ChangeMessageVisibility: Operation<SqsState, ChangeMessageVisibilityRequest, void, Local> = (input, call) =>
  change(call, queueAt(call, input.QueueUrl), input.ReceiptHandle!, input.VisibilityTimeout!);

export const ChangeMessageVisibilityBatch: Operation<
  SqsState,
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  Local
> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  checkEntries('ChangeMessageVisibilityBatchRequestEntry', input.Entries!);
  return forEach(input.Entries!, ({ Id, ReceiptHandle, VisibilityTimeout }) => {
    change(call, queue, ReceiptHandle!, VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout'));
    return { Id };
  });
};

function change(call: SqsCall, queue: Queue, handle: string, seconds: number): void {
  checkRange('VisibilityTimeout', seconds, 0, LONGEST, `Must be between 0 and ${LONGEST}, if provided.`);
  const { messageId, receipt } = readReceiptHandle(queue, handle);
  const now = call.clock.now();
  const message = queue.messages.get(messageId);
  if (!message || message.receipt !== receipt || !isInFlight(message, now)) {
    throw invalidParameter('ReceiptHandle', handle, 'Message does not exist or is not available for visibility timeout change.');
  }
  if (now + 1000 * seconds - message.firstReceivedAt! > 1000 * LONGEST && message.receivesHere === 1) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${LONGEST} seconds].`,
    );
  }
  shelfOf(call, queue).hide(message, now + 1000 * seconds);
}
