import { formatArn, tryParseArn } from '../../arn.ts';
import { notImplemented } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import { invalidParameter, notFound } from './errors.ts';
import type { Local } from './local.ts';
import type { SnsState, Subscription, Topic } from './state.ts';

export type SnsCall = Call<SnsState, Local>;

export function topicArn({ account, region }: Pick<SnsCall, 'account' | 'region'>, name: string): string {
  return formatArn({ service: 'sns', region, account, resource: name });
}

/** The topic an input names. Throws InvalidParameter, NotFound. */
export function topicAt(call: SnsCall, arn: string | undefined, parameter = 'TopicArn'): Topic {
  const parsed = tryParseArn(arn ?? '');
  if (!parsed) throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${(arn ?? '').split(':').length}`);
  if (parsed.service !== 'sns') throw invalidParameter(`${parameter}`);
  if (parsed.account !== call.account) throw notImplemented('sns access to a topic of another account');
  const topic = call.state.topics.get(arn!);
  if (!topic) throw notFound('Topic');
  return topic;
}

/** The subscription an input names. Throws InvalidParameter, NotFound. */
export function subscriptionAt(call: SnsCall, arn: string | undefined): Subscription {
  const length = (arn ?? '').split(':').length;
  if (length < 6) throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${length}`);
  const subscription = call.state.subscriptions.get(arn!);
  if (!subscription) throw notFound('Subscription');
  return subscription;
}

export function subscriptionsOf({ state }: Pick<SnsCall, 'state'>, topic: string): Subscription[] {
  return [...state.subscriptions.values()].filter((subscription) => subscription.topicArn === topic);
}

export function isFifo({ attributes }: Topic): boolean {
  return attributes.get('FifoTopic') === 'true';
}

/** One page of a list of a hundred; a token is the key of the last entry shown. */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  token: string | undefined,
): { items: Item[]; next: { NextToken?: string } } {
  const rest = items.filter((item) => keyOf(item) > (token ?? '')).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const shown = rest.slice(0, PAGE);
  return { items: shown, next: rest.length > shown.length ? { NextToken: keyOf(shown.at(-1)!) } : {} };
}
const PAGE = 100;
