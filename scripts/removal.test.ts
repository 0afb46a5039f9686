import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../cloud/host/memory.ts';
import { type Clients, clientsOf } from './clients.ts';
import { jumpingClock } from './event/jumping-clock.ts';
import { recordedIo } from './io/recorded.ts';
import { message } from './messages.ts';
import { protectedOf, removeStack } from './removal.ts';
import { UserError } from './user-error.ts';

let cloud: MemoryCloud;
let aws: Clients;
beforeEach(async () => {
  cloud = await memoryCloud({ clock: jumpingClock() });
  aws = clientsOf(cloud.clientOptions());
});

const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  },
};
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

async function create(Resources: object, EnableTerminationProtection = false): Promise<void> {
  const TemplateBody = JSON.stringify({ Resources });
  const Capabilities = ['CAPABILITY_IAM' as const];
  await cloud.root().cloudformation.CreateStack({ StackName: 'lab', TemplateBody, Capabilities, EnableTerminationProtection });
  await cloud.clock.advance(60_000);
  expect(await status()).toBe('CREATE_COMPLETE');
}

async function status(): Promise<string | undefined> {
  const { Stacks = [] } = await cloud.root().cloudformation.DescribeStacks({});
  return Stacks.find(({ StackName }) => StackName === 'lab')?.StackStatus;
}

/** Deletes as the toolkit does: waits for the end, and throws when it is not the end. */
async function remove(): Promise<boolean> {
  await cloud.root().cloudformation.DeleteStack({ StackName: 'lab' });
  await cloud.clock.advance(60_000);
  if ((await status()) !== undefined) throw new Error('The stack named lab is in a failed state.');
  return true;
}

const removal = (lift = false, io = recordedIo()) => ({
  aws,
  io,
  stackName: 'lab',
  remove,
  lift,
  pause: (ms: number) => cloud.clock.advance(ms),
});
const failureOf = async (work: Promise<unknown>) => {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  const { key, parameters } = error as UserError;
  return { key, text: message('en', key, parameters) };
};
const physicalId = async (logicalId: string) =>
  (await cloud.root().cloudformation.DescribeStackResource({ StackName: 'lab', LogicalResourceId: logicalId })).StackResourceDetail!
    .PhysicalResourceId!;

test('what is protected is named, and nothing is touched until it is said to lift the protection', async () => {
  await create({ Users: table, Files: { Type: 'AWS::S3::Bucket' } }, true);
  const Bucket = await physicalId('Files');
  await cloud.root().s3.PutObject({ Bucket, Key: 'a', Body: 'x' });
  const { key, text } = await failureOf(removeStack(removal()));
  expect(key).toBe('destroy.protected');
  expect(text).toContain(`AWS::CloudFormation::Stack lab, AWS::DynamoDB::Table ${await physicalId('Users')}`);
  expect((await cloud.root().s3.ListObjectsV2({ Bucket })).KeyCount).toBe(1);
  expect(await protectedOf(aws, 'lab')).toHaveLength(2);

  expect(await removeStack(removal(true))).toBe(true);
  expect(await status()).toBeUndefined();
  expect((await cloud.root().s3.ListBuckets({})).Buckets).toEqual([]);
});

test('a role that somebody attached a policy to is detached, and the removal tried again', async () => {
  await create({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } } });
  const RoleName = await physicalId('Role');
  await cloud.root().iam.AttachRolePolicy({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
  const io = recordedIo();
  expect(await removeStack(removal(false, io))).toBe(true);
  expect(await status()).toBeUndefined();
  const again = io.events.find((event) => event.type === 'say' && event.key === 'destroy.again');
  expect(again).toMatchObject({ parameters: { attempt: 2 } });
});

test('what stays in the way is told by resource, with its cause and AWS’s own words', async () => {
  await create({ Topic: { Type: 'AWS::SNS::Topic' }, Queue: { Type: 'AWS::SQS::Queue' } });
  const deny = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' },
      { Effect: 'Allow', Action: '*', Resource: '*' },
    ],
  };
  const { iam } = cloud.root();
  await iam.CreateUser({ UserName: 'learner' });
  await iam.PutUserPolicy({ UserName: 'learner', PolicyName: 'most', PolicyDocument: JSON.stringify(deny) });
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'learner' });
  const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  const learner = clientsOf({ ...cloud.clientOptions(), credentials });
  const { CloudFormationClient, DeleteStackCommand } = await import('@aws-sdk/client-cloudformation');
  let attempts = 0;
  const removeAsLearner = async () => {
    attempts++;
    await learner.client(CloudFormationClient).send(new DeleteStackCommand({ StackName: 'lab' }));
    await cloud.clock.advance(60_000);
    throw new Error('failed');
  };
  const { key, text } = await failureOf(removeStack({ ...removal(), aws: learner, remove: removeAsLearner }));
  expect(key).toBe('destroy.failed');
  expect(text).toContain('Queue (AWS::SQS::Queue');
  expect(text).toContain('may not delete it');
  // Reason: nothing that is done again changes a missing permission.
  expect(attempts).toBe(1);
});

test('what depended on something else goes at the next attempt; what never lets go is told after three', async () => {
  const reason = 'resource sg-1 has a dependent object (DependencyViolation)';
  await create({ Topic: { Type: 'AWS::SNS::Topic' }, Queue: { Type: 'AWS::SQS::Queue' } });
  cloud.cloud.faults.set([{ kind: 'fail-delete', type: 'AWS::SNS::Topic', times: 2, reason }]);
  const io = recordedIo();
  expect(await removeStack(removal(false, io))).toBe(true);
  expect(await status()).toBeUndefined();
  expect(io.events.filter((event) => event.type === 'say' && event.key === 'destroy.again')).toHaveLength(2);

  await create({ Topic: { Type: 'AWS::SNS::Topic' } });
  cloud.cloud.faults.set([{ kind: 'fail-delete', type: 'AWS::SNS::Topic', percent: 100, reason }]);
  const { key, text } = await failureOf(removeStack(removal()));
  expect(key).toBe('destroy.failed');
  expect(text).toContain('Topic (AWS::SNS::Topic');
  expect(text).toContain('something else still uses it');
  expect(text).toContain(reason);
});
