import { afterEach, expect, test } from 'vitest';
import { workshopTags } from '../../../cdk/workshop-tags.ts';
import { accountOf, type EventInTest, eventInTest, REGION } from '../event-in-test.ts';
import { LAB_STACKS } from './lab-stacks-in-test.ts';
import { readPlan } from './plan-file.ts';
import { worldOf } from './world-in-test.ts';

const OTHER = 'us-east-1';
const TRUST = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}';
const ORDERS = {
  TableName: 'orders',
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
};
const account = accountOf(0);
let at: EventInTest;
afterEach(() => {
  at.close();
  expect(at.cloud.faults).toEqual([]);
});

const prepared = async () => {
  at = await eventInTest({ change: { regions: [REGION, OTHER] } });
  await at.open();
};
const planned = async () => {
  await at.plan();
  const items: string[] = [];
  for await (const account of readPlan(at.planFile))
    for (const { region, type, id } of account.planned) items.push(`${region} ${type} ${id}`);
  return items;
};
const tags = () => Object.entries(workshopTags('lab', { event: at.event.id })).map(([Key, Value]) => ({ Key, Value }));

test('what belongs to no region goes with its stack, wherever that is', async () => {
  await prepared();
  const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', AssumeRolePolicyDocument: JSON.parse(TRUST) } };
  const budget = {
    Type: 'AWS::Budgets::Budget',
    Properties: {
      Budget: { BudgetName: 'all', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 5, Unit: 'USD' } },
      ResourceTags: tags(),
    },
  };
  await at.deploy(account, 'workshop-role', { Resources: { Role: role } }, undefined, OTHER);
  await at.deploy(account, 'workshop-budget', { Resources: { Budget: budget } });
  expect((await planned()).filter((line) => !line.includes('::Stack'))).toEqual([
    `${REGION} AWS::Budgets::Budget all`,
    `${OTHER} AWS::IAM::Role worker`,
  ]);
  expect(await at.apply()).toMatchObject({ left: 0 });
  expect([...(await worldOf(at.cloud, [account], [REGION, OTHER]))]).toEqual([`${account} AWS::IAM::Role EventRole`]);
});

test('a role that its stack in another region left behind goes by itself', async () => {
  await prepared();
  const kept = {
    Type: 'AWS::IAM::Role',
    DeletionPolicy: 'Retain',
    Properties: { RoleName: 'kept', AssumeRolePolicyDocument: JSON.parse(TRUST) },
  };
  await at.deploy(account, 'workshop-role', { Resources: { Role: kept } }, undefined, OTHER);
  expect(await planned()).toHaveLength(2);
  expect(await at.apply()).toMatchObject({ left: 0 });
  expect([...(await worldOf(at.cloud, [account], [REGION, OTHER]))]).toEqual([`${account} AWS::IAM::Role EventRole`]);
});

test('the same name in two regions is two things', async () => {
  await prepared();
  await at.deploy(account, 'workshop-orders', { Resources: { Orders: { Type: 'AWS::DynamoDB::Table', Properties: ORDERS } } });
  const { dynamodb } = at.cloud.root(account, OTHER);
  await dynamodb.CreateTable({ ...ORDERS, Tags: tags() });
  expect((await planned()).filter((line) => line.includes('Table'))).toEqual([
    `${REGION} AWS::DynamoDB::Table orders`,
    `${OTHER} AWS::DynamoDB::Table orders`,
  ]);
  expect(await at.apply()).toMatchObject({ left: 0 });
  expect((await dynamodb.ListTables({})).TableNames).toEqual([]);
});

test('a plan that names a thing in one region says nothing about its namesake in another', async () => {
  await prepared();
  await at.deploy(account, 'workshop-files', LAB_STACKS['workshop-files']!, undefined, OTHER);
  await at.deploy(account, 'workshop-orders', { Resources: { Orders: { Type: 'AWS::DynamoDB::Table', Properties: ORDERS } } });
  await at.plan();
  at.cloud.cloud.faults.set([{ kind: 'fail-delete', type: 'AWS::S3::Bucket', reason: 'explicit deny', times: 1 }]);
  await at.apply();
  const { dynamodb } = at.cloud.root(account, OTHER);
  await dynamodb.CreateTable({ ...ORDERS, Tags: tags() });
  const { survivors } = await at.apply();
  expect(survivors[0]!.left).toMatchObject([{ type: 'AWS::DynamoDB::Table', id: 'orders', cause: 'not-planned' }]);
  expect((await dynamodb.ListTables({})).TableNames).toEqual(['orders']);
});

test('a region that AWS refuses does not keep the other from being cleaned up', async () => {
  await prepared();
  for (const region of [REGION, OTHER]) await at.deploy(account, 'workshop-files', LAB_STACKS['workshop-files']!, undefined, region);
  await at.plan();
  const deny = {
    Effect: 'Deny',
    Action: 'cloudformation:DescribeStacks',
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestedRegion': REGION } },
  };
  const { iam } = at.cloud.root(account);
  at.cloud.cloud.faults.set([{ kind: 'fail-delete', reason: 'explicit deny', times: 2 }]);
  await at.apply();
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: deny });
  await iam.PutRolePolicy({ RoleName: 'EventRole', PolicyName: 'deny', PolicyDocument });
  const { survivors } = await at.apply();
  expect(survivors[0]!.left).toMatchObject([{ type: 'account', id: `${account} ${REGION}`, cause: 'denied' }]);
  expect((await at.cloud.root(account, OTHER).cloudformation.DescribeStacks({})).Stacks).toEqual([]);
  await iam.DeleteRolePolicy({ RoleName: 'EventRole', PolicyName: 'deny' });
  expect(await at.apply()).toMatchObject({ left: 0 });
});
