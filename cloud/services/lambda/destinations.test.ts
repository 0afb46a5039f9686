import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import type { Aws } from '../aws.ts';
import { iam } from '../iam/service.ts';
import { kinesis } from '../kinesis/service.ts';
import { logs } from '../logs/service.ts';
import { sns } from '../sns/service.ts';
import { sqs } from '../sqs/service.ts';
import { sts } from '../sts/service.ts';
import { fakeEnvironments } from './fake-environments.ts';
import { lambda } from './service.ts';

const QUEUE = `arn:aws:sqs:ap-southeast-1:${TEST_ACCOUNT}:failed`;
const QueueUrl = `http://127.0.0.1:4566/${TEST_ACCOUNT}/failed`;
const TOPIC = `arn:aws:sns:ap-southeast-1:${TEST_ACCOUNT}:failed`;

let cloud: MemoryCloud;
let aws: Aws;

beforeEach(async () => {
  const environments = fakeEnvironments();
  environments.handlers.set('f', () => {
    throw new Error('no');
  });
  cloud = await memoryCloud({ services: [iam, sts, logs, kinesis, sqs, sns, lambda], environments });
  aws = cloud.root();
  const statement = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await aws.iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument: policy(statement) });
  await allow('sqs:SendMessage', 'sns:Publish', 'kinesis:*');
  const Policy = policy({ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: QUEUE });
  await aws.sqs.CreateQueue({ QueueName: 'failed', Attributes: { Policy } });
  await aws.sns.CreateTopic({ Name: 'failed' });
});

function policy(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

const allow = (...Action: string[]) =>
  aws.iam.PutRolePolicy({ RoleName: 'fn', PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action, Resource: '*' }) });

const create = (more: object = {}) =>
  aws.lambda.CreateFunction({
    FunctionName: 'f',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::${TEST_ACCOUNT}:role/fn`,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 1') }) },
    ...more,
  });

const invoke = () => aws.lambda.Invoke({ FunctionName: 'f', InvocationType: 'Event', Payload: strToU8('{"a":1}') });

async function received() {
  await cloud.clock.advance(200_000);
  const { Messages = [] } = await aws.sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] });
  for (const { ReceiptHandle } of Messages) await aws.sqs.DeleteMessage({ QueueUrl, ReceiptHandle });
  return Messages;
}

test('an event that was given up goes to the dead-letter queue as it came', async () => {
  expect(await create({ DeadLetterConfig: { TargetArn: QUEUE } })).toMatchObject({ DeadLetterConfig: { TargetArn: QUEUE } });
  await invoke();
  expect(await received()).toMatchObject([
    {
      Body: '{"a":1}',
      MessageAttributes: { ErrorCode: { StringValue: '200' }, ErrorMessage: { StringValue: 'no' }, RequestID: { DataType: 'String' } },
    },
  ]);
  await aws.lambda.UpdateFunctionConfiguration({ FunctionName: 'f', DeadLetterConfig: { TargetArn: '' } });
  await invoke();
  expect(await received()).toEqual([]);
});

test('a dead-letter queue must be within reach of the role', async () => {
  await allow('kinesis:*');
  await expect(create({ DeadLetterConfig: { TargetArn: QUEUE } })).rejects.toThrow(
    'The provided execution role does not have permissions to call SendMessage on SQS',
  );
  await expect(create({ DeadLetterConfig: { TargetArn: TOPIC } })).rejects.toThrow(
    'The provided execution role does not have permissions to call Publish on SNS',
  );
});

test.each([
  ['a queue', QUEUE],
  ['a topic', TOPIC],
])('the record of a failed event goes to %s', async (_, Destination) => {
  await create();
  await aws.sns.Subscribe({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: QUEUE, Attributes: { RawMessageDelivery: 'true' } });
  const DestinationConfig = { OnFailure: { Destination } };
  await aws.lambda.PutFunctionEventInvokeConfig({ FunctionName: 'f', MaximumRetryAttempts: 0, DestinationConfig });
  await invoke();
  const [message] = await received();
  expect(JSON.parse(message!.Body!)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
    requestPayload: { a: 1 },
    responsePayload: { errorMessage: 'no' },
  });
});

test('where the records of a stream that were given up stand goes to a queue, the records do not', async () => {
  await create();
  await aws.kinesis.CreateStream({ StreamName: 's', ShardCount: 1 });
  const EventSourceArn = `arn:aws:kinesis:ap-southeast-1:${TEST_ACCOUNT}:stream/s`;
  const DestinationConfig = { OnFailure: { Destination: QUEUE } };
  await aws.lambda.CreateEventSourceMapping({
    FunctionName: 'f',
    EventSourceArn,
    StartingPosition: 'LATEST',
    MaximumRetryAttempts: 0,
    DestinationConfig,
  });
  await aws.kinesis.PutRecord({ StreamName: 's', PartitionKey: 'k', Data: strToU8('x') });
  const [message] = await received();
  const record: unknown = JSON.parse(message!.Body!);
  expect(record).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted' },
    KinesisBatchInfo: { batchSize: 1, streamArn: EventSourceArn },
  });
  expect(record).not.toHaveProperty('payload');
  expect(cloud.faults).toEqual([]);
});
