import type { PublishInput, SubscribeInput } from '@aws-sdk/client-sns';
import type { AccessCheck } from '../../operation.ts';
import { type SnsCall, topicArn } from './topics.ts';

type Check<Input> = (input: Input, call: SnsCall) => AccessCheck | AccessCheck[];

/** Operations on a topic, by TopicArn. SNS writes its name in upper case. */
const ON_TOPIC = [
  'AddPermission',
  'DeleteTopic',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'RemovePermission',
  'SetTopicAttributes',
] as const;
const ON_RESOURCE = ['ListTagsForResource', 'TagResource', 'UntagResource'] as const;
const ON_SUBSCRIPTION = ['GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'Unsubscribe'] as const;

const onTopic =
  (operation: string): Check<{ TopicArn: string | undefined }> =>
  ({ TopicArn }) => ({ action: `SNS:${operation}`, resource: TopicArn! });

const onResource =
  (operation: string): Check<{ ResourceArn: string | undefined }> =>
  ({ ResourceArn }) => ({ action: `SNS:${operation}`, resource: ResourceArn! });

/** What is asked of a subscription is asked of its topic. */
const onSubscription =
  (operation: string): Check<{ SubscriptionArn: string | undefined }> =>
  ({ SubscriptionArn }) => ({ action: `SNS:${operation}`, resource: SubscriptionArn!.split(':').slice(0, 6).join(':') });

const onAll =
  (operation: string): Check<unknown> =>
  (_input, { account, region }) => ({ action: `SNS:${operation}`, resource: `arn:aws:sns:${region}:${account}:*` });

const publish: Check<PublishInput> = ({ TopicArn, TargetArn }) => ({ action: 'SNS:Publish', resource: TopicArn ?? TargetArn ?? '*' });

const subscribe: Check<SubscribeInput> = ({ TopicArn, Protocol, Endpoint }) => ({
  action: 'SNS:Subscribe',
  resource: TopicArn!,
  context: { 'sns:Protocol': Protocol!, ...(Endpoint !== undefined && { 'sns:Endpoint': Endpoint }) },
});

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon SNS". */
export const access = {
  ...Object.fromEntries(ON_TOPIC.map((operation) => [operation, onTopic(operation)])),
  ...Object.fromEntries(ON_RESOURCE.map((operation) => [operation, onResource(operation)])),
  ...Object.fromEntries(ON_SUBSCRIPTION.map((operation) => [operation, onSubscription(operation)])),
  // Reason: whoever has the token may confirm.
  ConfirmSubscription: () => [],
  CreateTopic: ({ Name }: { Name: string | undefined }, call: SnsCall) => ({
    action: 'SNS:CreateTopic',
    resource: topicArn(call, Name!),
  }),
  ListSubscriptions: onAll('ListSubscriptions'),
  ListTopics: onAll('ListTopics'),
  Publish: publish,
  PublishBatch: onTopic('Publish'),
  Subscribe: subscribe,
};
