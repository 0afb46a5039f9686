import type { QueueAttributeName } from '@aws-sdk/client-sqs';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { SqsCall } from './queues.ts';
import { checkRedriveAllowPolicy, checkRedrivePolicy } from './redrive.ts';

/** The most bytes a message, or a batch of them, may have. */
export const LARGEST_MESSAGE = 1_048_576;

/** Attributes that are numbers: least, most, default. SQS API Reference, SetQueueAttributes. */
const NUMBERS: Record<string, readonly [least: number, most: number, standard: number | undefined]> = {
  DelaySeconds: [0, 900, 0],
  KmsDataKeyReusePeriodSeconds: [60, 86_400, undefined],
  MaximumMessageSize: [1024, LARGEST_MESSAGE, LARGEST_MESSAGE],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
};

/** Attributes that are one of some words. */
const WORDS: Record<string, readonly string[]> = {
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoQueue: ['true'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
  SqsManagedSseEnabled: ['true', 'false'],
};
const OF_FIFO_QUEUES = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoQueue', 'FifoThroughputLimit'];
const TEXTS = ['KmsMasterKeyId', 'Policy', 'RedriveAllowPolicy', 'RedrivePolicy'];
/** SQS's own key stands for the encryption that is not there; others would need KMS. */
const OWN_KEY = 'alias/aws/sqs';

export type GivenAttributes = Partial<Record<QueueAttributeName, string>>;

/** What a new queue has. */
export function defaultAttributes(fifo: boolean): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, [, , standard]] of Object.entries(NUMBERS)) if (standard !== undefined) attributes.set(name, String(standard));
  attributes.set('SqsManagedSseEnabled', 'true');
  if (fifo) {
    attributes.set('FifoQueue', 'true');
    attributes.set('ContentBasedDeduplication', 'false');
    attributes.set('DeduplicationScope', 'queue');
    attributes.set('FifoThroughputLimit', 'perQueue');
  }
  return attributes;
}

/** Checks given attributes and returns them as SQS keeps them; undefined for what is taken away. Throws InvalidAttributeName, InvalidAttributeValue. */
export function readAttributes(call: SqsCall, given: GivenAttributes, queueArn: string, fifo: boolean): Map<string, string | undefined> {
  const read = new Map<string, string | undefined>();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (OF_FIFO_QUEUES.includes(name) && !fifo) throw unknownAttribute(name);
    read.set(name, readAttribute(call, name, value, queueArn, fifo));
  }
  checkEncryption(read);
  return read;
}

function readAttribute(call: SqsCall, name: string, value: string, queueArn: string, fifo: boolean): string | undefined {
  const number = NUMBERS[name];
  if (number) {
    const [least, most] = number;
    if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most) throw invalidValue(name);
    return String(Number(value));
  }
  const words = WORDS[name];
  if (words) {
    if (!words.includes(value)) throw invalidValue(name);
    return value;
  }
  if (!TEXTS.includes(name)) throw unknownAttribute(name);
  if (value === '') return undefined;
  switch (name) {
    case 'Policy':
      checkQueuePolicy(value);
      return value;
    case 'RedrivePolicy':
      return checkRedrivePolicy(call, value, queueArn, fifo);
    case 'RedriveAllowPolicy':
      return checkRedriveAllowPolicy(value);
    default:
      if (value !== OWN_KEY) throw notImplemented(`sqs KmsMasterKeyId other than ${OWN_KEY}`);
      return value;
  }
}

/** Puts read attributes in force. */
export function setAttributes(attributes: Map<string, string>, read: ReadonlyMap<string, string | undefined>): void {
  for (const [name, value] of read) {
    if (value === undefined) attributes.delete(name);
    else attributes.set(name, value);
  }
  if (read.get('KmsMasterKeyId') !== undefined) {
    attributes.set('SqsManagedSseEnabled', 'false');
    if (!attributes.has('KmsDataKeyReusePeriodSeconds')) attributes.set('KmsDataKeyReusePeriodSeconds', '300');
  }
  if (attributes.get('FifoThroughputLimit') === 'perMessageGroupId' && attributes.get('DeduplicationScope') !== 'messageGroup') {
    throw new AwsError(
      'InvalidAttributeValue',
      'Invalid value for the parameter FifoThroughputLimit. Reason: The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
    );
  }
}

export function unknownAttribute(name: string): AwsError {
  return new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

function checkEncryption(read: ReadonlyMap<string, string | undefined>): void {
  if (read.get('SqsManagedSseEnabled') !== 'true' || read.get('KmsMasterKeyId') === undefined) return;
  throw new AwsError(
    'InvalidAttributeName',
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  );
}

function checkQueuePolicy(text: string): void {
  try {
    checkPolicy('resource', text, 'InvalidAttributeValue');
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError('InvalidAttributeValue', 'Invalid value for the parameter Policy.', { cause });
  }
}

function invalidValue(name: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}
