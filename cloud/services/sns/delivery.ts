import { parseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import type { Background } from '../../service.ts';
import { parseFilterPolicy } from './filter-policy.ts';
import type { Local } from './local.ts';
import { factsOf, type Publishable, textFor } from './message.ts';
import { type Notification, notificationText, snsOf } from './notification.ts';
import { write } from './outbox.ts';
import type { SnsState, Subscription, Topic } from './state.ts';
import { deadLetterArn, scopeOf } from './subscription-attributes.ts';
import { isFifo, type SnsCall, subscriptionsOf } from './topics.ts';

/** A message that a topic has accepted. */
export interface Delivery {
  account: string;
  region: string;
  topicArn: string;
  messageId: string;
  requestId: string;
  at: number; // ms
  input: Publishable;
  deduplicationId?: string;
  sequenceNumber?: string;
}

declare module '../../bus.ts' {
  interface BusEvents {
    /** A topic has accepted a message. */
    'sns.Published': Delivery;
  }
}

/** Delivers to every subscription; those of a FIFO topic get one message after the other. */
export async function deliver(delivery: Delivery, background: Background<SnsState, Local>): Promise<void> {
  const { account, region, topicArn } = delivery;
  const call = background.open(account, region, {
    type: 'service',
    service: 'sns.amazonaws.com',
    sourceArn: topicArn,
    sourceAccount: account,
  });
  const topic = call.state.topics.get(topicArn);
  if (!topic) return;
  const all = async () => {
    const subscriptions = subscriptionsOf(call, topicArn).filter(({ token }) => token === undefined);
    await Promise.all(subscriptions.map((subscription) => deliverTo(call, topic, subscription, delivery)));
  };
  if (!isFifo(topic)) {
    await all();
    return;
  }
  const { lines } = call.local;
  const line = (lines.get(topicArn) ?? Promise.resolve()).then(all).finally(() => {
    if (lines.get(topicArn) === line) lines.delete(topicArn);
  });
  lines.set(topicArn, line);
  await line;
}

async function deliverTo(call: SnsCall, topic: Topic, subscription: Subscription, delivery: Delivery): Promise<void> {
  if (!isWanted(subscription, delivery)) return;
  const notification: Notification = {
    ...delivery,
    endpoint: call.endpoint,
    subscriptionArn: subscription.arn,
    text: textFor(delivery.input, subscription.protocol),
  };
  try {
    await send(call, topic, subscription, notification);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    await giveUp(call, subscription, notification, error);
  }
}

/** Whether a subscription's filter policy lets a message through. */
function isWanted({ attributes, protocol }: Subscription, { input }: Delivery): boolean {
  const policy = attributes.get('FilterPolicy');
  if (policy === undefined) return true;
  const scope = scopeOf(attributes);
  const filter = parseFilterPolicy(policy, scope);
  if (scope === 'MessageAttributes') return filter(factsOf(input.MessageAttributes ?? {}));
  try {
    const body: unknown = JSON.parse(textFor(input, protocol));
    return typeof body === 'object' && body !== null && filter(body);
  } catch {
    return false;
  }
}

async function send(call: SnsCall, topic: Topic, subscription: Subscription, notification: Notification): Promise<void> {
  const { protocol, endpoint, arn } = subscription;
  switch (protocol) {
    case 'sqs':
      await toQueue(call, subscription, endpoint, notification);
      return;
    case 'lambda': {
      const { account, region } = parseArn(endpoint);
      const event = { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn, Sns: snsOf(notification) }] };
      const Payload = new TextEncoder().encode(JSON.stringify(event));
      await call.as(call.principal, { account, region }).lambda.Invoke({ FunctionName: endpoint, InvocationType: 'Event', Payload });
      return;
    }
    default: {
      const body = protocol === 'email' ? notification.text : notificationText(notification);
      write(call, topic, subscription, { subject: notification.input.Subject ?? 'AWS Notification Message', body });
      call.changed();
    }
  }
}

/** The most message attributes that SQS takes. */
const MOST_ATTRIBUTES = 10;

async function toQueue(call: SnsCall, subscription: Subscription, queueArn: string, notification: Notification): Promise<void> {
  const { account, region, resource } = parseArn(queueArn);
  const { input, deduplicationId, text } = notification;
  const attributes = input.MessageAttributes ?? {};
  const isRaw = subscription.attributes.get('RawMessageDelivery')?.toLowerCase() === 'true';
  if (isRaw && Object.keys(attributes).length > MOST_ATTRIBUTES) {
    throw new AwsError('InvalidParameterValue', `Number of message attributes exceeds the allowed maximum [${MOST_ATTRIBUTES}].`);
  }
  const isFifoQueue = resource.endsWith('.fifo');
  await call.as(call.principal, { account, region }).sqs.SendMessage({
    QueueUrl: `${call.endpoint}/${account}/${resource}`,
    MessageBody: isRaw ? text : notificationText(notification),
    ...(isRaw && Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
    ...(input.MessageGroupId !== undefined && { MessageGroupId: input.MessageGroupId }),
    ...(isFifoQueue && deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
  });
}

/** What cannot be delivered goes to the subscription's dead-letter queue; without one it is lost. SNS Developer Guide, "Dead-letter queues". */
async function giveUp(call: SnsCall, subscription: Subscription, notification: Notification, reason: AwsError): Promise<void> {
  const queue = deadLetterArn(subscription);
  if (queue === undefined) return;
  const said = (StringValue: string) => ({ DataType: 'String', StringValue });
  const { account, region, resource } = parseArn(queue);
  const isRaw = subscription.attributes.get('RawMessageDelivery')?.toLowerCase() === 'true';
  const { input, deduplicationId } = notification;
  try {
    await call.as(call.principal, { account, region }).sqs.SendMessage({
      QueueUrl: `${call.endpoint}/${account}/${resource}`,
      MessageBody: isRaw ? notification.text : notificationText(notification),
      MessageAttributes: {
        RequestID: said(notification.requestId),
        ErrorCode: said(reason.code),
        ErrorMessage: said(reason.message),
      },
      ...(input.MessageGroupId !== undefined && { MessageGroupId: input.MessageGroupId }),
      ...(resource.endsWith('.fifo') && deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
