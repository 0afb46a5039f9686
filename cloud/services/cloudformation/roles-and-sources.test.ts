import { expect, test } from 'vitest';
import { AwsError } from '../../aws-error.ts';
import { memoryCloud } from '../../host/memory.ts';
import { defineService } from '../../service.ts';
import { iam } from '../iam/service.ts';
import { ssm } from '../ssm/service.ts';
import { sts } from '../sts/service.ts';
import { things } from './fake-things.ts';
import { cloudformation } from './service.ts';
import { bucketAndKey } from './template-source.ts';

/** A bucket `templates` in memory. */
function objects(files: Record<string, string>) {
  return defineService({
    name: 's3',
    wires: [],
    scope: 'partition',
    initialState: () => ({}),
    operations: {
      GetObject: ({ Bucket, Key }: { Bucket: string; Key: string }) => {
        const text = files[`${Bucket}/${Key}`];
        if (text === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.');
        return { Body: new TextEncoder().encode(text) };
      },
    },
    access: {},
    resourceTypes: [],
  });
}

async function start(files: Record<string, string> = {}) {
  const world = things();
  const services = [cloudformation, iam, ssm, sts, objects(files), world.service];
  const host = await memoryCloud({ services: services as never });
  const aws = host.root();
  return { ...host, world, aws, cfn: aws.cloudformation, settle: () => host.clock.advance(100) };
}

const trust = (service: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });

test("resources are made as the stack's role, and the role stays with the stack", async () => {
  const { aws, cfn, settle } = await start();
  const { Role } = await aws.iam.CreateRole({ RoleName: 'deployer', AssumeRolePolicyDocument: trust('cloudformation.amazonaws.com') });
  const TemplateBody = JSON.stringify({
    Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/p', Value: '1' } } },
  });
  await cfn.CreateStack({ StackName: 'denied', TemplateBody, RoleARN: Role!.Arn });
  await settle();
  const { StackEvents } = await cfn.DescribeStackEvents({ StackName: 'denied' });
  expect(StackEvents!.find((event) => event.ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason).toMatch(
    /^Resource handler returned message: "User: arn:aws:sts::111122223333:assumed-role\/deployer\/AWSCloudFormation is not authorized to perform: ssm:PutParameter .*HandlerErrorCode: AccessDenied\)$/,
  );
  const allow = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }] });
  await aws.iam.PutRolePolicy({ RoleName: 'deployer', PolicyName: 'ssm', PolicyDocument: allow });
  await cfn.CreateStack({ StackName: 'allowed', TemplateBody, RoleARN: Role!.Arn });
  await settle();
  expect((await cfn.DescribeStacks({ StackName: 'allowed' })).Stacks).toMatchObject([
    { StackStatus: 'CREATE_COMPLETE', RoleARN: Role!.Arn },
  ]);
  await aws.iam.DeleteRolePolicy({ RoleName: 'deployer', PolicyName: 'ssm' });
  await cfn.DeleteStack({ StackName: 'allowed' });
  await settle();
  expect((await cfn.DescribeStacks({ StackName: 'allowed' })).Stacks).toMatchObject([{ StackStatus: 'DELETE_FAILED' }]);
});

test('a role that does not trust CloudFormation is refused', async () => {
  const { aws, cfn } = await start();
  const { Role } = await aws.iam.CreateRole({ RoleName: 'other', AssumeRolePolicyDocument: trust('lambda.amazonaws.com') });
  const TemplateBody = JSON.stringify({ Resources: { M: { Type: 'AWS::CDK::Metadata' } } });
  await expect(cfn.CreateStack({ StackName: 'shop', TemplateBody, RoleARN: Role!.Arn })).rejects.toMatchObject({
    code: 'ValidationError',
    message: `Role ${Role!.Arn} is invalid or cannot be assumed`,
  });
});

test('templates come from the bucket, parameters from Parameter Store', async () => {
  const template = JSON.stringify({
    Parameters: { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' } },
    Resources: { A: { Type: 'Test::Things::Thing', Properties: { Value: ['{{resolve:ssm:/version}}', { Ref: 'Version' }] } } },
  });
  const { aws, cfn, settle, world } = await start({ 'templates/a.json': template });
  await aws.ssm.PutParameter({ Name: '/version', Value: '32', Type: 'String' });
  await cfn.CreateStack({ StackName: 'shop', TemplateURL: 'http://127.0.0.1:4566/templates/a.json' });
  await settle();
  expect([...world.existing.values()]).toMatchObject([{ Value: ['32', '32'] }]);
  expect((await cfn.DescribeStacks({ StackName: 'shop' })).Stacks![0]!.Parameters).toEqual([
    { ParameterKey: 'Version', ParameterValue: '/version', ResolvedValue: '32' },
  ]);
  await expect(cfn.CreateStack({ StackName: 'lost', TemplateURL: 'http://127.0.0.1:4566/templates/b.json' })).rejects.toThrow(
    'S3 error: The specified key does not exist.',
  );
});

test.each([
  ['http://127.0.0.1:4566/bucket/dir/key.json', 'bucket', 'dir/key.json'],
  ['https://s3.ap-southeast-1.amazonaws.com/bucket/key.json', 'bucket', 'key.json'],
  ['https://bucket.s3.ap-southeast-1.amazonaws.com/dir/key.json', 'bucket', 'dir/key.json'],
  ['s3://bucket/dir/key.json', 'bucket', 'dir/key.json'],
])('%s is a template URL', (url, bucket, key) => {
  expect(bucketAndKey(url)).toEqual({ bucket, key });
});

test('a nested stack lives and dies with its parent', async () => {
  const child = (value: string) => ({
    Parameters: { Value: { Type: 'String' } },
    Resources: { T: { Type: 'Test::Things::Thing', Properties: { Value: { 'Fn::Sub': `${value}-\${Value}` } } } },
    Outputs: { Name: { Value: { Ref: 'T' } } },
  });
  const parent = (version: number) =>
    JSON.stringify({
      Resources: {
        Child: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: `http://127.0.0.1:4566/templates/${version}.json`, Parameters: { Value: 'x' } },
        },
      },
      Outputs: { Name: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.Name'] } } },
    });
  const { cfn, settle, world } = await start({
    'templates/1.json': JSON.stringify(child('one')),
    'templates/2.json': JSON.stringify(child('two')),
  });
  const { StackId } = await cfn.CreateStack({ StackName: 'parent', TemplateBody: parent(1) });
  await settle();
  const { Stacks } = await cfn.DescribeStacks({});
  expect(Stacks!.map((stack) => [stack.StackName, stack.StackStatus, stack.ParentId])).toEqual([
    [expect.stringMatching(/^parent-Child-[A-Z0-9]{12}$/), 'CREATE_COMPLETE', StackId],
    ['parent', 'CREATE_COMPLETE', undefined],
  ]);
  expect(Stacks![1]!.Outputs).toMatchObject([{ OutputValue: [...world.existing.keys()][0] }]);
  await cfn.UpdateStack({ StackName: 'parent', TemplateBody: parent(2) });
  await settle();
  expect([...world.existing.values()]).toMatchObject([{ Value: 'two-x' }]);
  await cfn.DeleteStack({ StackName: 'parent' });
  await settle();
  expect((await cfn.DescribeStacks({})).Stacks).toEqual([]);
  expect(world.existing.size).toBe(0);
});
