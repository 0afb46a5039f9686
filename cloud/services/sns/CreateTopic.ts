import type { CreateTopicInput, CreateTopicResponse, DeleteTopicInput, ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import { refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import type { SnsState, Topic } from './state.ts';
import { checkTags } from './tags.ts';
import { checkTopicAttribute, setTopicAttribute } from './topic-attributes.ts';
import { page, subscriptionsOf, topicArn, topicAt } from './topics.ts';

/** Makes a topic; a second call finds the first. Throws InvalidParameter. SNS API Reference, CreateTopic. */
export const CreateTopic: Operation<SnsState, CreateTopicInput, CreateTopicResponse, Local> = (input, call) => {
  refuseMembers('sns CreateTopic', input, ['DataProtectionPolicy']);
  const name = input.Name!;
  const given = input.Attributes ?? {};
  const fifo = given.FifoTopic === 'true';
  if (fifo ? !/^[\w-]{1,251}\.fifo$/.test(name) : !/^[\w-]{1,256}$/.test(name)) throw invalidParameter(nameRule(name, fifo));
  for (const [attribute, value] of Object.entries(given)) checkTopicAttribute(attribute, value, fifo);
  const tags = new Map((input.Tags ?? []).map(({ Key, Value }) => [Key!, Value!]));
  checkTags(tags, call.principal);
  const arn = topicArn(call, name);
  const existing = call.state.topics.get(arn);
  if (existing) {
    refuseOther(existing, given, input.Tags && tags);
    return { TopicArn: arn };
  }
  const topic: Topic = { arn, name, createdAt: call.clock.now(), attributes: new Map(), tags, published: new Map(), nextSequence: 0 };
  if (fifo) for (const [attribute, value] of FIFO_DEFAULTS) topic.attributes.set(attribute, value);
  for (const [attribute, value] of Object.entries(given)) if (attribute !== 'FifoTopic') setTopicAttribute(topic, attribute, value);
  call.state.topics.set(arn, topic);
  return { TopicArn: arn };
};

const FIFO_DEFAULTS = [
  ['FifoTopic', 'true'],
  ['ContentBasedDeduplication', 'false'],
  ['FifoThroughputScope', 'Topic'],
] as const;

/** Removes a topic with its subscriptions; one that is not there is no error. SNS API Reference, DeleteTopic. */
export const DeleteTopic: Operation<SnsState, DeleteTopicInput, void, Local> = (input, call) => {
  if (!call.state.topics.has(input.TopicArn!)) {
    if (input.TopicArn!.split(':').length < 6) topicAt(call, input.TopicArn);
    return;
  }
  for (const { arn } of subscriptionsOf(call, input.TopicArn!)) call.state.subscriptions.delete(arn);
  call.state.topics.delete(input.TopicArn!);
};

export const ListTopics: Operation<SnsState, ListTopicsInput, ListTopicsResponse, Local> = (input, call) => {
  const { items, next } = page([...call.state.topics.keys()], (arn) => arn, input.NextToken);
  return { Topics: items.map((TopicArn) => ({ TopicArn })), ...next };
};

function refuseOther(topic: Topic, given: Record<string, string>, tags: Map<string, string> | undefined): void {
  for (const [name, value] of Object.entries(given)) {
    if ((topic.attributes.get(name) ?? '') === value || (name === 'FifoTopic' && value === 'false')) continue;
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  }
  if (!tags) return;
  const same = tags.size === topic.tags.size && [...tags].every(([key, value]) => topic.tags.get(key) === value);
  if (!same) throw invalidParameter('Tags Reason: Topic already exists with different tags');
}

function nameRule(name: string, fifo: boolean): string {
  if (fifo)
    return 'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.';
  if (name.endsWith('.fifo')) return 'Topic Name';
  return 'Topic Name';
}
