import type {
  ConfirmSubscriptionInput,
  ConfirmSubscriptionResponse,
  SubscribeInput,
  SubscribeResponse,
  UnsubscribeInput,
} from '@aws-sdk/client-sns';
import { tryParseArn } from '../../arn.ts';
import { notImplemented } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { principalArn } from '../../principal.ts';
import { invalidParameter, notFound } from './errors.ts';
import type { Local } from './local.ts';
import { askForConfirmation } from './outbox.ts';
import type { Protocol, SnsState, Subscription, Topic } from './state.ts';
import { checkSubscriptionAttributes } from './subscription-attributes.ts';
import { isFifo, type SnsCall, subscriptionsOf, topicAt } from './topics.ts';

const PROTOCOLS: readonly Protocol[] = ['lambda', 'sqs', 'email', 'email-json'];
/** Protocols of SNS that would leave the machine. */
const REFUSED = ['http', 'https', 'sms', 'application', 'firehose'];
const PENDING = 'pending confirmation';

/** Subscribes a function or queue at once, an e-mail address once it is confirmed. Throws InvalidParameter, NotFound. SNS API Reference, Subscribe. */
export const Subscribe: Operation<SnsState, SubscribeInput, SubscribeResponse, Local> = (input, call) => {
  const topic = topicAt(call, input.TopicArn);
  const protocol = protocolOf(input.Protocol!);
  const endpoint = input.Endpoint ?? '';
  checkEndpoint(topic, protocol, endpoint);
  const attributes = new Map(Object.entries(input.Attributes ?? {}));
  if (attributes.get('FilterPolicy') === '{}') attributes.delete('FilterPolicy');
  checkSubscriptionAttributes(attributes, protocol);
  const existing = subscriptionsOf(call, topic.arn).find((one) => one.protocol === protocol && one.endpoint === endpoint);
  if (existing) return found(call, existing, input, attributes);
  const isEmail = protocol === 'email' || protocol === 'email-json';
  const subscription: Subscription = {
    arn: `${topic.arn}:${call.random.uuid()}`,
    topicArn: topic.arn,
    owner: call.account,
    principal: principalArn(call.principal),
    protocol,
    endpoint,
    attributes,
    ...(isEmail && { token: call.random.text(64) }),
  };
  call.state.subscriptions.set(subscription.arn, subscription);
  if (isEmail) askForConfirmation(call, topic, subscription);
  return answer(subscription, input);
};

/** Confirms what an e-mail address was asked. SNS API Reference, ConfirmSubscription. */
export const ConfirmSubscription: Operation<SnsState, ConfirmSubscriptionInput, ConfirmSubscriptionResponse, Local> = (input, call) => {
  const place = tryParseArn(input.TopicArn ?? '');
  // Reason: the link in an e-mail is not signed, so only the topic says where it belongs.
  if (call.principal.type === 'anonymous' && place && (place.account !== call.account || place.region !== call.region)) {
    return call.as(call.principal, place).sns.ConfirmSubscription(input);
  }
  const topic = topicAt(call, input.TopicArn);
  const asked = call.state.outbox.find(({ token }) => token !== undefined && token === input.Token);
  const arn = asked?.subscriptionArn ?? [...call.state.subscriptions.values()].find(({ token }) => token === input.Token)?.arn;
  if (arn === undefined) throw invalidParameter('Token');
  const subscription = call.state.subscriptions.get(arn);
  if (!subscription || subscription.topicArn !== topic.arn) throw notFound('Subscription');
  delete subscription.token;
  return { SubscriptionArn: subscription.arn };
};

/** Ends a subscription; one that is not there is no error. SNS API Reference, Unsubscribe. */
export const Unsubscribe: Operation<SnsState, UnsubscribeInput, void, Local> = (input, call) => {
  const length = input.SubscriptionArn!.split(':').length;
  if (length < 6) throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${length}`);
  const subscription = call.state.subscriptions.get(input.SubscriptionArn!);
  if (subscription?.token !== undefined) {
    throw invalidParameter('This subscription is pending confirmation: it cannot be unsubscribed.');
  }
  call.state.subscriptions.delete(input.SubscriptionArn!);
};

function protocolOf(name: string): Protocol {
  const known = PROTOCOLS.find((protocol) => protocol === name);
  if (known) return known;
  if (REFUSED.includes(name)) throw notImplemented(`sns Subscribe with protocol ${name}`);
  throw invalidParameter(`Amazon SNS does not support this protocol string: ${name}`);
}

function checkEndpoint(topic: Topic, protocol: Protocol, endpoint: string): void {
  const arn = tryParseArn(endpoint);
  switch (protocol) {
    case 'sqs':
      if (arn?.service !== 'sqs' || arn.resource === '') throw invalidParameter('SQS endpoint ARN');
      if (endpoint.endsWith('.fifo') && !isFifo(topic)) {
        throw invalidParameter('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
      }
      return;
    case 'lambda':
      if (arn?.service !== 'lambda' || !arn.resource.startsWith('function:')) throw invalidParameter('Lambda endpoint ARN');
      break;
    default:
      if (!/^[^\s@]+@[^\s@]+$/.test(endpoint)) throw invalidParameter('Email address');
  }
  if (isFifo(topic)) {
    throw invalidParameter(`Invalid protocol type: ${protocol}`);
  }
}

function found(
  { account }: SnsCall,
  existing: Subscription,
  input: SubscribeInput,
  attributes: ReadonlyMap<string, string>,
): SubscribeResponse {
  for (const [name, value] of attributes) {
    if (existing.attributes.get(name) === value && existing.owner === account) continue;
    throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
  }
  return answer(existing, input);
}

function answer({ arn, token }: Subscription, { ReturnSubscriptionArn }: SubscribeInput): SubscribeResponse {
  return { SubscriptionArn: token === undefined || ReturnSubscriptionArn ? arn : PENDING };
}
