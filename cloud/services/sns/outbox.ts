import { parseArn } from '../../arn.ts';
import type { SnsState, Subscription, Topic } from './state.ts';
import type { SnsCall } from './topics.ts';

declare module '../../bus.ts' {
  interface BusEvents {
    /** An e-mail was put into the outbox of an account and region. */
    'sns.EmailWritten': { account: string; region: string; to: string; subject: string };
  }
}

/** More would only fill the memory: the oldest go. */
const KEPT = 200;

/** Writes what SNS would send to an address before it sends anything else. */
export function askForConfirmation(call: SnsCall, topic: Topic, subscription: Subscription): void {
  const link = `${call.endpoint}${confirmationLink(topic.arn, subscription.token!)}`;
  write(call, topic, subscription, {
    subject: 'AWS Notification - Subscription Confirmation',
    body: `You have chosen to subscribe to the topic:\n${topic.arn}\n\nTo confirm this subscription, visit:\n${link}\n`,
    token: subscription.token!,
  });
}

/** The request that a reader's click on the link makes: unsigned, since whoever has the token may confirm. */
export function confirmationLink(topicArn: string, token: string): string {
  return `/?${new URLSearchParams({ Action: 'ConfirmSubscription', Version: '2010-03-31', TopicArn: topicArn, Token: token })}`;
}

/** Puts an e-mail into the outbox: it goes no further. */
export function write(
  call: SnsCall,
  topic: Topic,
  subscription: Subscription,
  email: { subject: string; body: string; token?: string },
): void {
  const { outbox }: SnsState = call.state;
  outbox.push({
    id: call.random.uuid(),
    to: subscription.endpoint,
    from: `${topic.attributes.get('DisplayName') ?? 'AWS Notifications'} <no-reply@sns.amazonaws.com>`,
    at: call.clock.now(),
    subscriptionArn: subscription.arn,
    ...email,
  });
  if (outbox.length > KEPT) outbox.splice(0, outbox.length - KEPT);
  const { account, region } = parseArn(topic.arn);
  call.bus.publish({ type: 'sns.EmailWritten', account, region, to: subscription.endpoint, subject: email.subject });
}
