import type { PublishBatchInput, PublishBatchResponse, PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { Sha256 } from '@smithy/core/checksum';
import { toHex } from '@smithy/core/serde';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import type { Delivery } from './delivery.ts';
import { invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import { checkMessage, LARGEST_MESSAGE, type Publishable, sizeOf } from './message.ts';
import type { SnsState, Topic } from './state.ts';
import { isFifo, type SnsCall, topicAt } from './topics.ts';

const DEDUPLICATION_MS = 5 * 60_000;
const MOST_ENTRIES = 10;

/** Sends one message to all subscribers. Throws InvalidParameter, NotFound. SNS API Reference, Publish. */
export const Publish: Operation<SnsState, PublishInput, PublishResponse, Local> = async (input, call) => {
  refuseMembers('sns Publish', input, ['PhoneNumber']);
  if (input.TopicArn === undefined && input.TargetArn === undefined)
    throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  const topic = topicAt(call, input.TopicArn ?? input.TargetArn);
  return publish(call, topic, input);
};

/** Sends up to ten messages, each by itself. SNS API Reference, PublishBatch. */
export const PublishBatch: Operation<SnsState, PublishBatchInput, PublishBatchResponse, Local> = async (input, call) => {
  const topic = topicAt(call, input.TopicArn);
  const entries = input.PublishBatchRequestEntries!;
  checkBatch(entries);
  const Successful: PublishBatchResponse['Successful'] = [];
  const Failed: PublishBatchResponse['Failed'] = [];
  for (const { Id, ...message } of entries) {
    try {
      Successful.push({ Id, ...(await publish(call, topic, message)) });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code === 'NotImplemented') throw error;
      const Code = error.code.replace(/Exception$/, '');
      Failed.push({ Id, SenderFault: true, Code, Message: error.message });
    }
  }
  return { Successful, Failed };
};

async function publish(call: SnsCall, topic: Topic, input: Publishable): Promise<PublishResponse> {
  checkMessage(input);
  const deduplicationId = await deduplicationIdOf(topic, input);
  const at = call.clock.now();
  const key =
    topic.attributes.get('FifoThroughputScope') === 'MessageGroup' ? `${input.MessageGroupId} ${deduplicationId}` : deduplicationId;
  const known = key === undefined ? undefined : repeated(topic, key, at);
  if (known) return { MessageId: known.messageId, SequenceNumber: known.sequenceNumber };
  const messageId = call.random.uuid();
  const sequenceNumber = isFifo(topic) ? String(10n ** 19n + BigInt(topic.nextSequence++) * 1000n) : undefined;
  if (key !== undefined && sequenceNumber !== undefined) topic.published.set(key, { messageId, sequenceNumber, at });
  const delivery: Delivery = {
    account: call.account,
    region: call.region,
    topicArn: topic.arn,
    messageId,
    requestId: call.requestId,
    at,
    input,
    ...(deduplicationId !== undefined && { deduplicationId }),
    ...(sequenceNumber !== undefined && { sequenceNumber }),
  };
  call.bus.publish({ type: 'sns.Published', ...delivery });
  return { MessageId: messageId, ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }) };
}

async function deduplicationIdOf(topic: Topic, input: Publishable): Promise<string | undefined> {
  const { MessageGroupId, MessageDeduplicationId } = input;
  for (const [name, value] of Object.entries({ MessageGroupId, MessageDeduplicationId })) {
    if (value !== undefined && !/^[!-~]{1,128}$/.test(value))
      throw invalidParameter(`${name} Reason: it can only include alphanumeric and punctuation characters. 1 to 128 in length.`);
  }
  if (!isFifo(topic)) {
    if (MessageDeduplicationId === undefined) return undefined;
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (MessageGroupId === undefined) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (MessageDeduplicationId !== undefined) return MessageDeduplicationId;
  if (topic.attributes.get('ContentBasedDeduplication') !== 'true') {
    throw invalidParameter('The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
  }
  const hash = new Sha256();
  hash.update(new TextEncoder().encode(input.Message));
  return toHex(await hash.digest());
}

function repeated({ published }: Topic, key: string, now: number) {
  for (const [old, { at }] of published) {
    if (now - at < DEDUPLICATION_MS) break;
    published.delete(old);
  }
  return published.get(key);
}

function checkBatch(entries: readonly (Publishable & { Id: string | undefined })[]): void {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequestException', "The batch request doesn't contain any entries.");
  if (entries.length > MOST_ENTRIES) {
    throw new AwsError('TooManyEntriesInBatchRequestException', 'The batch request contains more entries than permissible.');
  }
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id!))) {
    throw new AwsError('InvalidBatchEntryIdException', "The Id of a batch entry in a batch request doesn't abide by the specification.");
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinctException', 'Two or more batch entries in the request have the same Id.');
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > LARGEST_MESSAGE) {
    throw new AwsError('BatchRequestTooLongException', 'The length of all the batch messages put together is more than the limit.');
  }
}
