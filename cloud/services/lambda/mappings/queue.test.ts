import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import { seededRandom } from '../../../random.ts';
import type { Aws } from '../../aws.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { logs } from '../../logs/service.ts';
import { sqs } from '../../sqs/service.ts';
import { sts } from '../../sts/service.ts';
import { type FakeEnvironments, type FakeHandler, fakeEnvironments } from '../fake-environments.ts';
import { lambda } from '../service.ts';

const ARN = `arn:aws:sqs:ap-southeast-1:${TEST_ACCOUNT}:orders`;
const QueueUrl = `http://127.0.0.1:4566/${TEST_ACCOUNT}/orders`;
const ROLE = `arn:aws:iam::${TEST_ACCOUNT}:role/fn`;
const RECEIVE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

let cloud: MemoryCloud;
let aws: Aws;
let environments: FakeEnvironments;
/** The bodies of each invocation. */
let batches: string[][];

interface SqsEvent {
  Records: { messageId: string; body: string; attributes: Record<string, string> }[];
}

beforeEach(async () => {
  environments = fakeEnvironments();
  batches = [];
  cloud = await memoryCloud({ services: [cloudformation, iam, sts, logs, sqs, lambda], environments });
  aws = cloud.root();
  const trust = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await aws.iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument: trust });
  await allow(...RECEIVE);
  await aws.sqs.CreateQueue({ QueueName: 'orders' });
  handle(() => undefined);
  await aws.lambda.CreateFunction({
    FunctionName: 'worker',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: ROLE,
    Timeout: 30,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 1') }) },
  });
});

function policy(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function allow(...Action: string[]) {
  return aws.iam.PutRolePolicy({ RoleName: 'fn', PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action, Resource: '*' }) });
}

function handle(handler: (event: SqsEvent) => ReturnType<FakeHandler>): void {
  environments.handlers.set('worker', (event) => {
    batches.push((event as SqsEvent).Records.map(({ body }) => body));
    return handler(event as SqsEvent);
  });
}

const map = (options: object = {}) => aws.lambda.CreateEventSourceMapping({ FunctionName: 'worker', EventSourceArn: ARN, ...options });
async function send(...bodies: string[]) {
  for (let at = 0; at < bodies.length; at += 10) {
    const Entries = bodies.slice(at, at + 10).map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await aws.sqs.SendMessageBatch({ QueueUrl, Entries });
  }
}
async function left() {
  const { Attributes } = await aws.sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  return [Attributes!.ApproximateNumberOfMessages, Attributes!.ApproximateNumberOfMessagesNotVisible].map(Number);
}

test('messages reach the function as Lambda shapes them, and leave the queue', async () => {
  const events: unknown[] = [];
  handle((event) => void events.push(event));
  expect(await map()).toMatchObject({ BatchSize: 10, MaximumBatchingWindowInSeconds: 0, State: 'Creating', FunctionResponseTypes: [] });
  const { MessageId } = await aws.sqs.SendMessage({
    QueueUrl,
    MessageBody: 'hi',
    MessageAttributes: { n: { DataType: 'Number', StringValue: '7' } },
  });
  await cloud.clock.advance(50);
  expect(events).toEqual([
    {
      Records: [
        {
          messageId: MessageId,
          receiptHandle: expect.any(String),
          body: 'hi',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: '1795132800000',
            SenderId: TEST_ACCOUNT,
            ApproximateFirstReceiveTimestamp: '1795132800000',
          },
          messageAttributes: { n: { stringValue: '7', stringListValues: [], binaryListValues: [], dataType: 'Number' } },
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
          md5OfBody: '49f68a5c8493ec2c0bf489821c21fc3b',
          eventSource: 'aws:sqs',
          eventSourceARN: ARN,
          awsRegion: 'ap-southeast-1',
        },
      ],
    },
  ]);
  expect(await left()).toEqual([0, 0]);
  expect(cloud.faults).toEqual([]);
});

test('a batch that fails comes back after its visibility timeout, and ends in the dead-letter queue', async () => {
  await aws.sqs.CreateQueue({ QueueName: 'dead' });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: ARN.replace('orders', 'dead'), maxReceiveCount: 2 });
  await aws.sqs.SetQueueAttributes({ QueueUrl, Attributes: { RedrivePolicy } });
  handle(() => {
    throw new Error('no');
  });
  await map();
  await send('poison');
  await cloud.clock.advance(29_000);
  expect(batches).toEqual([['poison']]);
  await cloud.clock.advance(61_000);
  expect(batches).toEqual([['poison'], ['poison']]);
  const dead = await aws.sqs.ReceiveMessage({ QueueUrl: QueueUrl.replace('orders', 'dead') });
  expect(dead.Messages).toMatchObject([{ Body: 'poison' }]);
  expect(await left()).toEqual([0, 0]);
});

test('only the messages that the function reports come back', async () => {
  handle(({ Records }) => ({
    batchItemFailures: Records.filter(({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1').map(
      ({ messageId }) => ({ itemIdentifier: messageId }),
    ),
  }));
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await send('good', 'bad', 'fine');
  await cloud.clock.advance(100);
  expect(await left()).toEqual([0, 1]);
  await cloud.clock.advance(30_000);
  expect(batches).toEqual([['good', 'bad', 'fine'], ['bad']]);
  expect(await left()).toEqual([0, 0]);
});

test('an answer that makes no sense fails the whole batch', async () => {
  handle(() => ({ batchItemFailures: [{ itemIdentifier: 'nobody' }] }));
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await send('a', 'b');
  await cloud.clock.advance(100);
  expect(await left()).toEqual([0, 2]);
});

test('a batching window gathers more than one receive brings', async () => {
  await map({ BatchSize: 100, MaximumBatchingWindowInSeconds: 5 });
  await send(...Array.from({ length: 25 }, (_, n) => String(n)));
  await cloud.clock.advance(3000);
  await send('late');
  expect(batches).toEqual([]);
  await cloud.clock.advance(2000);
  expect(batches.map((batch) => batch.length)).toEqual([26]);
});

test('what the filters do not want is deleted without an invocation', async () => {
  await map({ FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] } });
  await send('{"kind":"order"}', '{"kind":"bill"}', 'no JSON');
  await cloud.clock.advance(100);
  expect(batches).toEqual([['{"kind":"order"}']]);
  expect(await left()).toEqual([0, 0]);
});

test('no more batches than the mapping allows run at the same time', async () => {
  let running = 0;
  let most = 0;
  handle(async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => void cloud.clock.after(1000, resolve));
    running--;
  });
  await map({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 3 } });
  await send(...Array.from({ length: 9 }, (_, n) => String(n)));
  await cloud.clock.advance(4000);
  expect([most, batches.length]).toEqual([3, 9]);
  expect(await left()).toEqual([0, 0]);
});

test('a throttled function leaves its messages to the next visibility timeout', async () => {
  await map({ BatchSize: 1 });
  await aws.lambda.PutFunctionConcurrency({ FunctionName: 'worker', ReservedConcurrentExecutions: 0 });
  await send('a');
  await cloud.clock.advance(100_000);
  expect(batches).toEqual([]);
  await aws.lambda.DeleteFunctionConcurrency({ FunctionName: 'worker' });
  await cloud.clock.advance(31_000);
  expect(batches).toEqual([['a']]);
});

test('a disabled mapping leaves the queue alone, an enabled one finds what waits', async () => {
  const { UUID } = await map({ Enabled: false });
  await send('a');
  await cloud.clock.advance(1000);
  expect(await left()).toEqual([1, 0]);
  await aws.lambda.UpdateEventSourceMapping({ UUID, Enabled: true });
  await cloud.clock.advance(1000);
  expect(batches).toEqual([['a']]);
  await aws.lambda.DeleteEventSourceMapping({ UUID });
  await send('b');
  await cloud.clock.advance(1000);
  expect(await left()).toEqual([1, 0]);
});

test.each([
  [{ BatchSize: 11 }, 'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10'],
  [{ ParallelizationFactor: 2 }, 'Unsupported ParallelizationFactor parameter for given event source mapping type.'],
  [{ StartingPosition: 'LATEST' }, 'Unsupported StartingPosition parameter for given event source mapping type.'],
  [
    { EventSourceArn: `${ARN}-none` },
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  ],
])('CreateEventSourceMapping refuses %j for a queue', async (options, message) => {
  await expect(map(options)).rejects.toMatchObject({ code: 'InvalidParameterValueException', message });
});

test('a queue must hide its messages as long as the function may run, and let the role receive', async () => {
  await aws.sqs.SetQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: '29' } });
  await expect(map()).rejects.toThrow('Queue visibility timeout: 29 seconds is less than Function timeout: 30 seconds');
  await allow('sqs:DeleteMessage', 'sqs:GetQueueAttributes');
  await expect(map()).rejects.toThrow('The provided execution role does not have permissions to call ReceiveMessage on SQS');
});

test('every message is processed, whatever fails and however often', async () => {
  const random = seededRandom(3);
  const done = new Set<string>();
  handle(({ Records }) => {
    if (random.next() < 0.3) throw new Error('all of it');
    const failed = Records.filter(() => random.next() < 0.2);
    for (const record of Records) if (!failed.includes(record)) done.add(record.body);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  const bodies = Array.from({ length: 300 }, (_, n) => String(n));
  await send(...bodies);
  await cloud.clock.advance(600_000);
  expect(done.size).toBe(300);
  expect(await left()).toEqual([0, 0]);
  expect(cloud.faults).toEqual([]);
});

test('a template maps a queue to a function and changes the mapping in place', async () => {
  const template = (more: object) =>
    JSON.stringify({
      Resources: {
        Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: ARN, FunctionName: 'worker', ...more } },
      },
    });
  await aws.cloudformation.CreateStack({
    StackName: 's',
    TemplateBody: template({ BatchSize: 5, ScalingConfig: { MaximumConcurrency: 2 } }),
  });
  await cloud.clock.advance(5000);
  const mapping = async () => (await aws.lambda.ListEventSourceMappings({})).EventSourceMappings![0]!;
  expect(await mapping()).toMatchObject({ BatchSize: 5, ScalingConfig: { MaximumConcurrency: 2 } });
  await aws.cloudformation.UpdateStack({ StackName: 's', TemplateBody: template({ FunctionResponseTypes: ['ReportBatchItemFailures'] }) });
  await cloud.clock.advance(5000);
  expect(await mapping()).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
  expect((await mapping()).ScalingConfig).toBeUndefined();
});
