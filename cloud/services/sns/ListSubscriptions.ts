import type {
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  Subscription as Shown,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../operation.ts';
import type { Local } from './local.ts';
import type { SnsState, Subscription } from './state.ts';
import { page, subscriptionsOf, topicAt } from './topics.ts';

export const ListSubscriptions: Operation<SnsState, ListSubscriptionsInput, ListSubscriptionsResponse, Local> = (input, call) => {
  const { items, next } = page([...call.state.subscriptions.values()], ({ arn }) => arn, input.NextToken);
  return { Subscriptions: items.map(describe), ...next };
};

export const ListSubscriptionsByTopic: Operation<SnsState, ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse, Local> = (
  input,
  call,
) => {
  const topic = topicAt(call, input.TopicArn);
  const { items, next } = page(subscriptionsOf(call, topic.arn), ({ arn }) => arn, input.NextToken);
  return { Subscriptions: items.map(describe), ...next };
};

function describe({ arn, token, owner, protocol, endpoint, topicArn }: Subscription): Shown {
  return {
    SubscriptionArn: token === undefined ? arn : 'PendingConfirmation',
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}
