import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { ecr } from '../../ecr/service.ts';
import { ssm } from '../../ssm/service.ts';
import { sts } from '../../sts/service.ts';
import { iam } from '../service.ts';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string) => document({ Effect: 'Allow', Action, Resource: '*' });
const trust = (Service: string) => document({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const XRAY = 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess';
const att = (name: string, attribute: string) => ({ 'Fn::GetAtt': [name, attribute] });

let host: MemoryCloud;
let client: CloudFormationClient;
beforeEach(async () => {
  host = await memoryCloud({ services: [cloudformation, iam, sts, ssm, ecr] });
  client = new CloudFormationClient(host.clientOptions());
});

const StackName = 'shop';
const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const settle = () => host.clock.advance(10_000);
async function outputs(): Promise<Record<string, string>> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  const { StackStatus, StackStatusReason, Outputs = [] } = Stacks![0]!;
  expect(`${StackStatus} ${StackStatusReason ?? ''}`).toMatch(/^(CREATE|UPDATE)_COMPLETE/);
  return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}
async function create(Resources: object, Outputs: object = {}): Promise<Record<string, string>> {
  await client.send(
    new CreateStackCommand({
      StackName,
      Capabilities,
      TemplateBody: JSON.stringify({ Resources, Outputs }),
      Tags: [{ Key: 'lab', Value: 'leda' }],
    }),
  );
  await settle();
  return outputs();
}
async function update(Resources: object, Outputs: object = {}): Promise<Record<string, string>> {
  await client.send(
    new UpdateStackCommand({
      StackName,
      Capabilities,
      TemplateBody: JSON.stringify({ Resources, Outputs }),
      Tags: [{ Key: 'lab', Value: 'leda' }],
    }),
  );
  await settle();
  return outputs();
}
async function remove(): Promise<void> {
  await client.send(new DeleteStackCommand({ StackName }));
  await settle();
  await expect(client.send(new DescribeStacksCommand({ StackName }))).rejects.toThrow('does not exist');
}

describe('AWS::IAM::Role and its policies', () => {
  const role = (Properties: object) => ({
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ...Properties },
  });
  const policy = (Properties: object) => ({
    Type: 'AWS::IAM::Policy',
    Properties: { Roles: [{ Ref: 'Fn' }], PolicyName: 'default', ...Properties },
  });

  test('are made, changed in place and removed', async () => {
    const show = { Arn: { Value: att('Fn', 'Arn') }, Id: { Value: att('Fn', 'RoleId') }, Name: { Value: { Ref: 'Fn' } } };
    const first = await create(
      {
        Fn: role({
          ManagedPolicyArns: [BASIC],
          Policies: [{ PolicyName: 'inline', PolicyDocument: allow('s3:*') }],
          Description: 'runs',
          Tags: [{ Key: 'a', Value: '1' }],
        }),
        Default: policy({ PolicyDocument: allow('sqs:*') }),
      },
      show,
    );
    expect(first.Arn).toBe(`arn:aws:iam::${TEST_ACCOUNT}:role/${first.Name}`);
    const RoleName = first.Name!;
    const admin = host.root().iam;
    expect((await admin.ListRolePolicies({ RoleName })).PolicyNames).toEqual(['default', 'inline']);
    expect((await admin.GetRole({ RoleName })).Role?.Tags?.filter(({ Key }) => !Key!.startsWith('aws:'))).toEqual([
      { Key: 'lab', Value: 'leda' },
      { Key: 'a', Value: '1' },
    ]);

    const second = await update(
      {
        Fn: role({
          ManagedPolicyArns: [XRAY],
          AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
          PermissionsBoundary: BASIC,
          MaxSessionDuration: 7200,
        }),
        Default: policy({ PolicyName: 'renamed', PolicyDocument: allow('sns:*') }),
      },
      show,
    );
    expect(second).toEqual(first);
    expect((await admin.ListRolePolicies({ RoleName })).PolicyNames).toEqual(['renamed']);
    expect((await admin.ListAttachedRolePolicies({ RoleName })).AttachedPolicies).toMatchObject([{ PolicyArn: XRAY }]);
    const { Role: changed } = await admin.GetRole({ RoleName });
    expect(changed).toMatchObject({ MaxSessionDuration: 7200, PermissionsBoundary: { PermissionsBoundaryArn: BASIC } });
    expect(changed?.Tags?.filter(({ Key }) => !Key!.startsWith('aws:'))).toEqual([{ Key: 'lab', Value: 'leda' }]);
    await remove();
    expect((await admin.ListRoles({})).Roles).toEqual([]);
  });

  test('a role whose policy is refused does not stay behind', async () => {
    const broken = { Fn: role({ Policies: [{ PolicyName: 'p', PolicyDocument: {} }] }) };
    await client.send(new CreateStackCommand({ StackName, Capabilities, TemplateBody: JSON.stringify({ Resources: broken }) }));
    await settle();
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks?.[0]?.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await host.root().iam.ListRoles({})).Roles).toEqual([]);
  });
});

test('AWS::IAM::ManagedPolicy takes new versions and is detached when it goes', async () => {
  const resources = (action: string, users: boolean) => ({
    Mai: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Team' }] } },
    Team: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'team', ManagedPolicyArns: [BASIC] } },
    P: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: allow(action), Groups: ['team'], ...(users && { Users: [{ Ref: 'Mai' }] }) },
      DependsOn: 'Team',
    },
    Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'Mai' } } },
  });
  const show = {
    Policy: { Value: { Ref: 'P' } },
    User: { Value: { Ref: 'Mai' } },
    UserArn: { Value: att('Mai', 'Arn') },
    Group: { Value: att('Team', 'Arn') },
  };
  const { Policy: PolicyArn, User: UserName, UserArn, Group } = await create(resources('s3:*', true), show);
  expect([UserArn, Group]).toEqual([`arn:aws:iam::${TEST_ACCOUNT}:user/${UserName}`, `arn:aws:iam::${TEST_ACCOUNT}:group/team`]);
  const admin = host.root().iam;
  expect((await admin.ListAccessKeys({ UserName })).AccessKeyMetadata).toHaveLength(1);
  for (let i = 0; i < 6; i++) await update(resources(`s3:Get${i}*`, i % 2 === 0), show);
  expect((await admin.GetPolicy({ PolicyArn })).Policy).toMatchObject({ DefaultVersionId: 'v7', AttachmentCount: 1 });
  await remove();
  expect((await admin.ListPolicies({ Scope: 'Local' })).Policies).toEqual([]);
  expect([(await admin.ListUsers({})).Users, (await admin.ListGroups({})).Groups]).toEqual([[], []]);
});

test('AWS::IAM::InstanceProfile holds its role', async () => {
  const resources = {
    R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('ec2.amazonaws.com') } },
    P: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'R' }] } },
  };
  const { Arn, Name } = await create(resources, { Arn: { Value: att('P', 'Arn') }, Name: { Value: { Ref: 'P' } } });
  expect(Arn).toBe(`arn:aws:iam::${TEST_ACCOUNT}:instance-profile/${Name}`);
  expect((await host.root().iam.GetInstanceProfile({ InstanceProfileName: Name })).InstanceProfile?.Roles).toHaveLength(1);
  await remove();
});

test('AWS::SSM::Parameter and AWS::ECR::Repository as a CDK bootstrap makes them', async () => {
  const lifecycle = {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 365 },
        action: { type: 'expire' },
      },
    ],
  };
  const resources = (Value: string, ImageTagMutability: string) => ({
    Version: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Name: '/cdk-bootstrap/hnb659fds/version', Value, Tags: { a: Value } },
    },
    Images: {
      Type: 'AWS::ECR::Repository',
      Properties: {
        ImageTagMutability,
        LifecyclePolicy: { LifecyclePolicyText: JSON.stringify(lifecycle) },
        RepositoryPolicyText: document({
          Sid: 'Pull',
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: ['ecr:BatchGetImage'],
        }),
      },
    },
  });
  const show = {
    Name: { Value: { Ref: 'Images' } },
    Uri: { Value: att('Images', 'RepositoryUri') },
    Value: { Value: att('Version', 'Value') },
  };
  const made = await create(resources('32', 'IMMUTABLE'), show);
  expect(made).toMatchObject({ Uri: `${TEST_ACCOUNT}.dkr.ecr.ap-southeast-1.amazonaws.com/${made.Name}`, Value: '32' });
  const { ssm: parameters, ecr: images } = host.root();
  expect((await parameters.GetParameter({ Name: '/cdk-bootstrap/hnb659fds/version' })).Parameter?.Value).toBe('32');
  expect((await images.GetLifecyclePolicy({ repositoryName: made.Name })).lifecyclePolicyText).toBe(JSON.stringify(lifecycle));
  await update(resources('33', 'MUTABLE'), show);
  expect((await parameters.GetParameter({ Name: '/cdk-bootstrap/hnb659fds/version' })).Parameter).toMatchObject({
    Value: '33',
    Version: 2,
  });
  expect((await images.DescribeRepositories({})).repositories).toMatchObject([{ imageTagMutability: 'MUTABLE' }]);
  await remove();
  expect((await images.DescribeRepositories({})).repositories).toEqual([]);
  await expect(parameters.GetParameter({ Name: '/cdk-bootstrap/hnb659fds/version' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
});
