import type { GetTopicAttributesInput, GetTopicAttributesResponse, SetTopicAttributesInput } from '@aws-sdk/client-sns';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import type { Operation } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import type { SnsState, Topic } from './state.ts';
import { isFifo, subscriptionsOf, topicAt } from './topics.ts';

/** SNS's own key stands for the encryption that is not there; others would need KMS. */
const OWN_KEY = 'alias/aws/sns';
const OF_FIFO_TOPICS = ['ContentBasedDeduplication', 'FifoThroughputScope', 'FifoTopic'];
const WORDS: Record<string, readonly string[]> = {
  ContentBasedDeduplication: ['true', 'false'],
  FifoThroughputScope: ['Topic', 'MessageGroup'],
  FifoTopic: ['true', 'false'],
};
/** Known to SNS, not honoured here. */
const REFUSED = /^(ArchivePolicy|DeliveryPolicy|(Application|Firehose|HTTP|Lambda|SQS)(SuccessFeedback|FailureFeedback)\w+)$/;

/** Checks an attribute. Throws InvalidParameter, NotImplemented. */
export function checkTopicAttribute(name: string, value: string, fifo: boolean): void {
  if (OF_FIFO_TOPICS.includes(name) && !fifo && !(name === 'FifoTopic' && value === 'false')) {
    throw invalidParameter(`Attributes Reason: Unknown attribute ${name}`);
  }
  if (REFUSED.test(name)) {
    if (value !== '') throw notImplemented(`sns topic attribute ${name}`);
    return;
  }
  const words = WORDS[name];
  if (words) {
    if (!words.includes(value)) throw invalidParameter(`${name}: Reason: must be one of ${words.join(', ')}`);
    return;
  }
  switch (name) {
    case 'DisplayName':
      if (value.length > 100) throw invalidParameter('DisplayName');
      return;
    case 'Policy':
      checkTopicPolicy(value);
      return;
    case 'KmsMasterKeyId':
      if (value !== '' && value !== OWN_KEY) throw notImplemented(`sns KmsMasterKeyId other than ${OWN_KEY}`);
      return;
    case 'SignatureVersion':
      if (value !== '1' && value !== '2') throw invalidParameter('SignatureVersion');
      return;
    case 'TracingConfig':
      if (value === 'Active') throw notImplemented('sns TracingConfig Active');
      if (value !== 'PassThrough') throw invalidParameter('TracingConfig');
      return;
    default:
      throw invalidParameter('AttributeName');
  }
}

/** What a topic allows from the start. */
export function defaultPolicy(arn: string, account: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
}

/** What SNS does with HTTP endpoints unless told otherwise; told for completeness. */
const DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
});

export const GetTopicAttributes: Operation<SnsState, GetTopicAttributesInput, GetTopicAttributesResponse, Local> = (input, call) => {
  const topic = topicAt(call, input.TopicArn);
  const subscriptions = subscriptionsOf(call, topic.arn);
  const pending = subscriptions.filter(({ token }) => token !== undefined).length;
  return {
    Attributes: {
      Policy: defaultPolicy(topic.arn, call.account),
      EffectiveDeliveryPolicy: DELIVERY_POLICY,
      DisplayName: '',
      ...Object.fromEntries(topic.attributes),
      TopicArn: topic.arn,
      Owner: call.account,
      SubscriptionsConfirmed: String(subscriptions.length - pending),
      SubscriptionsPending: String(pending),
      SubscriptionsDeleted: '0',
    },
  };
};

/** Changes one attribute; an empty value takes it away. SNS API Reference, SetTopicAttributes. */
export const SetTopicAttributes: Operation<SnsState, SetTopicAttributesInput, void, Local> = (input, call) => {
  const topic = topicAt(call, input.TopicArn);
  const name = input.AttributeName!;
  const value = input.AttributeValue ?? '';
  if (name === 'FifoTopic') throw invalidParameter('AttributeName');
  checkTopicAttribute(name, value, isFifo(topic));
  setTopicAttribute(topic, name, value);
};

export function setTopicAttribute({ attributes }: Topic, name: string, value: string): void {
  if (value === '') attributes.delete(name);
  else attributes.set(name, value);
}

function checkTopicPolicy(text: string): void {
  try {
    checkPolicy('resource', text, 'InvalidParameterException');
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw invalidParameter(`Policy Error: ${cause.message}`, cause);
  }
}
