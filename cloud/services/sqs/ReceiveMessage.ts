import type { Message, MessageSystemAttributeName, ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import { notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { unknownAttribute } from './attributes.ts';
import { md5 } from './digest.ts';
import { checkRange, invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import { askedFor, md5OfAttributes } from './message-attributes.ts';
import { announce } from './metrics.ts';
import { isFifo, numberOf, queueAt } from './queues.ts';
import { receiptHandle } from './receipt-handle.ts';
import { shelfOf } from './shelf.ts';
import type { Queue, SqsState, StoredMessage } from './state.ts';
import { takeMessages } from './taking.ts';

/** Messages in flight for whoever asks, at once or when there are some. Throws InvalidParameterValue. SQS API Reference, ReceiveMessage. */
export const ReceiveMessage: Operation<SqsState, ReceiveMessageRequest, ReceiveMessageResult, Local> = async (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  checkInput(input, queue);
  const most = input.MaxNumberOfMessages ?? 1;
  const visibility = input.VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout');
  const wait = input.WaitTimeSeconds ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds');
  const take = () => {
    const taken = takeMessages(call, queue, most, 1000 * visibility);
    // Reason: what waits for messages may be served long before it answers.
    if (taken.length > 0) call.changed();
    return taken;
  };
  let taken = take();
  if (taken.length === 0 && wait > 0) taken = await shelfOf(call, queue).wait(1000 * wait, take);
  announce(call, queue, taken.length === 0 ? { NumberOfEmptyReceives: 1 } : { NumberOfMessagesReceived: taken.length });
  if (taken.length === 0) return {};
  return { Messages: await Promise.all(taken.map((message) => describe(queue, message, input))) };
};

function checkInput(input: ReceiveMessageRequest, queue: Queue): void {
  checkRange('MaxNumberOfMessages', input.MaxNumberOfMessages, 1, 10, 'Must be between 1 and 10, if provided.');
  checkRange('WaitTimeSeconds', input.WaitTimeSeconds, 0, 20, 'Must be >= 0 and <= 20, if provided.');
  checkRange('VisibilityTimeout', input.VisibilityTimeout, 0, 43_200, 'Must be between 0 and 43200, if provided.');
  for (const name of systemNames(input)) if (name !== 'All' && !NAMES.includes(name)) throw unknownAttribute(name);
  const { ReceiveRequestAttemptId } = input;
  if (ReceiveRequestAttemptId === undefined) return;
  if (isFifo(queue)) throw notImplemented('sqs ReceiveMessage with ReceiveRequestAttemptId');
  throw invalidParameter(
    'ReceiveRequestAttemptId',
    ReceiveRequestAttemptId,
    'The request include parameter that is not valid for this queue type.',
  );
}

const NAMES: readonly string[] = [
  'AWSTraceHeader',
  'ApproximateFirstReceiveTimestamp',
  'ApproximateReceiveCount',
  'DeadLetterQueueSourceArn',
  'MessageDeduplicationId',
  'MessageGroupId',
  'SenderId',
  'SentTimestamp',
  'SequenceNumber',
] satisfies MessageSystemAttributeName[];

function systemNames({ AttributeNames = [], MessageSystemAttributeNames = [] }: ReceiveMessageRequest): string[] {
  return [...AttributeNames, ...MessageSystemAttributeNames];
}

async function describe(queue: Queue, message: StoredMessage, input: ReceiveMessageRequest): Promise<Message> {
  const ReceiptHandle = receiptHandle(queue, message);
  const asked = systemNames(input);
  const system = Object.entries(systemAttributes(message)).filter(([name]) => asked.includes('All') || asked.includes(name));
  const attributes = askedFor(message.attributes, input.MessageAttributeNames ?? []);
  const digest = await md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle,
    MD5OfBody: await md5(new TextEncoder().encode(message.body)),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest, MessageAttributes: attributes }),
  };
}

function systemAttributes(message: StoredMessage): Record<string, string> {
  const { groupId, deduplicationId, sequenceNumber, traceHeader, deadLetterSourceArn } = message;
  return {
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sentAt),
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
    ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(traceHeader && { AWSTraceHeader: traceHeader.StringValue! }),
    ...(deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: deadLetterSourceArn }),
  };
}
