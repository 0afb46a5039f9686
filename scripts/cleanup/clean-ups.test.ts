import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../cloud/host/memory.ts';
import { fakeEnvironments } from '../../cloud/services/lambda/fake-environments.ts';
import { type Clients, clientsOf } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { cleanUps, deletionOrder, resourceOf } from './index.ts';

let cloud: MemoryCloud;
let aws: Clients;
beforeAll(async () => {
  cloud = await memoryCloud({ environments: fakeEnvironments() });
  aws = clientsOf(cloud.clientOptions());
});
afterAll(() => expect(cloud.faults).toEqual([]));

const arn = (service: string, rest: string) => `arn:aws:${service}:${TEST_REGION}:${TEST_ACCOUNT}:${rest}`;
const Tags = [{ Key: 'workshop', Value: 'yes' }];
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: ['lambda.amazonaws.com', 'scheduler.amazonaws.com', 'states.amazonaws.com'] },
      Action: 'sts:AssumeRole',
    },
  ],
});
const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] });

interface Made {
  id: string;
  arn: string;
  /** How many things `empty` finds in it. */
  holds?: number;
}
/** Makes one of each type under a name, tagged, full, and protected where the type can be. */
const MAKERS: Readonly<Record<string, (name: string) => Promise<Made>>> = {
  async 'AWS::CloudFormation::Stack'(name) {
    const TemplateBody = JSON.stringify({ Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } });
    const stack = await cloud.root().cloudformation.CreateStack({ StackName: name, TemplateBody, Tags, EnableTerminationProtection: true });
    await cloud.clock.advance(60_000);
    return { id: name, arn: stack.StackId! };
  },
  async 'AWS::S3::Bucket'(name) {
    const { s3 } = cloud.root();
    const Bucket = `bucket-${name}`;
    await s3.CreateBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: TEST_REGION } });
    await s3.PutBucketTagging({ Bucket, Tagging: { TagSet: Tags } });
    await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    for (const Body of ['1', '2']) await s3.PutObject({ Bucket, Key: 'a', Body });
    await s3.DeleteObject({ Bucket, Key: 'a' });
    return { id: Bucket, arn: `arn:aws:s3:::${Bucket}`, holds: 3 };
  },
  async 'AWS::ECR::Repository'(repositoryName) {
    const { ecr } = cloud.root();
    await ecr.CreateRepository({ repositoryName, tags: Tags });
    return { id: repositoryName, arn: arn('ecr', `repository/${repositoryName}`), holds: 0 };
  },
  async 'AWS::DynamoDB::Table'(TableName) {
    const made = await cloud.root().dynamodb.CreateTable({
      TableName,
      Tags,
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
    return { id: TableName, arn: made.TableDescription!.TableArn! };
  },
  async 'AWS::Kinesis::Stream'(StreamName) {
    await cloud.root().kinesis.CreateStream({ StreamName, ShardCount: 1, Tags: { workshop: 'yes' } });
    return { id: StreamName, arn: arn('kinesis', `stream/${StreamName}`) };
  },
  'AWS::Lambda::Function': (name) => makeFunction(name),
  async 'AWS::Lambda::EventSourceMapping'(name) {
    const { FunctionArn } = await makeFunction(`of-${name}`);
    const queue = await makeQueue(`for-${name}`);
    const made = await cloud
      .root()
      .lambda.CreateEventSourceMapping({ FunctionName: FunctionArn, EventSourceArn: queue.arn, Tags: { workshop: 'yes' } });
    return { id: made.UUID!, arn: made.EventSourceMappingArn! };
  },
  async 'AWS::Lambda::LayerVersion'(LayerName) {
    const made = await cloud.root().lambda.PublishLayerVersion({ LayerName, Content: { ZipFile: zip() } });
    return { id: made.LayerVersionArn!, arn: made.LayerVersionArn! };
  },
  async 'AWS::Logs::LogGroup'(name) {
    await cloud.root().logs.CreateLogGroup({ logGroupName: `/x/${name}`, tags: { workshop: 'yes' } });
    return { id: `/x/${name}`, arn: arn('logs', `log-group:/x/${name}`) };
  },
  async 'AWS::IAM::Role'(RoleName) {
    const { iam } = cloud.root();
    const { Role } = await iam.CreateRole({ RoleName, Path: '/x/', AssumeRolePolicyDocument: trust, Tags });
    await iam.PutRolePolicy({ RoleName, PolicyName: 'inline', PolicyDocument: policy });
    await iam.AttachRolePolicy({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    await iam.CreateInstanceProfile({ InstanceProfileName: `with-${RoleName}` });
    await iam.AddRoleToInstanceProfile({ InstanceProfileName: `with-${RoleName}`, RoleName });
    return { id: RoleName, arn: Role!.Arn!, holds: 3 };
  },
  async 'AWS::IAM::ManagedPolicy'(PolicyName) {
    const { iam } = cloud.root();
    const PolicyArn = (await iam.CreatePolicy({ PolicyName, PolicyDocument: policy, Tags })).Policy!.Arn!;
    await iam.CreatePolicyVersion({ PolicyArn, PolicyDocument: policy, SetAsDefault: true });
    await iam.CreateRole({ RoleName: `uses-${PolicyName}`, AssumeRolePolicyDocument: trust });
    await iam.AttachRolePolicy({ RoleName: `uses-${PolicyName}`, PolicyArn });
    return { id: PolicyArn, arn: PolicyArn, holds: 2 };
  },
  async 'AWS::IAM::User'(UserName) {
    const { iam } = cloud.root();
    const { User } = await iam.CreateUser({ UserName, Tags });
    await iam.CreateAccessKey({ UserName });
    await iam.PutUserPolicy({ UserName, PolicyName: 'inline', PolicyDocument: policy });
    return { id: UserName, arn: User!.Arn!, holds: 2 };
  },
  async 'AWS::IAM::InstanceProfile'(InstanceProfileName) {
    const { iam } = cloud.root();
    const made = await iam.CreateInstanceProfile({ InstanceProfileName, Tags });
    await iam.CreateRole({ RoleName: `in-${InstanceProfileName}`, AssumeRolePolicyDocument: trust });
    await iam.AddRoleToInstanceProfile({ InstanceProfileName, RoleName: `in-${InstanceProfileName}` });
    return { id: InstanceProfileName, arn: made.InstanceProfile!.Arn!, holds: 1 };
  },
  async 'AWS::SSM::Parameter'(name) {
    await cloud.root().ssm.PutParameter({ Name: `/x/${name}`, Type: 'String', Value: 'x', Tags });
    return { id: `/x/${name}`, arn: arn('ssm', `parameter/x/${name}`) };
  },
  'AWS::SQS::Queue': (name) => makeQueue(name),
  async 'AWS::SNS::Topic'(Name) {
    const { TopicArn } = await cloud.root().sns.CreateTopic({ Name, Tags });
    return { id: TopicArn!, arn: TopicArn! };
  },
  async 'AWS::ApiGateway::RestApi'(name) {
    const { id } = await cloud.root().apigateway.CreateRestApi({ name, tags: { workshop: 'yes' } });
    return { id: id!, arn: `arn:aws:apigateway:${TEST_REGION}::/restapis/${id}` };
  },
  async 'AWS::ApiGateway::ApiKey'(name) {
    const { id } = await cloud.root().apigateway.CreateApiKey({ name, tags: { workshop: 'yes' } });
    return { id: id!, arn: `arn:aws:apigateway:${TEST_REGION}::/apikeys/${id}` };
  },
  async 'AWS::ApiGateway::UsagePlan'(name) {
    const { id } = await cloud.root().apigateway.CreateUsagePlan({ name, tags: { workshop: 'yes' } });
    return { id: id!, arn: `arn:aws:apigateway:${TEST_REGION}::/usageplans/${id}`, holds: 0 };
  },
  async 'AWS::ApiGatewayV2::Api'(Name) {
    const { ApiId } = await cloud.root().apigatewayv2.CreateApi({ Name, ProtocolType: 'HTTP', Tags: { workshop: 'yes' } });
    return { id: ApiId!, arn: `arn:aws:apigateway:${TEST_REGION}::/apis/${ApiId}` };
  },
  async 'AWS::SecretsManager::Secret'(Name) {
    const { ARN } = await cloud.root().secretsmanager.CreateSecret({ Name, SecretString: 'x', Tags });
    return { id: ARN!, arn: ARN! };
  },
  async 'AWS::Scheduler::Schedule'(Name) {
    const { scheduler, iam } = cloud.root();
    const { Role } = await iam.CreateRole({ RoleName: `calls-${Name}`, AssumeRolePolicyDocument: trust });
    const { ScheduleArn } = await scheduler.CreateSchedule({
      Name,
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arn('sqs', 'nobody'), RoleArn: Role!.Arn! },
    });
    return { id: Name, arn: ScheduleArn! };
  },
  async 'AWS::StepFunctions::StateMachine'(name) {
    const { iam, states } = cloud.root();
    const { Role } = await iam.CreateRole({ RoleName: `drives-${name}`, AssumeRolePolicyDocument: trust });
    const made = await states.CreateStateMachine({
      name,
      roleArn: Role!.Arn!,
      definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
      tags: [{ key: 'workshop', value: 'yes' }],
    });
    return { id: made.stateMachineArn!, arn: made.stateMachineArn! };
  },
  async 'AWS::CloudWatch::Alarm'(AlarmName) {
    const watched = { Namespace: 'AWS/Lambda', MetricName: 'Errors', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 } as const;
    await cloud.root().cloudwatch.PutMetricAlarm({ AlarmName, ...watched, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold', Tags });
    return { id: AlarmName, arn: arn('cloudwatch', `alarm:${AlarmName}`) };
  },
  'AWS::Events::Rule': (name) => makeRule(name),
  async 'AWS::Events::Archive'(ArchiveName) {
    const { ArchiveArn } = await cloud.root().events.CreateArchive({ ArchiveName, EventSourceArn: arn('events', 'event-bus/default') });
    return { id: ArchiveName, arn: ArchiveArn! };
  },
  async 'AWS::CloudFront::OriginAccessControl'(Name) {
    const id = await makeOriginAccessControl(Name);
    return { id, arn: `arn:aws:cloudfront::${TEST_ACCOUNT}:origin-access-control/${id}` };
  },
  async 'AWS::CloudFront::CachePolicy'(Name) {
    const none = {
      HeadersConfig: { HeaderBehavior: 'none' },
      CookiesConfig: { CookieBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    } as const;
    const made = await cloud.root().cloudfront.CreateCachePolicy({
      CachePolicyConfig: { Name, MinTTL: 0, ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: true, ...none } },
    });
    const id = made.CachePolicy!.Id!;
    return { id, arn: `arn:aws:cloudfront::${TEST_ACCOUNT}:cache-policy/${id}` };
  },
  async 'AWS::CloudFront::ResponseHeadersPolicy'(Name) {
    const made = await cloud.root().cloudfront.CreateResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name } });
    const id = made.ResponseHeadersPolicy!.Id!;
    return { id, arn: `arn:aws:cloudfront::${TEST_ACCOUNT}:response-headers-policy/${id}` };
  },
};

async function makeOriginAccessControl(Name: string): Promise<string> {
  const OriginAccessControlConfig = {
    Name,
    SigningProtocol: 'sigv4',
    SigningBehavior: 'always',
    OriginAccessControlOriginType: 's3',
  } as const;
  return (await cloud.root().cloudfront.CreateOriginAccessControl({ OriginAccessControlConfig })).OriginAccessControl!.Id!;
}

async function makeQueue(QueueName: string): Promise<Made> {
  const { QueueUrl } = await cloud.root().sqs.CreateQueue({ QueueName, tags: { workshop: 'yes' } });
  return { id: QueueUrl!, arn: arn('sqs', QueueName) };
}

/** A rule with two targets. */
async function makeRule(Name: string, EventBusName = 'default'): Promise<Made> {
  const { events } = cloud.root();
  const { RuleArn } = await events.PutRule({ Name, EventBusName, EventPattern: '{"source":["shop"]}', Tags });
  const Targets = ['jobs', 'more'].map((queue) => ({ Id: queue, Arn: arn('sqs', queue) }));
  await events.PutTargets({ Rule: Name, EventBusName, Targets });
  return { id: EventBusName === 'default' ? Name : `${EventBusName}|${Name}`, arn: RuleArn!, holds: 2 };
}

async function makeFunction(FunctionName: string): Promise<Made & { FunctionArn: string }> {
  const { iam, lambda } = cloud.root();
  const { Role } = await iam.CreateRole({ RoleName: `runs-${FunctionName}`, AssumeRolePolicyDocument: trust });
  await iam.AttachRolePolicy({ RoleName: `runs-${FunctionName}`, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  const made = await lambda.CreateFunction({
    FunctionName,
    Role: Role!.Arn!,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile: zip() },
    Tags: { workshop: 'yes' },
  });
  return { id: FunctionName, arn: made.FunctionArn!, FunctionArn: made.FunctionArn! };
}

const zip = () => zipSync({ 'index.mjs': strToU8('export const handler = async () => {};') });

async function listed({ list }: CleanUp, clients = aws): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of list(clients)) ids.push(id);
  return ids;
}

test.each(Object.keys(MAKERS))('%s is found, read, emptied, unprotected and deleted; another one stays', async (type) => {
  const cleanUp = cleanUps.find((each) => each.type === type)!;
  const mine = await MAKERS[type]!('mine');
  const other = await MAKERS[type]!('other');
  expect(await listed(cleanUp)).toEqual(expect.arrayContaining([mine.id, other.id]));
  expect(resourceOf(mine.arn, aws.configuration.endpoint)).toEqual({ cleanUp, id: mine.id });
  if (cleanUp.tags) expect(await cleanUp.tags(aws, mine.id)).toEqual({ workshop: 'yes' });
  if (cleanUp.protection) {
    expect(await cleanUp.protection.isOn(aws, mine.id)).toBe(true);
    await expect(cleanUp.delete(aws, mine.id)).rejects.toThrow();
    await cleanUp.protection.lift(aws, mine.id);
    expect(await cleanUp.protection.isOn(aws, mine.id)).toBe(false);
  }
  if (cleanUp.empty) {
    expect(await cleanUp.empty(aws, mine.id)).toBe(mine.holds);
    expect(await cleanUp.empty(aws, mine.id)).toBe(0);
  }
  await cleanUp.delete(aws, mine.id);
  await cloud.clock.advance(120_000);
  const left = await listed(cleanUp);
  expect(left).not.toContain(mine.id);
  expect(left).toContain(other.id);
  // Gone already is no error, and has no tags.
  await cleanUp.delete(aws, mine.id);
  if (cleanUp.tags) expect(await cleanUp.tags(aws, mine.id)).toBeUndefined();
  if (cleanUp.empty) expect(await cleanUp.empty(aws, mine.id)).toBe(0);
  // Deleted full: whoever deletes need not empty first.
  if (cleanUp.empty) {
    await cleanUp.delete(aws, other.id);
    expect(await listed(cleanUp)).not.toContain(other.id);
  }
});

/** EC2 as far as these types call it: the embedded cloud has none. */
const EC2: Readonly<
  Record<string, { describe: string; list: string; id: string; ids: string; tags: string; remove: string; gone: string; arn: string }>
> = {
  'AWS::EC2::Snapshot': {
    describe: 'DescribeSnapshotsCommand',
    list: 'Snapshots',
    id: 'SnapshotId',
    ids: 'SnapshotIds',
    tags: 'Tags',
    remove: 'DeleteSnapshotCommand',
    gone: 'InvalidSnapshot.NotFound',
    arn: 'snapshot',
  },
  'AWS::EC2::NetworkInterface': {
    describe: 'DescribeNetworkInterfacesCommand',
    list: 'NetworkInterfaces',
    id: 'NetworkInterfaceId',
    ids: 'NetworkInterfaceIds',
    tags: 'TagSet',
    remove: 'DeleteNetworkInterfaceCommand',
    gone: 'InvalidNetworkInterfaceID.NotFound',
    arn: 'network-interface',
  },
  'AWS::EC2::EIP': {
    describe: 'DescribeAddressesCommand',
    list: 'Addresses',
    id: 'AllocationId',
    ids: 'AllocationIds',
    tags: 'Tags',
    remove: 'ReleaseAddressCommand',
    gone: 'InvalidAllocationID.NotFound',
    arn: 'elastic-ip',
  },
};

test.each(Object.entries(EC2))('%s is found, read and deleted; another one stays', async (type, calls) => {
  const things = new Set(['mine', 'other']);
  const ec2 = clientsOf({ region: TEST_REGION, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  const answer = (name: string, input: Record<string, unknown>): object => {
    const wanted = (name === calls.remove ? [input[calls.id]] : (input[calls.ids] as string[] | undefined)) ?? [...things];
    if (wanted.some((id) => !things.has(String(id)))) throw Object.assign(new Error('gone'), { name: calls.gone });
    if (name === calls.remove) things.delete(String(input[calls.id]));
    else if (name !== calls.describe) throw new Error(`unexpected ${name}`);
    return { [calls.list]: wanted.map((id) => ({ [calls.id]: id, [calls.tags]: Tags })) };
  };
  ec2.client(EC2Client).middlewareStack.add(
    (_next, context) =>
      async ({ input }) =>
        ({ output: { $metadata: {}, ...answer(context.commandName!, input as never) }, response: {} }) as never,
    { step: 'initialize', priority: 'high' },
  );
  const cleanUp = cleanUps.find((each) => each.type === type)!;
  const ids = () => listed(cleanUp, ec2);
  expect(await ids()).toEqual(['mine', 'other']);
  expect(await cleanUp.tags!(ec2, 'mine')).toEqual({ workshop: 'yes' });
  expect(resourceOf(arn('ec2', `${calls.arn}/mine`))).toEqual({ cleanUp, id: 'mine' });
  await cleanUp.delete(ec2, 'mine');
  await cleanUp.delete(ec2, 'mine');
  expect(await ids()).toEqual(['other']);
  expect(await cleanUp.tags!(ec2, 'mine')).toBeUndefined();
});

test('a secret that waits for its deletion is found, and deleted for good: its name is free again', async () => {
  const { secretsmanager } = cloud.root();
  const { ARN = '' } = await secretsmanager.CreateSecret({ Name: 'password', SecretString: 'x' });
  await secretsmanager.DeleteSecret({ SecretId: ARN, RecoveryWindowInDays: 7 });
  const cleanUp = cleanUps.find(({ type }) => type === 'AWS::SecretsManager::Secret')!;
  expect(await listed(cleanUp)).toContain(ARN);
  await cleanUp.delete(aws, ARN);
  await cloud.clock.advance(120_000);
  expect(await listed(cleanUp)).not.toContain(ARN);
  await secretsmanager.CreateSecret({ Name: 'password', SecretString: 'x' });
});

const RULE = 'AWS::Events::Rule';

test('a rule on another bus is told from its namesake, by bus and name, as CloudFormation does', async () => {
  const { events, cloudformation } = cloud.root();
  const properties = { Name: 'placed', EventBusName: 'shop', EventPattern: { source: ['shop'] } };
  await events.CreateEventBus({ Name: 'shop' });
  const namesake = await makeRule('ordered');
  const ordered = await makeRule('ordered', 'shop');
  const TemplateBody = JSON.stringify({ Resources: { Placed: { Type: RULE, DeletionPolicy: 'Retain', Properties: properties } } });
  await cloudformation.CreateStack({ StackName: 'shop', TemplateBody });
  await cloud.clock.advance(60_000);
  const { StackResourceDetail } = await cloudformation.DescribeStackResource({ StackName: 'shop', LogicalResourceId: 'Placed' });
  const cleanUp = cleanUps.find(({ type }) => type === RULE)!;
  expect(resourceOf(ordered.arn)).toEqual({ cleanUp, id: 'shop|ordered' });
  expect(await listed(cleanUp)).toEqual(expect.arrayContaining([namesake.id, ordered.id, StackResourceDetail!.PhysicalResourceId]));
  await cleanUp.delete(aws, ordered.id);
  expect(await cleanUp.tags!(aws, ordered.id)).toBeUndefined();
  expect(await cleanUp.tags!(aws, namesake.id)).toEqual({ workshop: 'yes' });
  expect((await events.ListTargetsByRule({ Rule: namesake.id })).Targets).toHaveLength(2);
});

test('a composite alarm is found, read and deleted as an alarm', async () => {
  const { cloudwatch } = cloud.root();
  const { id } = await MAKERS['AWS::CloudWatch::Alarm']!('part');
  await cloudwatch.PutCompositeAlarm({ AlarmName: 'whole', AlarmRule: `ALARM("${id}")`, Tags });
  const { cleanUp } = resourceOf(arn('cloudwatch', 'alarm:whole'))!;
  expect(await listed(cleanUp)).toEqual(expect.arrayContaining([id, 'whole']));
  expect(await cleanUp.tags!(aws, 'whole')).toEqual({ workshop: 'yes' });
  // An alarm that another one is made of goes after that.
  await expect(cleanUp.delete(aws, id)).rejects.toThrow('whole');
  for (const name of ['whole', id]) await cleanUp.delete(aws, name);
  const left = await listed(cleanUp);
  expect([id, 'whole'].filter((name) => left.includes(name))).toEqual([]);
});

test('what AWS itself keeps on a bus is not listed, and a target that stays is told', async () => {
  const bridge = clientsOf({ region: TEST_REGION, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  const answers: Readonly<Record<string, (input: Record<string, unknown>) => object>> = {
    ListEventBusesCommand: ({ NextToken }) =>
      NextToken ? { EventBuses: [{ Name: 'shop' }] } : { EventBuses: [{ Name: 'default' }], NextToken: '2' },
    ListRulesCommand: ({ EventBusName, NextToken }) =>
      NextToken
        ? { Rules: [{ Name: 'second' }] }
        : {
            Rules: [{ Name: 'first' }, { Name: 'managed', ManagedBy: 'states.amazonaws.com' }],
            ...(EventBusName === 'shop' && { NextToken: '2' }),
          },
    ListTargetsByRuleCommand: () => ({ Targets: [{ Id: 'jobs' }] }),
    RemoveTargetsCommand: () => ({ FailedEntries: [{ TargetId: 'jobs', ErrorCode: 'Busy', ErrorMessage: 'later' }] }),
    DeleteRuleCommand: () => {
      throw new Error("Rule can't be deleted since it has targets.");
    },
  };
  bridge.client(EventBridgeClient).middlewareStack.add(
    (_next, context) =>
      async ({ input }) =>
        ({ output: { $metadata: {}, ...answers[context.commandName!]!(input as never) }, response: {} }) as never,
    { step: 'initialize', priority: 'high' },
  );
  const cleanUp = cleanUps.find(({ type }) => type === RULE)!;
  expect(await listed(cleanUp, bridge)).toEqual(['first', 'shop|first', 'shop|second']);
  await expect(cleanUp.delete(bridge, 'first')).rejects.toThrow('since it has targets');
});

const DISTRIBUTION = 'AWS::CloudFront::Distribution';

test('a distribution is disabled first, and deleted once that has reached every edge', async () => {
  const { cloudfront } = cloud.root();
  const OriginAccessControlId = await makeOriginAccessControl('distribution');
  const origin = { Id: 'o', DomainName: 'b.s3.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' }, OriginAccessControlId };
  const CachePolicyId = '658327ea-f89d-4fab-a63d-7e88639e58f6';
  const DistributionConfig = {
    CallerReference: '1',
    Comment: '',
    Enabled: true,
    Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'allow-all', CachePolicyId },
  } as const;
  const made = await cloudfront.CreateDistributionWithTags({
    DistributionConfigWithTags: { DistributionConfig: structuredClone(DistributionConfig) as never, Tags: { Items: Tags } },
  });
  const { Id: id = '', ARN = '' } = made.Distribution!;
  const cleanUp = cleanUps.find(({ type }) => type === DISTRIBUTION)!;
  expect(await listed(cleanUp)).toEqual([id]);
  expect(resourceOf(ARN)).toEqual({ cleanUp, id });
  expect(await cleanUp.tags!(aws, id)).toEqual({ workshop: 'yes' });
  await expect(cleanUp.delete(aws, id)).rejects.toMatchObject({ name: 'DistributionNotDisabled' });
  await cloud.clock.advance(1000);
  await cleanUp.delete(aws, id);
  await cleanUp.delete(aws, id);
  expect(await listed(cleanUp)).toEqual([]);
  expect(await cleanUp.tags!(aws, id)).toBeUndefined();
});

test('every type has its test here', () => {
  expect([...Object.keys(MAKERS), ...Object.keys(EC2), DISTRIBUTION].sort()).toEqual(cleanUps.map(({ type }) => type).sort());
});

test('types are deleted after all that uses them, stacks first', () => {
  const order = deletionOrder().map(({ type }) => type);
  expect(order).toHaveLength(cleanUps.length);
  expect(order[0]).toBe('AWS::CloudFormation::Stack');
  for (const { type, after } of cleanUps) {
    for (const earlier of after) {
      if (order.includes(earlier)) expect(order.indexOf(earlier), `${earlier} before ${type}`).toBeLessThan(order.indexOf(type));
    }
  }
  const round = [
    { ...cleanUps[0]!, type: 'a', after: ['b'] },
    { ...cleanUps[0]!, type: 'b', after: ['a'] },
  ];
  expect(() => deletionOrder(round)).toThrow('circle: a, b');
});
