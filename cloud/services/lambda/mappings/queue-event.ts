import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { toBase64 } from '@smithy/core/serde';
import { tryParseArn } from '../../../arn.ts';
import type { Outcome } from '../execution/run.ts';
import type { EventSourceMapping } from '../state.ts';

export function isQueueArn(arn: string): boolean {
  return /^arn:[^:]+:sqs:[^:]+:\d{12}:[\w-]+(\.fifo)?$/.test(arn);
}

export function queueUrlOf(endpoint: string, arn: string): string {
  const { account, resource } = tryParseArn(arn)!;
  return `${endpoint}/${account}/${resource}`;
}

/** A message as a function gets it. Lambda Developer Guide, "Using Lambda with Amazon SQS". */
export function eventOf(message: Message, { eventSourceArn }: EventSourceMapping) {
  return {
    messageId: message.MessageId!,
    receiptHandle: message.ReceiptHandle!,
    body: message.Body!,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [name, attributeOf(attribute)]),
    ),
    ...(message.MD5OfMessageAttributes !== undefined && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    md5OfBody: message.MD5OfBody!,
    eventSource: 'aws:sqs',
    eventSourceARN: eventSourceArn,
    awsRegion: tryParseArn(eventSourceArn)!.region,
  };
}

function attributeOf({ StringValue, BinaryValue, DataType }: MessageAttributeValue) {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue && { binaryValue: toBase64(BinaryValue) }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** What event patterns look at: a body that is JSON is looked into. */
export function filteredOf(event: ReturnType<typeof eventOf>): object {
  return { ...event, body: parsed(event.body) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/**
 * The ids of the messages that stay in the queue. Lambda Developer Guide, "Implementing partial batch responses": an
 * answer that makes no sense fails the whole batch.
 */
export function failedIds({ responseTypes }: EventSourceMapping, ids: readonly string[], outcome: Outcome): ReadonlySet<string> {
  if (outcome.failed) return new Set(ids);
  if (!responseTypes.includes('ReportBatchItemFailures')) return new Set();
  const answer: unknown = JSON.parse(outcome.payload);
  if (answer === null || typeof answer !== 'object' || !('batchItemFailures' in answer)) return new Set();
  const failures: unknown = answer.batchItemFailures;
  if (failures === null) return new Set();
  if (!Array.isArray(failures)) return new Set(ids);
  const failed = failures.map((failure: unknown) =>
    failure !== null && typeof failure === 'object' && 'itemIdentifier' in failure ? failure.itemIdentifier : undefined,
  );
  const known = failed.filter((id) => typeof id === 'string').filter((id) => ids.includes(id));
  return new Set(known.length < failed.length ? ids : known);
}
