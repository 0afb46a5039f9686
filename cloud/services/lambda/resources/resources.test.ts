import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { kinesis } from '../../kinesis/service.ts';
import { logs } from '../../logs/service.ts';
import { sts } from '../../sts/service.ts';
import { type FakeEnvironments, fakeEnvironments } from '../fake-environments.ts';
import { lambda } from '../service.ts';

let cloud: MemoryCloud;
let environments: FakeEnvironments;

beforeEach(async () => {
  environments = fakeEnvironments();
  cloud = await memoryCloud({ services: [cloudformation, iam, sts, logs, kinesis, lambda], environments });
});

const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'all',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['kinesis:*', 'logs:*'], Resource: '*' }] },
      },
    ],
  },
};

function template(fn: object = {}, mapping: object = {}) {
  return {
    Resources: {
      Role: ROLE,
      Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } },
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { ZipFile: 'exports.handler = async () => 1;' },
          Environment: { Variables: { STREAM: { Ref: 'Stream' } } },
          ReservedConcurrentExecutions: '1',
          ...fn,
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'Fn' },
          EventSourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] },
          StartingPosition: 'LATEST',
          BatchSize: '10',
          ...mapping,
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Action: 'lambda:InvokeFunction', FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Principal: 's3.amazonaws.com' },
      },
      Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: { FunctionName: { Ref: 'Fn' }, Name: 'live', FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] } },
      },
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { FunctionName: { Ref: 'Fn' }, Qualifier: '$LATEST', MaximumRetryAttempts: 1 },
      },
    },
    Outputs: {
      Name: { Value: { Ref: 'Fn' } },
      Arn: { Value: { 'Fn::GetAtt': ['Fn', 'Arn'] } },
      Mapping: { Value: { Ref: 'Mapping' } },
      Alias: { Value: { Ref: 'Alias' } },
      Version: { Value: { Ref: 'Version' } },
    },
  };
}

async function ended(): Promise<{ status: string; reasons: string[]; outputs: Record<string, string> }> {
  for (let i = 0; i < 200; i++) {
    await cloud.clock.advance(1000);
    const { Stacks } = await cloud.root().cloudformation.DescribeStacks({ StackName: 'app' });
    const { StackStatus, Outputs } = Stacks![0]!;
    if (StackStatus!.endsWith('_IN_PROGRESS')) continue;
    const { StackEvents } = await cloud.root().cloudformation.DescribeStackEvents({ StackName: 'app' });
    return {
      status: StackStatus!,
      reasons: StackEvents!.filter((event) => event.ResourceStatus!.endsWith('FAILED')).map((event) => event.ResourceStatusReason!),
      outputs: Object.fromEntries((Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!])),
    };
  }
  throw new Error('The stack did not come to an end.');
}

async function deploy(operation: 'CreateStack' | 'UpdateStack', body: object) {
  const input = {
    StackName: 'app',
    TemplateBody: JSON.stringify(body),
    Capabilities: ['CAPABILITY_IAM' as const],
    Tags: [{ Key: 'team', Value: 'x' }],
  };
  await cloud.root().cloudformation[operation](input);
  return ended();
}

test('a stack makes, changes and removes a function with all that belongs to it', async () => {
  const { lambda } = cloud.root();
  const made = await deploy('CreateStack', template());
  expect(made).toMatchObject({ status: 'CREATE_COMPLETE', reasons: [] });
  const { Name, Arn, Mapping, Alias, Version } = made.outputs;
  expect(Name).toMatch(/^app-Fn-/);
  expect(Arn).toBe(`arn:aws:lambda:ap-southeast-1:${TEST_ACCOUNT}:function:${Name}`);
  expect(Version).toBe(`${Arn}:1`);
  expect(Alias).toBe(`${Arn}:live`);
  expect(await lambda.GetFunction({ FunctionName: Name })).toMatchObject({
    Tags: { team: 'x' },
    Concurrency: { ReservedConcurrentExecutions: 1 },
    Configuration: { Timeout: 3, MemorySize: 128 },
  });
  expect(await lambda.GetEventSourceMapping({ UUID: Mapping })).toMatchObject({ BatchSize: 10, State: 'Enabled' });
  expect(JSON.parse((await lambda.GetPolicy({ FunctionName: Name })).Policy!).Statement).toHaveLength(1);

  const changed = await deploy(
    'UpdateStack',
    template(
      { Timeout: 30, ReservedConcurrentExecutions: undefined, Code: { ZipFile: 'exports.handler = 2;' } },
      { BatchSize: 20, MaximumRetryAttempts: 5 },
    ),
  );
  expect(changed).toMatchObject({ status: 'UPDATE_COMPLETE', outputs: { Name, Mapping } });
  const { Concurrency, Configuration } = await lambda.GetFunction({ FunctionName: Name });
  expect(Configuration).toMatchObject({ Timeout: 30 });
  expect(Concurrency).toBeUndefined();
  expect(await lambda.GetEventSourceMapping({ UUID: Mapping })).toMatchObject({ BatchSize: 20, MaximumRetryAttempts: 5 });

  const { StackId } = (await cloud.root().cloudformation.DescribeStacks({ StackName: 'app' })).Stacks![0]!;
  await cloud.root().cloudformation.DeleteStack({ StackName: 'app' });
  for (let i = 0; i < 50; i++) await cloud.clock.advance(1000);
  const { Stacks } = await cloud.root().cloudformation.DescribeStacks({ StackName: StackId });
  expect(Stacks![0]!.StackStatus).toBe('DELETE_COMPLETE');
  expect((await lambda.ListFunctions({})).Functions).toEqual([]);
  expect((await lambda.ListEventSourceMappings({})).EventSourceMappings).toEqual([]);
  expect(cloud.faults).toEqual([]);
});

test.each([
  [{ Runtime: 'python3.13' }, 'The embedded cloud does not implement lambda CreateFunction with Runtime python3.13.'],
  [{ SnapStart: { ApplyOn: 'PublishedVersions' } }, 'SnapStart'],
])('a function with %j fails the stack by name', async (properties, reason) => {
  const { status, reasons } = await deploy('CreateStack', template(properties)).catch((error) => ({
    status: 'refused',
    reasons: [String(error)],
  }));
  expect(['ROLLBACK_COMPLETE', 'refused']).toContain(status);
  expect(reasons.join()).toContain(reason);
});
