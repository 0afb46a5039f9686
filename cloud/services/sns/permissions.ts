import type { AddPermissionInput, RemovePermissionInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import type { SnsState, Topic } from './state.ts';
import { defaultPolicy } from './topic-attributes.ts';
import { type SnsCall, topicAt } from './topics.ts';

const ACTIONS = [
  'AddPermission',
  'DeleteTopic',
  'GetDataProtectionPolicy',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'ListTagsForResource',
  'Publish',
  'PutDataProtectionPolicy',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
];

interface Policy {
  Statement: { Sid?: string }[];
}

/** Adds a statement to the topic's policy. SNS API Reference, AddPermission. */
export const AddPermission: Operation<SnsState, AddPermissionInput, void, Local> = (input, call) => {
  const topic = topicAt(call, input.TopicArn);
  if (input.ActionName!.some((action) => !ACTIONS.includes(action))) {
    throw invalidParameter('Policy statement action out of service scope!');
  }
  const policy = policyOf(call, topic);
  if (policy.Statement.some(({ Sid }) => Sid === input.Label)) throw invalidParameter('Statement already exists');
  const one = (items: string[]) => (items.length === 1 ? items[0] : items);
  const statement = {
    Sid: input.Label,
    Effect: 'Allow',
    Principal: { AWS: one(input.AWSAccountId!.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: one(input.ActionName!.map((action) => `SNS:${action}`)),
    Resource: topic.arn,
  };
  topic.attributes.set('Policy', JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }));
};

/** Takes a statement out of the topic's policy. SNS API Reference, RemovePermission. */
export const RemovePermission: Operation<SnsState, RemovePermissionInput, void, Local> = (input, call) => {
  const topic = topicAt(call, input.TopicArn);
  const policy = policyOf(call, topic);
  const Statement = policy.Statement.filter(({ Sid }) => Sid !== input.Label);
  topic.attributes.set('Policy', JSON.stringify({ ...policy, Statement }));
};

function policyOf({ account }: SnsCall, { attributes, arn }: Topic): Policy {
  const { Statement, ...policy } = JSON.parse(attributes.get('Policy') ?? defaultPolicy(arn, account));
  return { ...policy, Statement: [Statement].flat() };
}
