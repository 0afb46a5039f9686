import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreatePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  GetTagKeysCommand,
  GetTagValuesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { services } from '../index.ts';

let host: MemoryCloud;
let tagging: ResourceGroupsTaggingAPIClient;
beforeEach(async () => {
  host = await memoryCloud();
  tagging = new ResourceGroupsTaggingAPIClient(host.clientOptions());
});

const place = `${TEST_REGION}:${TEST_ACCOUNT}`;
const queueArn = (name: string) => `arn:aws:sqs:${place}:${name}`;
const arns = async (input: GetResourcesCommandInput) =>
  (await tagging.send(new GetResourcesCommand(input))).ResourceTagMappingList!.map(({ ResourceARN }) => ResourceARN);
const queue = (QueueName: string, tags: Record<string, string>, account?: string, region?: string) =>
  new SQSClient(host.clientOptions(account, region)).send(new CreateQueueCommand({ QueueName, tags }));
async function bucket(Bucket: string) {
  await new S3Client(host.clientOptions()).send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: TEST_REGION } }),
  );
  return `arn:aws:s3:::${Bucket}`;
}

test('finds what carries the tags asked for, in this account and region only', async () => {
  await queue('a', { event: 'one', lab: 'leda' });
  await queue('b', { event: 'two' });
  await queue('untagged', {});
  await queue('elsewhere', { event: 'one' }, TEST_ACCOUNT, 'us-east-1');
  await queue('others', { event: 'one' }, '999988887777');
  await new DynamoDBClient(host.clientOptions()).send(
    new CreateTableCommand({
      TableName: 'orders',
      AttributeDefinitions: [{ AttributeName: 'k', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'k', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'event', Value: 'one' }],
    }),
  );
  const table = `arn:aws:dynamodb:${place}:table/orders`;
  expect(await arns({})).toEqual([table, queueArn('a'), queueArn('b')]);
  expect(await arns({ TagFilters: [{ Key: 'event', Values: ['one'] }] })).toEqual([table, queueArn('a')]);
  expect(await arns({ TagFilters: [{ Key: 'event', Values: ['one', 'two'] }, { Key: 'lab' }] })).toEqual([queueArn('a')]);
  expect(await arns({ ResourceTypeFilters: ['dynamodb'] })).toEqual([table]);
  expect(await arns({ ResourceTypeFilters: ['sqs:queue'], TagFilters: [{ Key: 'event' }] })).toEqual([queueArn('a'), queueArn('b')]);
  expect(await arns({ ResourceARNList: [queueArn('b'), queueArn('untagged')] })).toEqual([queueArn('b')]);
  await expect(arns({ ResourceARNList: [table], ResourcesPerPage: 5 })).rejects.toThrow(
    'ResourceARNList cannot be specified with ResourcesPerPage',
  );
  expect((await tagging.send(new GetTagKeysCommand({}))).TagKeys).toEqual(['event', 'lab']);
  expect((await tagging.send(new GetTagValuesCommand({ Key: 'event' }))).TagValues).toEqual(['one', 'two']);
});

test('gives pages that together are everything, once', async () => {
  const names = Array.from({ length: 7 }, (_, index) => `q${index}`);
  for (const name of names) await queue(name, { n: name });
  const seen: string[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 3, PaginationToken }));
    seen.push(...page.ResourceTagMappingList!.map(({ ResourceARN }) => ResourceARN!));
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  expect(seen).toEqual(names.map(queueArn));
  await expect(tagging.send(new GetResourcesCommand({ PaginationToken: '?' }))).rejects.toMatchObject({
    name: 'PaginationTokenExpiredException',
  });
});

test('tags and untags resources of several services, and says of each one that failed why', async () => {
  await queue('a', {});
  const store = await bucket('store-with-tags');
  const gone = queueArn('gone');
  const Tags = { event: 'one', lab: 'leda' };
  const { FailedResourcesMap } = await tagging.send(new TagResourcesCommand({ ResourceARNList: [queueArn('a'), store, gone], Tags }));
  expect(FailedResourcesMap).toEqual({
    [gone]: {
      StatusCode: 400,
      ErrorCode: 'InvalidParameterException',
      ErrorMessage: 'The specified queue does not exist.',
    },
  });
  expect(await arns({ TagFilters: [{ Key: 'event', Values: ['one'] }] })).toEqual([store, queueArn('a')]);
  await tagging.send(new UntagResourcesCommand({ ResourceARNList: [store], TagKeys: ['event'] }));
  expect(await arns({ TagFilters: [{ Key: 'event' }] })).toEqual([queueArn('a')]);
  expect(await arns({ TagFilters: [{ Key: 'lab' }] })).toEqual([store, queueArn('a')]);
  await expect(
    tagging.send(new TagResourcesCommand({ ResourceARNList: [store], Tags: { 'aws:cloudformation:stack-name': 'x' } })),
  ).rejects.toThrow('aws: prefixed tag key names are not allowed for external use.');
});

test('shows policies in us-east-1, and roles nowhere, as AWS does', async () => {
  const iam = new IAMClient(host.clientOptions());
  const Tags = [{ Key: 'a', Value: '1' }];
  const Statement = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const trust = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trust, Tags }));
  const document = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: document, Tags }));
  expect(await arns({})).toEqual([]);
  tagging = new ResourceGroupsTaggingAPIClient(host.clientOptions(TEST_ACCOUNT, 'us-east-1'));
  expect(await arns({})).toEqual([Policy!.Arn]);
});

test('every service that can be tagged takes part, or says that it does not', () => {
  const takesTags = services.filter(
    ({ name, operations }) => name !== 'tag' && Object.keys(operations).some((operation) => /^Tag|Tagging$/.test(operation)),
  );
  expect(takesTags.filter(({ tagging: api }) => !api).map(({ name }) => name)).toEqual([]);
});
