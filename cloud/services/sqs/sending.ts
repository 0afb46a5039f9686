import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Principal } from '../../principal.ts';
import { contentDigest, md5 } from './digest.ts';
import { checkRange, invalidParameter, missingParameter } from './errors.ts';
import { type Attributes, checkMessageAttributes, md5OfAttributes, sizeOfAttributes } from './message-attributes.ts';
import { announce } from './metrics.ts';
import { isFifo, numberOf, type SqsCall } from './queues.ts';
import { shelfOf } from './shelf.ts';
import type { Queue } from './state.ts';

/** A message as SendMessage and each entry of SendMessageBatch bring it. */
export type Sendable = Omit<SendMessageRequest, 'QueueUrl'>;

/** A message that has passed the checks. */
export interface Checked {
  input: Sendable;
  attributes: Attributes;
  deduplicationId: string | undefined;
}

const DEDUPLICATION_MS = 5 * 60_000;
const FIRST_SEQUENCE = 18_849_496_460_467_696_128n;
const SEQUENCE_STEP = 256n;
const utf8 = new TextEncoder();

/** Throws InvalidParameterValue, InvalidMessageContents, MissingParameter, UnsupportedOperation. */
export async function check(queue: Queue, input: Sendable): Promise<Checked> {
  const attributes = input.MessageAttributes ?? {};
  const system = input.MessageSystemAttributes ?? {};
  if (!input.MessageBody) throw missingParameter('MessageBody');
  checkMessageAttributes(attributes);
  for (const [name, { DataType } = { DataType: undefined }] of Object.entries(system)) {
    if (name === 'AWSTraceHeader' && DataType === 'String') continue;
    throw invalidParameter(
      'MessageSystemAttributes',
      name,
      'Only the message system attribute AWSTraceHeader, of type String, is supported.',
    );
  }
  if (messageSize(input) > numberOf(queue, 'MaximumMessageSize')) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${numberOf(queue, 'MaximumMessageSize')} bytes.`,
    );
  }
  checkCharacters(input.MessageBody);
  for (const { StringValue } of Object.values(attributes)) checkCharacters(StringValue ?? '');
  checkId('MessageGroupId', input.MessageGroupId);
  checkId('MessageDeduplicationId', input.MessageDeduplicationId);
  if (!isFifo(queue)) {
    checkRange('DelaySeconds', input.DelaySeconds, 0, 900, 'DelaySeconds must be >= 0 and <= 900.');
    if (input.MessageDeduplicationId !== undefined) throw notForThisQueue('MessageDeduplicationId', input.MessageDeduplicationId);
    return { input, attributes, deduplicationId: undefined };
  }
  if (input.DelaySeconds !== undefined && input.DelaySeconds !== 0) throw notForThisQueue('DelaySeconds', input.DelaySeconds);
  if (input.MessageGroupId === undefined) throw missingParameter('MessageGroupId');
  return { input, attributes, deduplicationId: input.MessageDeduplicationId ?? (await contentId(queue, input.MessageBody)) };
}

async function contentId(queue: Queue, body: string): Promise<string> {
  if (queue.attributes.get('ContentBasedDeduplication') === 'true') return contentDigest(body);
  throw new AwsError(
    'InvalidParameterValue',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

/** What counts towards a message's limit, in bytes. */
export function messageSize({ MessageBody, MessageAttributes }: Sendable): number {
  return utf8.encode(MessageBody).length + sizeOfAttributes(MessageAttributes ?? {});
}

/** Puts a message into a queue, or finds the one it repeats. */
export function put(call: SqsCall, queue: Queue, { input, attributes, deduplicationId }: Checked): Omit<SendMessageResult, `MD5${string}`> {
  const now = call.clock.now();
  const known = deduplicationId === undefined ? undefined : repeated(queue, input.MessageGroupId!, deduplicationId, now);
  if (known) return { MessageId: known.messageId, SequenceNumber: known.sequenceNumber };
  const traceHeader = input.MessageSystemAttributes?.AWSTraceHeader;
  const sequenceNumber = isFifo(queue) ? nextSequenceNumber(queue) : undefined;
  const delay = isFifo(queue) ? undefined : input.DelaySeconds;
  const id = call.random.uuid();
  if (deduplicationId !== undefined && sequenceNumber !== undefined) {
    queue.sent.set(deduplicationKey(queue, input.MessageGroupId!, deduplicationId), { messageId: id, sequenceNumber, at: now });
  }
  shelfOf(call, queue).add({
    id,
    body: input.MessageBody!,
    attributes,
    ...(traceHeader && { traceHeader }),
    senderId: senderId(call.principal),
    sentAt: now,
    visibleAt: now + 1000 * (delay ?? numberOf(queue, 'DelaySeconds')),
    receives: 0,
    receivesHere: 0,
    ...(input.MessageGroupId !== undefined && { groupId: input.MessageGroupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
    ...(sequenceNumber !== undefined && { sequenceNumber }),
  });
  announce(call, queue, { NumberOfMessagesSent: 1, SentMessageSize: messageSize(input) });
  return { MessageId: id, ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }) };
}

/** The digests by which the sender checks what has arrived. */
export async function digests({ input, attributes }: Checked): Promise<Pick<SendMessageResult, `MD5${string}` & keyof SendMessageResult>> {
  const ofAttributes = await md5OfAttributes(attributes);
  const header = input.MessageSystemAttributes?.AWSTraceHeader;
  const ofSystem = header && (await md5OfAttributes({ AWSTraceHeader: header }));
  return {
    MD5OfMessageBody: await md5(utf8.encode(input.MessageBody)),
    ...(ofAttributes !== undefined && { MD5OfMessageAttributes: ofAttributes }),
    ...(ofSystem !== undefined && { MD5OfMessageSystemAttributes: ofSystem }),
  };
}

export function nextSequenceNumber(queue: Queue): string {
  return String(FIRST_SEQUENCE + SEQUENCE_STEP * BigInt(queue.nextSequence++));
}

function repeated(queue: Queue, groupId: string, deduplicationId: string, now: number) {
  for (const [key, { at }] of queue.sent) {
    if (now - at < DEDUPLICATION_MS) break;
    queue.sent.delete(key);
  }
  return queue.sent.get(deduplicationKey(queue, groupId, deduplicationId));
}

function deduplicationKey({ attributes }: Queue, groupId: string, deduplicationId: string): string {
  return attributes.get('DeduplicationScope') === 'messageGroup' ? `${groupId} ${deduplicationId}` : deduplicationId;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

function checkCharacters(text: string): void {
  if (!FORBIDDEN.test(text)) return;
  throw new AwsError(
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
  );
}

function checkId(parameter: string, value: string | undefined): void {
  if (value === undefined || /^[!-~]{1,128}$/.test(value)) return;
  throw invalidParameter(parameter, value, `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`);
}

function notForThisQueue(parameter: string, value: unknown): AwsError {
  return invalidParameter(parameter, value, 'The request include parameter that is not valid for this queue type.');
}

function senderId(principal: Principal): string {
  switch (principal.type) {
    case 'root':
      return principal.account;
    case 'user':
      return principal.userId;
    case 'assumed-role':
      return `${principal.roleId}:${principal.sessionName}`;
    case 'service':
      return principal.service;
    case 'anonymous':
      throw notImplemented('sqs SendMessage without a signature');
  }
}
