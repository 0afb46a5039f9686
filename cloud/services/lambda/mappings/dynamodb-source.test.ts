import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import type { Aws } from '../../aws.ts';
import { dynamodb } from '../../dynamodb/service.ts';
import { iam } from '../../iam/service.ts';
import { logs } from '../../logs/service.ts';
import { sts } from '../../sts/service.ts';
import { type FakeEnvironments, fakeEnvironments } from '../fake-environments.ts';
import { lambda } from '../service.ts';

let cloud: MemoryCloud;
let aws: Aws;
let environments: FakeEnvironments;
let events: unknown[];
let streamArn: string;

beforeEach(async () => {
  environments = fakeEnvironments();
  events = [];
  environments.handlers.set('audit', (event) => void events.push(event));
  cloud = await memoryCloud({ services: [iam, sts, logs, dynamodb, lambda], environments });
  aws = cloud.root();
  const trust = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await aws.iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument: trust });
  await allow('dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams');
  const { TableDescription } = await aws.dynamodb.CreateTable({
    TableName: 'users',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  streamArn = TableDescription!.LatestStreamArn!;
  await cloud.clock.advance(5000);
  await aws.lambda.CreateFunction({
    FunctionName: 'audit',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::${TEST_ACCOUNT}:role/fn`,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 1') }) },
  });
});

function allow(...Action: string[]) {
  return aws.iam.PutRolePolicy({ RoleName: 'fn', PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action, Resource: '*' }) });
}

function policy(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

test('changes of a table reach the function as Lambda shapes them', async () => {
  await aws.lambda.CreateEventSourceMapping({ FunctionName: 'audit', EventSourceArn: streamArn, StartingPosition: 'LATEST' });
  await aws.dynamodb.PutItem({ TableName: 'users', Item: { id: { S: 'u1' }, photo: { B: strToU8('hi') }, tags: { SS: ['a'] } } });
  await cloud.clock.advance(50);
  await aws.dynamodb.DeleteItem({ TableName: 'users', Key: { id: { S: 'u1' } } });
  await cloud.clock.advance(50);
  const image = { id: { S: 'u1' }, photo: { B: 'aGk=' }, tags: { SS: ['a'] } };
  const record = (eventName: string, images: object) => ({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'ap-southeast-1',
    dynamodb: {
      ApproximateCreationDateTime: Date.UTC(2026, 10, 20) / 1000 + 5,
      Keys: { id: { S: 'u1' } },
      ...images,
      SequenceNumber: expect.stringMatching(/^\d+$/),
      SizeBytes: expect.any(Number),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: streamArn,
  });
  expect(events).toEqual([{ Records: [record('INSERT', { NewImage: image })] }, { Records: [record('REMOVE', { OldImage: image })] }]);
  expect(cloud.faults).toEqual([]);
});

test('the lowest permissions are those that Lambda names', async () => {
  await allow('dynamodb:GetRecords', 'dynamodb:GetShardIterator');
  await expect(
    aws.lambda.CreateEventSourceMapping({ FunctionName: 'audit', EventSourceArn: streamArn, StartingPosition: 'LATEST' }),
  ).rejects.toThrow(
    `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
  );
});

test('a thousand changes arrive once each, in the order of each item', async () => {
  await aws.lambda.CreateEventSourceMapping({
    FunctionName: 'audit',
    EventSourceArn: streamArn,
    StartingPosition: 'TRIM_HORIZON',
    ParallelizationFactor: 4,
  });
  for (let n = 0; n < 1000; n++) {
    await aws.dynamodb.PutItem({ TableName: 'users', Item: { id: { S: `u${n % 10}` }, n: { N: String(n) } } });
  }
  for (let i = 0; i < 20; i++) await cloud.clock.advance(25);
  const seen = (events as { Records: { dynamodb: { NewImage: { id: { S: string }; n: { N: string } } } }[] }[])
    .flatMap(({ Records }) => Records)
    .map(({ dynamodb: { NewImage } }) => ({ id: NewImage.id.S, n: Number(NewImage.n.N) }));
  expect(seen.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  for (let item = 0; item < 10; item++) {
    const order = seen.filter(({ id }) => id === `u${item}`).map(({ n }) => n);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }
});
