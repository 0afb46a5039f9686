import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetBucketTaggingCommand, PutBucketTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueueTagsCommand, SQSClient, TagQueueCommand, UntagQueueCommand } from '@aws-sdk/client-sqs';
import { AddTagsToResourceCommand, ListTagsForResourceCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';

const TEMPLATE = {
  Resources: {
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'own', Value: '1' }] } },
    Store: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'store-of-tags' } },
    Name: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/name', Type: 'String', Value: 'x' } },
  },
};

async function deployed() {
  const host = await memoryCloud();
  const options = host.clientOptions();
  const formation = new CloudFormationClient(options);
  const input = { StackName: 'shop', TemplateBody: JSON.stringify(TEMPLATE) };
  const { StackId } = await formation.send(new CreateStackCommand({ ...input, Tags: [{ Key: 'team', Value: 'blue' }] }));
  await host.clock.advance(5000);
  return { ...host, options, formation, input, StackId: StackId! };
}

test('what a stack makes carries the tags of the stack and those of CloudFormation, after an update too', async () => {
  const { clock, options, formation, input, StackId } = await deployed();
  const { StackResourceDetail } = await formation.send(new DescribeStackResourceCommand({ StackName: 'shop', LogicalResourceId: 'Jobs' }));
  const queue = { QueueUrl: StackResourceDetail!.PhysicalResourceId! };
  const tags = async () => (await new SQSClient(options).send(new ListQueueTagsCommand(queue))).Tags;
  const system = (logicalId: string) => ({
    'aws:cloudformation:stack-name': 'shop',
    'aws:cloudformation:stack-id': StackId,
    'aws:cloudformation:logical-id': logicalId,
  });
  expect(await tags()).toEqual({ ...system('Jobs'), team: 'blue', own: '1' });
  const s3 = new S3Client(options);
  const bucketTags = async () => (await s3.send(new GetBucketTaggingCommand({ Bucket: 'store-of-tags' }))).TagSet!;
  expect(Object.fromEntries((await bucketTags()).map(({ Key, Value }) => [Key, Value]))).toEqual({ ...system('Store'), team: 'blue' });
  await formation.send(new UpdateStackCommand({ ...input, Tags: [{ Key: 'team', Value: 'red' }] }));
  await clock.advance(5000);
  expect(await tags()).toEqual({ ...system('Jobs'), team: 'red', own: '1' });
  await formation.send(new UpdateStackCommand({ ...input, Tags: [{ Key: 'other', Value: '1' }] }));
  await clock.advance(5000);
  expect(await tags()).toEqual({ ...system('Jobs'), other: '1', own: '1' });
  const ssm = new SSMClient(options);
  const { TagList } = await ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: '/name' }));
  expect(Object.fromEntries(TagList!.map(({ Key, Value }) => [Key, Value]))).toEqual({ ...system('Name'), other: '1' });
});

test('a change of the tags of a stack reaches those types too whose own tags replace, or stand elsewhere', async () => {
  const { clock, clientOptions } = await memoryCloud();
  const formation = new CloudFormationClient(clientOptions());
  const key = { AttributeName: 'id', AttributeType: 'S' };
  const Resources = {
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } },
    Consumer: { Type: 'AWS::Kinesis::StreamConsumer', Properties: { ConsumerName: 'c', StreamARN: { 'Fn::GetAtt': ['Stream', 'Arn'] } } },
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        AttributeDefinitions: [key],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        Replicas: [{ Region: { Ref: 'AWS::Region' } }],
      },
    },
    Budget: {
      Type: 'AWS::Budgets::Budget',
      Properties: { Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 1, Unit: 'USD' } } },
    },
  };
  const tagged = async (Key: string) => {
    const found = async (region?: string) =>
      (await new ResourceGroupsTaggingAPIClient(clientOptions(undefined, region)).send(new GetResourcesCommand({ TagFilters: [{ Key }] })))
        .ResourceTagMappingList!;
    return [...(await found()), ...(await found('us-east-1'))].map(({ ResourceARN }) => ResourceARN!.split(':')[2]).sort();
  };
  const input = { StackName: 'x', TemplateBody: JSON.stringify({ Resources }) };
  await formation.send(new CreateStackCommand({ ...input, Tags: [{ Key: 'first', Value: '1' }] }));
  await clock.advance(5000);
  const all = ['budgets', 'cloudformation', 'dynamodb', 'kinesis', 'kinesis'];
  expect([await tagged('first'), await tagged('second')]).toEqual([all, []]);
  await formation.send(new UpdateStackCommand({ ...input, Tags: [{ Key: 'second', Value: '1' }] }));
  await clock.advance(5000);
  expect([await tagged('first'), await tagged('second')]).toEqual([[], all]);
});

test('nobody else may set, change or remove them, each service in its own words', async () => {
  const { options, formation } = await deployed();
  const { StackResourceDetail } = await formation.send(new DescribeStackResourceCommand({ StackName: 'shop', LogicalResourceId: 'Jobs' }));
  const queue = { QueueUrl: StackResourceDetail!.PhysicalResourceId! };
  const sqs = new SQSClient(options);
  const key = 'aws:cloudformation:stack-name';
  const refused = { message: 'System tags (beginning with aws:) cannot be modified by a caller.' };
  await expect(sqs.send(new TagQueueCommand({ ...queue, Tags: { [key]: 'mine' } }))).rejects.toMatchObject(refused);
  await expect(sqs.send(new UntagQueueCommand({ ...queue, TagKeys: [key] }))).rejects.toMatchObject(refused);
  await sqs.send(new UntagQueueCommand({ ...queue, TagKeys: ['own'] }));
  const ssm = new SSMClient(options);
  const tagging = { ResourceType: 'Parameter', ResourceId: '/name', Tags: [{ Key: key, Value: 'mine' }] } as const;
  await expect(ssm.send(new AddTagsToResourceCommand({ ...tagging, Tags: [...tagging.Tags] }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  const s3 = new S3Client(options);
  const put = (TagSet: { Key: string; Value: string }[]) =>
    s3.send(new PutBucketTaggingCommand({ Bucket: 'store-of-tags', Tagging: { TagSet } }));
  await expect(put([{ Key: 'a', Value: '1' }])).rejects.toThrow('System tags cannot be removed by requester');
  const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: 'store-of-tags' }));
  const present = TagSet!.map(({ Key, Value }) => ({ Key: Key!, Value: Value! }));
  await put([...present, { Key: 'a', Value: '1' }]);
  await expect(put(present.map((tag) => (tag.Key === key ? { ...tag, Value: 'mine' } : tag)))).rejects.toThrow(
    'System tags cannot be added/updated by requester',
  );
});

test('a deletion that fails says why; what is retained stays, and the rest goes', async () => {
  const { clock, options, formation } = await deployed();
  const s3 = new S3Client(options);
  await s3.send(new PutObjectCommand({ Bucket: 'store-of-tags', Key: 'a', Body: 'a' }));
  const remove = async (input: { RetainResources?: string[] } = {}) => {
    await formation.send(new DeleteStackCommand({ StackName: 'shop', ...input }));
    await clock.advance(5000);
  };
  const protect = (EnableTerminationProtection: boolean) =>
    formation.send(new UpdateTerminationProtectionCommand({ StackName: 'shop', EnableTerminationProtection }));
  await protect(true);
  await expect(remove()).rejects.toThrow('Stack [shop] cannot be deleted while TerminationProtection is enabled');
  await protect(false);
  await expect(remove({ RetainResources: ['Store'] })).rejects.toThrow('only when the stack is in the DELETE_FAILED state');
  await remove();
  const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName: 'shop' }));
  expect(Stacks![0]).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: 'The following resource(s) failed to delete: [Store]. ',
  });
  const { StackEvents } = await formation.send(new DescribeStackEventsCommand({ StackName: 'shop' }));
  expect(
    StackEvents!.find(({ LogicalResourceId, ResourceStatus }) => LogicalResourceId === 'Store' && ResourceStatus === 'DELETE_FAILED')!
      .ResourceStatusReason,
  ).toMatch(
    /^Resource handler returned message: "The bucket you tried to delete is not empty" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: GeneralServiceException\)$/,
  );
  await remove({ RetainResources: ['Store'] });
  await expect(formation.send(new DescribeStacksCommand({ StackName: 'shop' }))).rejects.toThrow('Stack with id shop does not exist');
  await s3.send(new GetBucketTaggingCommand({ Bucket: 'store-of-tags' }));
});

test('a role that DeleteStack is given does the deleting, and no more than it may', async () => {
  const { clock, options, formation } = await deployed();
  const iam = new IAMClient(options);
  const trust = { Statement: { Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' } };
  await iam.send(
    new CreateRoleCommand({ RoleName: 'sweeper', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', ...trust }) }),
  );
  const grant = (Action: string[]) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName: 'sweeper',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } }),
      }),
    );
  await grant(['sqs:*', 's3:*']);
  const remove = async () => {
    await formation.send(new DeleteStackCommand({ StackName: 'shop', RoleARN: 'arn:aws:iam::111122223333:role/sweeper' }));
    await clock.advance(5000);
  };
  await remove();
  const { StackEvents } = await formation.send(new DescribeStackEventsCommand({ StackName: 'shop' }));
  expect(
    StackEvents!.find(({ LogicalResourceId, ResourceStatus }) => LogicalResourceId === 'Name' && ResourceStatus === 'DELETE_FAILED')!
      .ResourceStatusReason,
  ).toContain('User: arn:aws:sts::111122223333:assumed-role/sweeper/AWSCloudFormation is not authorized to perform: ssm:DeleteParameter');
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'sweeper', PolicyName: 'p' }));
  await grant(['ssm:DeleteParameter']);
  await remove();
  await expect(formation.send(new DescribeStacksCommand({ StackName: 'shop' }))).rejects.toThrow('does not exist');
});
