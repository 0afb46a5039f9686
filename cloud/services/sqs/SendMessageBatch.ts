import type { SendMessageBatchRequest, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { LARGEST_MESSAGE } from './attributes.ts';
import { checkEntries, forEach } from './batch.ts';
import { missingParameter } from './errors.ts';
import type { Local } from './local.ts';
import { isFifo, queueAt } from './queues.ts';
import { check, digests, messageSize, put } from './sending.ts';
import type { SqsState } from './state.ts';

/** Adds up to ten messages, each by itself. Throws BatchRequestTooLong. SQS API Reference, SendMessageBatch. */
export const SendMessageBatch: Operation<SqsState, SendMessageBatchRequest, SendMessageBatchResult, Local> = async (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  const entries = input.Entries!;
  checkEntries('SendMessageBatchRequestEntry', entries);
  if (isFifo(queue) && entries.some(({ MessageGroupId }) => MessageGroupId === undefined)) throw missingParameter('MessageGroupId');
  const size = entries.reduce((sum, entry) => sum + messageSize(entry), 0);
  if (size > LARGEST_MESSAGE) {
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${LARGEST_MESSAGE} bytes. You have sent ${size} bytes.`,
    );
  }
  const checked = await forEach(entries, async (entry) => ({ Id: entry.Id, message: await check(queue, entry) }));
  // Reason: a batch arrives as one, so that a receiver that waits can get all of it.
  const sent = checked.Successful.map(({ Id, message }) => ({ Id, message, ...put(call, queueAt(call, input.QueueUrl), message) }));
  const Successful = await Promise.all(
    sent.map(async ({ Id, message, MessageId, SequenceNumber }) => {
      const { MD5OfMessageBody, ...other } = await digests(message);
      return { Id, MessageId, MD5OfMessageBody, ...other, ...(SequenceNumber !== undefined && { SequenceNumber }) };
    }),
  );
  return { Successful, Failed: checked.Failed };
};
