import type { AddPermissionRequest, RemovePermissionRequest } from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import type { Local } from './local.ts';
import { queueAt } from './queues.ts';
import type { Queue, SqsState } from './state.ts';

/** What AddPermission may allow. */
const ACTIONS = [
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
];

interface Policy {
  Version: string;
  Id?: string;
  Statement: { Sid?: string }[];
}

/** Adds a statement to the queue's policy. SQS API Reference, AddPermission. */
export const AddPermission: Operation<SqsState, AddPermissionRequest, void, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  const Label = input.Label!;
  if (!/^[\w-]{1,80}$/.test(Label)) {
    throw invalidParameter('Label', Label, 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  for (const action of input.Actions!) {
    if (!ACTIONS.includes(action)) throw new AwsError('InvalidParameterValue', `SQS:${action} is not a valid action.`);
  }
  const policy = policyOf(queue) ?? { Version: '2008-10-17', Id: `${queue.arn}/SQSDefaultPolicy`, Statement: [] };
  if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidParameter('Label', Label, 'Already exists.');
  const one = (items: string[]) => (items.length === 1 ? items[0] : items);
  const statement = {
    Sid: Label,
    Effect: 'Allow',
    Principal: { AWS: one(input.AWSAccountIds!.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: one(input.Actions!.map((action) => `SQS:${action}`)),
    Resource: queue.arn,
  };
  queue.attributes.set('Policy', JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }));
};

/** Takes a statement out of the queue's policy. SQS API Reference, RemovePermission. */
export const RemovePermission: Operation<SqsState, RemovePermissionRequest, void, Local> = (input, call) => {
  const queue = queueAt(call, input.QueueUrl);
  const policy = policyOf(queue);
  const Statement = policy?.Statement.filter(({ Sid }) => Sid !== input.Label) ?? [];
  if (!policy || Statement.length === policy.Statement.length) throw invalidParameter('Label', input.Label, "can't find label.");
  if (Statement.length === 0) queue.attributes.delete('Policy');
  else queue.attributes.set('Policy', JSON.stringify({ ...policy, Statement }));
};

function policyOf({ attributes }: Queue): Policy | undefined {
  const text = attributes.get('Policy');
  if (text === undefined) return undefined;
  const { Statement, ...policy } = JSON.parse(text);
  return { ...policy, Statement: [Statement].flat() };
}
