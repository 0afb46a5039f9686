import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import type { Aws } from '../aws.ts';
import { cloudformation } from '../cloudformation/service.ts';
import { iam } from '../iam/service.ts';
import { kinesis } from '../kinesis/service.ts';
import { fakeEnvironments } from '../lambda/fake-environments.ts';
import { lambda } from '../lambda/service.ts';
import { logs } from '../logs/service.ts';
import { s3 } from '../s3/service.ts';
import { sns } from '../sns/service.ts';
import { sqs } from '../sqs/service.ts';
import { states } from '../states/service.ts';
import { sts } from '../sts/service.ts';
import { events } from './service.ts';

const arn = (service: string, resource: string, account = TEST_ACCOUNT) => `arn:aws:${service}:${TEST_REGION}:${account}:${resource}`;
const ROLE = `arn:aws:iam::${TEST_ACCOUNT}:role/bridge`;
const OTHER = '444455556666';
const THIRD = '777788889999';
const PATTERN = '{"source":["shop"]}';

let cloud: MemoryCloud;
let aws: Aws;
let received: unknown[];

beforeEach(async () => {
  const environments = fakeEnvironments();
  received = [];
  environments.handlers.set('f', (event) => void received.push(event));
  cloud = await memoryCloud({ services: [cloudformation, iam, sts, logs, kinesis, sqs, sns, s3, lambda, states, events], environments });
  aws = cloud.root();
});
afterEach(() => expect(cloud.faults).toEqual([]));

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const settled = () => cloud.clock.advance(1000);

async function role(...Action: string[]) {
  const Statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await aws.iam.CreateRole({ RoleName: 'bridge', AssumeRolePolicyDocument: policy(Statement) });
  await aws.iam.PutRolePolicy({ RoleName: 'bridge', PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action, Resource: '*' }) });
}

async function openQueue(QueueName: string) {
  const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' };
  const { QueueUrl } = await aws.sqs.CreateQueue({ QueueName, Attributes: { Policy: policy(allow) } });
  return async () => {
    await settled();
    const { Messages = [] } = await aws.sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] });
    for (const { ReceiptHandle } of Messages) await aws.sqs.DeleteMessage({ QueueUrl, ReceiptHandle });
    return Messages;
  };
}

async function fn() {
  const Statement = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await aws.iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument: policy(Statement) });
  await aws.lambda.CreateFunction({
    FunctionName: 'f',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::${TEST_ACCOUNT}:role/fn`,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 1') }) },
  });
}

async function rule(target: object, pattern = PATTERN, Name = 'r', EventBusName = 'default') {
  await aws.events.PutRule({ Name, EventBusName, EventPattern: pattern });
  await aws.events.PutTargets({ Rule: Name, EventBusName, Targets: [{ Id: '1', Arn: undefined, ...target }] });
}

const put = (detail: object = {}, EventBusName = 'default') =>
  aws.events.PutEvents({ Entries: [{ Source: 'shop', DetailType: 'd', Detail: JSON.stringify(detail), EventBusName }] });

test('a function runs once its policy names the rule, and not before', async () => {
  await fn();
  const dead = await openQueue('dead');
  await rule({ Arn: arn('lambda', 'function:f'), DeadLetterConfig: { Arn: arn('sqs', 'dead') } });
  const permit = (StatementId: string, SourceArn: string) =>
    aws.lambda.AddPermission({
      FunctionName: 'f',
      StatementId,
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn,
    });
  await permit('other', arn('events', 'rule/another'));
  await put({ n: 1 });
  expect((await dead())[0]!.MessageAttributes!.ERROR_CODE!.StringValue).toBe('NO_PERMISSIONS');
  expect(received).toEqual([]);
  await permit('mine', arn('events', 'rule/r'));
  await put({ n: 2 });
  await settled();
  expect(received).toMatchObject([{ source: 'shop', detail: { n: 2 } }]);
  await aws.lambda.DeleteFunction({ FunctionName: 'f' });
  await put({ n: 3 });
  expect((await dead())[0]!.MessageAttributes!.ERROR_CODE!.StringValue).toMatch(/^NO_(RESOURCE|PERMISSIONS)$/);
});

test('a topic, a stream and a log group get it: by a policy, or as a role that may', async () => {
  await role('kinesis:PutRecord');
  const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } };
  const { TopicArn } = await aws.sns.CreateTopic({ Name: 't' });
  await aws.sns.SetTopicAttributes({
    TopicArn,
    AttributeName: 'Policy',
    AttributeValue: policy({ ...allow, Action: 'sns:Publish', Resource: TopicArn }),
  });
  const heard = await openQueue('heard');
  const toQueue = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
  await aws.sqs.SetQueueAttributes({ QueueUrl: `http://127.0.0.1:4566/${TEST_ACCOUNT}/heard`, Attributes: { Policy: policy(toQueue) } });
  await aws.sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: arn('sqs', 'heard'), Attributes: { RawMessageDelivery: 'true' } });
  await aws.kinesis.CreateStream({ StreamName: 's', ShardCount: 1 });
  await cloud.clock.advance(60_000);
  await aws.logs.CreateLogGroup({ logGroupName: '/aws/events/all' });
  await aws.events.PutRule({ Name: 'r', EventPattern: PATTERN });
  const Targets = [
    { Id: 'sns', Arn: TopicArn },
    { Id: 'kinesis', Arn: arn('kinesis', 'stream/s'), RoleArn: ROLE, KinesisParameters: { PartitionKeyPath: '$.detail.who' } },
    { Id: 'logs', Arn: arn('logs', 'log-group:/aws/events/all') },
  ];
  await aws.events.PutTargets({ Rule: 'r', Targets });
  await put({ who: 'An' });
  expect(JSON.parse((await heard())[0]!.Body!)).toMatchObject({ detail: { who: 'An' } });
  const shard = { StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' as const };
  const { ShardIterator } = await aws.kinesis.GetShardIterator(shard);
  const { Records } = await aws.kinesis.GetRecords({ ShardIterator });
  expect(Records!.map(({ PartitionKey }) => PartitionKey)).toEqual(['An']);
  const logged = async () =>
    (await aws.logs.FilterLogEvents({ logGroupName: '/aws/events/all' })).events!.map(({ message }) => JSON.parse(message!).detail);
  expect(await logged()).toEqual([]);
  await aws.logs.PutResourcePolicy({
    policyName: 'events',
    policyDocument: policy({
      ...allow,
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: arn('logs', 'log-group:/aws/events/*:*'),
    }),
  });
  await put({ who: 'Bình' });
  await settled();
  expect(await logged()).toEqual([{ who: 'Bình' }]);
});

test('a state machine starts with the event as its input, as the role that the rule names', async () => {
  await role('states:StartExecution');
  await aws.iam.CreateRole({
    RoleName: 'machine',
    AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  });
  const definition = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', OutputPath: '$.detail', End: true } } });
  const roleArn = `arn:aws:iam::${TEST_ACCOUNT}:role/machine`;
  const { stateMachineArn } = await aws.states.CreateStateMachine({ name: 'm', definition, roleArn });
  await aws.events.PutRule({ Name: 'r', EventPattern: PATTERN, RoleArn: ROLE });
  await aws.events.PutTargets({ Rule: 'r', Targets: [{ Id: '1', Arn: stateMachineArn }] });
  const { Entries } = await put({ n: 1 });
  await settled();
  const { executions } = await aws.states.ListExecutions({ stateMachineArn });
  expect(executions!.map(({ name, status }) => [name!.split('_')[0], status])).toEqual([[Entries![0]!.EventId, 'SUCCEEDED']]);
  expect((await aws.states.DescribeExecution({ executionArn: executions![0]!.executionArn })).output).toBe('{"n":1}');
});

test('targets that are not there or wrong are refused, each by name', async () => {
  await aws.events.PutRule({ Name: 'r', EventPattern: PATTERN });
  const of = (target: object) => aws.events.PutTargets({ Rule: 'r', Targets: [{ Id: '1', Arn: arn('sqs', 'q'), ...target }] });
  const refused: [object, string][] = [
    [{ Arn: arn('events', 'api-destination/x/1') }, 'does not implement events PutTargets with a target of api-destination.'],
    [{ Arn: arn('ecs', 'cluster/x') }, 'does not implement events PutTargets with a target of ecs.'],
    [{ Arn: arn('states', 'stateMachine:x') }, `RoleArn is required for target ${arn('states', 'stateMachine:x')}.`],
    [{ HttpParameters: {} }, 'does not implement events PutTargets with HttpParameters.'],
    [{ Arn: 'queue' }, 'Parameter queue is not valid. Reason: Provided Arn is not in correct format.'],
    [{ Arn: arn('kinesis', 'stream/s') }, `RoleArn is required for target ${arn('kinesis', 'stream/s')}.`],
    [{ Arn: arn('sqs', 'q.fifo') }, 'Parameter(s) SqsParameters must be specified for target: 1.'],
    [{ Input: '{}', InputPath: '$' }, 'Only one of Input, InputPath, or InputTransformer must be provided for target 1.'],
    [{ Input: 'text' }, 'JSON syntax error in input for target 1: text'],
    [{ InputPath: 'detail' }, 'Invalid InputPath for target 1.'],
    [{ InputTransformer: { InputTemplate: '"<none>"' } }, 'Invalid InputTemplate for target 1'],
    [{ InputTransformer: { InputTemplate: '{"a": }' } }, 'Invalid InputTemplate for target 1'],
    [{ RetryPolicy: { MaximumRetryAttempts: 186 } }, 'Member must have value less than or equal to 185'],
    [{ RetryPolicy: { MaximumEventAgeInSeconds: 59 } }, 'Member must have value greater than or equal to 60'],
  ];
  for (const [target, message] of refused) await expect(of(target)).rejects.toThrow(message);
  const six = Array.from({ length: 6 }, (_, n) => ({ Id: `${n}`, Arn: arn('sqs', 'q') }));
  await expect(aws.events.PutTargets({ Rule: 'r', Targets: six })).rejects.toMatchObject({ code: 'LimitExceededException' });
  await of({});
  await expect(aws.events.DeleteRule({ Name: 'r' })).rejects.toThrow("Rule can't be deleted since it has targets.");
  expect(await aws.events.ListRuleNamesByTarget({ TargetArn: arn('sqs', 'q') })).toEqual({ RuleNames: ['r'] });
  await aws.events.RemoveTargets({ Rule: 'r', Ids: ['1'] });
  await aws.events.DeleteRule({ Name: 'r' });
  await expect(aws.events.DescribeRule({ Name: 'r' })).rejects.toThrow('Rule r does not exist on EventBus default.');
});

test('a bus passes the event itself on to another; a circle ends', async () => {
  await role('events:PutEvents');
  await aws.events.CreateEventBus({ Name: 'a' });
  await aws.events.CreateEventBus({ Name: 'b' });
  const messages = await openQueue('q');
  await rule({ Arn: arn('events', 'event-bus/b'), RoleArn: ROLE }, PATTERN, 'on', 'a');
  await rule({ Arn: arn('events', 'event-bus/a'), RoleArn: ROLE }, PATTERN, 'back', 'b');
  await rule({ Arn: arn('sqs', 'q') }, PATTERN, 'out', 'b');
  const { Entries } = await put({ n: 1 }, 'a');
  const bodies = (await messages()).map(({ Body }) => JSON.parse(Body!));
  expect(bodies.length).toBe(8);
  expect(new Set(bodies.map(({ id }) => id))).toEqual(new Set([Entries![0]!.EventId]));
});

test("another account's events come in where the bus's policy lets them, and go no third way", async () => {
  const stranger = cloud.root(OTHER);
  const Entries = [{ Source: 'shop', DetailType: 'd', Detail: '{}', EventBusName: arn('events', 'event-bus/default') }];
  const messages = await openQueue('q');
  await rule({ Arn: arn('sqs', 'q') });
  await expect(stranger.events.PutEvents({ Entries })).rejects.toMatchObject({ code: 'AccessDenied' });
  await aws.events.PutPermission({ StatementId: 'other', Action: 'events:PutEvents', Principal: OTHER });
  await stranger.events.PutEvents({ Entries });
  expect(JSON.parse((await messages())[0]!.Body!)).toMatchObject({ account: OTHER });
  expect(JSON.parse((await aws.events.DescribeEventBus({})).Policy!).Statement).toEqual([
    {
      Sid: 'other',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
      Action: 'events:PutEvents',
      Resource: arn('events', 'event-bus/default'),
    },
  ]);
  const third = cloud.root(THIRD);
  await third.events.PutPermission({ StatementId: 'us', Action: 'events:PutEvents', Principal: TEST_ACCOUNT });
  await role('events:PutEvents');
  const onward = { Arn: arn('events', 'event-bus/default', THIRD), RoleArn: ROLE, DeadLetterConfig: { Arn: arn('sqs', 'q') } };
  await rule(onward);
  await stranger.events.PutEvents({ Entries });
  expect((await messages())[0]!.MessageAttributes!.ERROR_CODE!.StringValue).toBe('THIRD_ACCOUNT_HOP_DETECTED');
  await put();
  expect(await messages()).toEqual([]);
  await aws.events.RemovePermission({ StatementId: 'other' });
  await expect(stranger.events.PutEvents({ Entries })).rejects.toMatchObject({ code: 'AccessDenied' });
  await expect(aws.events.RemovePermission({ StatementId: 'other' })).rejects.toThrow('EventBus does not have a policy.');
});

test('S3 tells the default bus of every change of a bucket that has it on; off, nothing arrives', async () => {
  const messages = await openQueue('q');
  await rule({ Arn: arn('sqs', 'q') }, '{"source":["aws.s3"]}');
  await aws.s3.CreateBucket({ Bucket: 'photos', CreateBucketConfiguration: { LocationConstraint: TEST_REGION } });
  const bodies = async () =>
    (await messages()).map(({ Body }) => JSON.parse(Body!)).sort((a, b) => a['detail-type'].localeCompare(b['detail-type']));
  const write = () => aws.s3.PutObject({ Bucket: 'photos', Key: 'Hà Nội/1.jpg', Body: strToU8('12345') });
  await write();
  expect(await bodies()).toEqual([]);
  await aws.s3.PutBucketNotificationConfiguration({ Bucket: 'photos', NotificationConfiguration: { EventBridgeConfiguration: {} } });
  expect(await aws.s3.GetBucketNotificationConfiguration({ Bucket: 'photos' })).toEqual({ EventBridgeConfiguration: {} });
  await write();
  await aws.s3.PutBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  await aws.s3.DeleteObject({ Bucket: 'photos', Key: 'Hà Nội/1.jpg' });
  const [created, deleted] = await bodies();
  expect(created).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: TEST_ACCOUNT,
    time: expect.stringMatching(/^2026-11-20T00:00:0\dZ$/),
    region: TEST_REGION,
    resources: ['arn:aws:s3:::photos'],
    detail: {
      version: '0',
      bucket: { name: 'photos' },
      object: { key: 'Hà Nội/1.jpg', size: 5, etag: '827ccb0eea8a706c4c34a16891f84e7b', sequencer: expect.stringMatching(/^[0-9A-F]+$/) },
      'request-id': expect.any(String),
      requester: TEST_ACCOUNT,
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    },
  });
  expect(deleted).toMatchObject({
    'detail-type': 'Object Deleted',
    detail: { object: { 'version-id': expect.any(String) }, reason: 'DeleteObject', 'deletion-type': 'Delete Marker Created' },
  });
  await aws.s3.PutBucketNotificationConfiguration({ Bucket: 'photos', NotificationConfiguration: {} });
  await write();
  expect(await bodies()).toEqual([]);
});
