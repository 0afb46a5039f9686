import type {
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  QueueAttributeName,
  SetQueueAttributesRequest,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../operation.ts';
import { readAttributes, setAttributes, unknownAttribute } from './attributes.ts';
import type { Local } from './local.ts';
import { isInFlight } from './order.ts';
import { isFifo, numberOf, queueAt } from './queues.ts';
import type { Queue, SqsState } from './state.ts';

/** Every name but `All`. */
const NAMES: readonly string[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'ContentBasedDeduplication',
  'CreatedTimestamp',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'LastModifiedTimestamp',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'QueueArn',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
] satisfies QueueAttributeName[];

/** SQS API Reference, GetQueueAttributes. Counts are exact. Throws InvalidAttributeName. */
export const GetQueueAttributes: Operation<SqsState, GetQueueAttributesRequest, GetQueueAttributesResult, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  const asked = input.AttributeNames ?? [];
  for (const name of asked) if (name !== 'All' && !NAMES.includes(name)) throw unknownAttribute(name);
  const all = { ...Object.fromEntries(queue.attributes), ...facts(queue, call.clock.now()) };
  const shown = Object.entries(all).filter(([name]) => asked.some((wanted) => wanted === 'All' || wanted === name));
  return shown.length === 0 ? {} : { Attributes: Object.fromEntries(shown) };
};

/** Changes attributes, at once. Throws InvalidAttributeName, InvalidAttributeValue. SQS API Reference, SetQueueAttributes. */
export const SetQueueAttributes: Operation<SqsState, SetQueueAttributesRequest, void, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  if (input.Attributes!.FifoQueue !== undefined) throw unknownAttribute('FifoQueue');
  const changed = new Map(queue.attributes);
  setAttributes(changed, readAttributes(call, input.Attributes!, queue.arn, isFifo(queue)));
  queue.attributes = changed;
  queue.modifiedAt = call.clock.now();
};

function facts(queue: Queue, now: number): Record<string, string> {
  const oldest = now - 1000 * numberOf(queue, 'MessageRetentionPeriod');
  const count = { visible: 0, delayed: 0, inFlight: 0 };
  for (const message of queue.messages.values()) {
    if (message.sentAt <= oldest) continue;
    if (message.visibleAt <= now) count.visible++;
    else if (isInFlight(message, now)) count.inFlight++;
    else count.delayed++;
  }
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(count.visible),
    ApproximateNumberOfMessagesNotVisible: String(count.inFlight),
    ApproximateNumberOfMessagesDelayed: String(count.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  };
}
