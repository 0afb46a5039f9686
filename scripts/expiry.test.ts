import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, expect, test, vi } from 'vitest';
import type { Full } from '#cdk/expiry/empty.ts';
import { EXPIRY_MINUTES, ExpiryStack } from '#cdk/expiry/expiry-stack.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../cloud/host/memory.ts';
import { readExpires } from './expires.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'expiry-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
  vi.unstubAllEnvs();
});
const MINUTE = 60_000;

/** The role that CDK deploys with: CloudFormation keeps deleting with it. */
async function executionRole(cloud: MemoryCloud): Promise<string> {
  const trust = { Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { iam } = cloud.root();
  const { Role } = await iam.CreateRole({
    RoleName: 'exec',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
  });
  await iam.AttachRolePolicy({ RoleName: 'exec', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  return Role!.Arn!;
}

async function create(cloud: MemoryCloud, RoleARN: string, StackName: string, template: object): Promise<string> {
  const { cloudformation } = cloud.root();
  const { StackId } = await cloudformation.CreateStack({
    StackName,
    RoleARN,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_IAM'],
  });
  await cloud.clock.advance(MINUTE);
  expect(await statusOf(cloud, StackName)).toBe('CREATE_COMPLETE');
  return StackId!;
}

const stacksOf = async (cloud: MemoryCloud) => (await cloud.root().cloudformation.DescribeStacks({})).Stacks ?? [];
const statusOf = async (cloud: MemoryCloud, name: string) =>
  (await stacksOf(cloud)).find(({ StackName }) => StackName === name)?.StackStatus;

const nothing: Full = { buckets: [], repositories: [] };
const expiryTemplate = (stackId: string, at: number, full = nothing): object => {
  vi.stubEnv('CDK_VALIDATION', 'false');
  const app = new App({ outdir: mkdtempSync(path.join(scratch, 'out-')), analyticsReporting: false });
  new ExpiryStack(app, 'lab-expiry', { stackName: 'lab-expiry', stackId, at, full });
  return app.synth().stacks[0]!.template;
};

const lab = (protectedTable: boolean) => ({
  Resources: {
    Jobs: { Type: 'AWS::SQS::Queue' },
    Users: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: protectedTable,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  },
});

test('after three hours the lab is gone, and an hour later its expiry too: stack, role and schedules', async () => {
  const cloud = await memoryCloud();
  const role = await executionRole(cloud);
  const labId = await create(cloud, role, 'lab', lab(false));
  await create(cloud, role, 'bystander', lab(false));
  const at = Date.parse(readExpires('3h', cloud.clock.now()));
  await create(cloud, role, 'lab-expiry', expiryTemplate(labId, at));

  await cloud.clock.advance(at - cloud.clock.now() - MINUTE);
  expect(await statusOf(cloud, 'lab')).toBe('CREATE_COMPLETE');
  await cloud.clock.advance(3 * MINUTE);
  expect(await statusOf(cloud, 'lab')).toBeUndefined();
  await cloud.clock.advance((EXPIRY_MINUTES.itself + 5) * MINUTE);
  expect((await stacksOf(cloud)).map(({ StackName }) => StackName)).toEqual(['bystander']);
  const { Roles = [] } = await cloud.root().iam.ListRoles({});
  expect(Roles.map(({ RoleName }) => RoleName)).toEqual(['exec']);
  expect((await cloud.root().scheduler.ListSchedules({})).Schedules).toEqual([]);
  expect(cloud.faults).toEqual([]);
});

test('its role may delete these two stacks and nothing else', async () => {
  const cloud = await memoryCloud();
  const role = await executionRole(cloud);
  const labId = await create(cloud, role, 'lab', lab(false));
  await create(cloud, role, 'bystander', lab(false));
  await create(cloud, role, 'lab-expiry', expiryTemplate(labId, cloud.clock.now() + 600 * MINUTE));
  const { Roles = [] } = await cloud.root().iam.ListRoles({});
  const { RoleName = '', Arn: roleArn = '', RoleId: roleId = '' } = Roles.find(({ RoleName: name }) => name?.startsWith('lab-expiry'))!;
  const arn = `arn:aws:sts::${TEST_ACCOUNT}:assumed-role/${RoleName}/x`;
  const session = cloud.cloud.as(
    { type: 'assumed-role', account: TEST_ACCOUNT, roleArn, roleId, sessionName: 'x', arn },
    TEST_ACCOUNT,
    'ap-southeast-1',
  );

  await expect(session.cloudformation.DeleteStack({ StackName: 'bystander' })).rejects.toMatchObject({ code: 'AccessDenied' });
  await expect(session.sqs.ListQueues({})).rejects.toMatchObject({ code: expect.stringMatching(/AccessDenied/) });
  await session.cloudformation.DeleteStack({ StackName: labId });
  await cloud.clock.advance(MINUTE);
  expect(await statusOf(cloud, 'lab')).toBeUndefined();
  expect(await statusOf(cloud, 'bystander')).toBe('CREATE_COMPLETE');
});

test('what stood in the way at first is tried again', async () => {
  const cloud = await memoryCloud();
  const role = await executionRole(cloud);
  const labId = await create(cloud, role, 'lab', lab(true));
  const at = cloud.clock.now() + 60 * MINUTE;
  await create(cloud, role, 'lab-expiry', expiryTemplate(labId, at));
  await cloud.clock.advance(at - cloud.clock.now() + 5 * MINUTE);
  expect(await statusOf(cloud, 'lab')).toBe('DELETE_FAILED');
  const [table] = (await cloud.root().dynamodb.ListTables({})).TableNames!;
  await cloud.root().dynamodb.UpdateTable({ TableName: table!, DeletionProtectionEnabled: false });
  await cloud.clock.advance(EXPIRY_MINUTES.deleteAgain * MINUTE);
  expect(await statusOf(cloud, 'lab')).toBeUndefined();
});

test.each([
  ['3h', '2026-11-21T03:00:00Z'],
  ['90m', '2026-11-21T01:30:00Z'],
  ['2d', '2026-11-23T00:00:00Z'],
  ['never', 'never'],
])('--expires %s is %s', (text, expected) => {
  expect(readExpires(text, Date.UTC(2026, 10, 21))).toBe(expected);
});

test.each(['', '3', '3 h', '9m', '31d', '-3h', '1.5h', 'tomorrow'])('--expires %s is refused', (text) => {
  expect(() => readExpires(text, 0)).toThrow('argument.expires');
});

test('a lab with buckets and repositories: a function may empty these, and no other', () => {
  const template = expiryTemplate('arn:aws:cloudformation:x', 0, { buckets: ['photos'], repositories: ['app'] }) as {
    Resources: Record<string, { Type: string; Properties: { PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] } } }>;
  };
  const policies = Object.entries(template.Resources).filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith('Empty'));
  const [, policy] = policies[0]!;
  expect(JSON.stringify(policy.Properties.PolicyDocument.Statement.slice(1).map(({ Resource }) => Resource))).toBe(
    JSON.stringify([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::photos']] },
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::photos/*']] },
      {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':ecr:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':repository/app'],
        ],
      },
    ]),
  );
  expect(policies).toHaveLength(1);
});
