import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { ecr } from '../../ecr/service.ts';
import { iam } from '../../iam/service.ts';
import { ssm } from '../../ssm/service.ts';
import { sts } from '../../sts/service.ts';
import { dynamodb } from '../service.ts';

const StackName = 'shop';
const key = (AttributeName: string, KeyType = 'HASH') => ({ AttributeName, KeyType });
const defined = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const base = { BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: defined('pk'), KeySchema: [key('pk')] };

async function stackHost() {
  const host = await memoryCloud({ services: [cloudformation, iam, sts, ssm, ecr, dynamodb] });
  const client = new CloudFormationClient(host.clientOptions());
  const db = host.root().dynamodb;
  const deploy = async (Properties: object, first = false, Type = 'AWS::DynamoDB::Table') => {
    const Outputs = { Name: { Value: { Ref: 'Table' } }, Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] } } };
    const TemplateBody = JSON.stringify({ Resources: { Table: { Type, Properties } }, Outputs });
    await client.send(first ? new CreateStackCommand({ StackName, TemplateBody }) : new UpdateStackCommand({ StackName, TemplateBody }));
    await host.clock.advance(30_000);
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = Object.fromEntries((Stacks![0]!.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    return { status: Stacks![0]!.StackStatus, name: outputs.Name!, arn: outputs.Arn };
  };
  const reasons = async () => {
    const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents!.flatMap(({ ResourceStatusReason }) => ResourceStatusReason ?? []).join('\n');
  };
  return { ...host, client, db, deploy, reasons };
}

test('a table of a stack has everything its template says, changes in place and goes with the stack', async () => {
  const { deploy, db, client, clock, faults } = await stackHost();
  const created = await deploy(
    {
      ...base,
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'until', Enabled: 'true' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      Tags: [{ Key: 'team', Value: 'a' }],
    },
    true,
  );
  expect(created).toMatchObject({ status: 'CREATE_COMPLETE', arn: expect.stringMatching(/:table\/shop-Table-[A-Z0-9]+$/) });
  const { name: TableName, arn: ResourceArn } = created;
  expect((await db.DescribeTimeToLive({ TableName })).TimeToLiveDescription).toEqual({
    TimeToLiveStatus: 'ENABLED',
    AttributeName: 'until',
  });
  expect((await db.ListTagsOfResource({ ResourceArn })).Tags).toContainEqual({ Key: 'team', Value: 'a' });
  await db.PutItem({ TableName, Item: { pk: { S: 'kept' }, g: { S: 'x' } } });

  const index = { IndexName: 'by-g', KeySchema: [key('g')], Projection: { ProjectionType: 'ALL' } };
  const changed = { ...base, AttributeDefinitions: defined('pk', 'g'), GlobalSecondaryIndexes: [index], DeletionProtectionEnabled: true };
  expect(await deploy(changed)).toMatchObject({ status: 'UPDATE_COMPLETE', name: TableName });
  const { Table } = await db.DescribeTable({ TableName });
  expect(Table).toMatchObject({
    ItemCount: 1,
    DeletionProtectionEnabled: true,
    GlobalSecondaryIndexes: [{ IndexName: 'by-g', ItemCount: 1 }],
  });
  expect(Table!.StreamSpecification).toBeUndefined();
  expect((await db.DescribeTimeToLive({ TableName })).TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
  expect((await db.ListTagsOfResource({ ResourceArn })).Tags).not.toContainEqual({ Key: 'team', Value: 'a' });

  expect(await deploy({ ...changed, DeletionProtectionEnabled: false })).toMatchObject({ status: 'UPDATE_COMPLETE' });
  await client.send(new DeleteStackCommand({ StackName }));
  await clock.advance(30_000);
  expect((await db.ListTables({})).TableNames).toEqual([]);
  expect(faults).toEqual([]);
});

test('a local index, or another key, makes another table', async () => {
  const { deploy } = await stackHost();
  const keyed = { ...base, AttributeDefinitions: defined('pk', 'sk'), KeySchema: [key('pk'), key('sk', 'RANGE')] };
  const first = await deploy(base, true);
  const second = await deploy(keyed);
  expect(second).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(second.name).not.toBe(first.name);
  const local = { IndexName: 'local', KeySchema: [key('pk'), key('l', 'RANGE')], Projection: { ProjectionType: 'ALL' } };
  const third = await deploy({ ...keyed, AttributeDefinitions: defined('pk', 'sk', 'l'), LocalSecondaryIndexes: [local] });
  expect(third).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(third.name).not.toBe(second.name);
});

test('two new indexes in one update roll back, as on AWS', async () => {
  const { deploy, reasons } = await stackHost();
  await deploy(base, true);
  const index = (name: string) => ({ IndexName: `by-${name}`, KeySchema: [key(name)], Projection: { ProjectionType: 'ALL' } });
  const status = await deploy({ ...base, AttributeDefinitions: defined('pk', 'g', 'h'), GlobalSecondaryIndexes: [index('g'), index('h')] });
  expect(status).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(await reasons()).toContain('Cannot perform more than one GSI creation or deletion in a single update');
});

test('a property that is not honoured fails the deployment by name', async () => {
  const { deploy } = await stackHost();
  await expect(deploy({ ...base, KinesisStreamSpecification: { StreamArn: 'arn:x' } }, true)).rejects.toThrow(
    'property KinesisStreamSpecification of AWS::DynamoDB::Table',
  );
});

test('a global table with one replica is a table; with two it is refused', async () => {
  const { deploy, reasons, db } = await stackHost();
  const replica = { Region: { Ref: 'AWS::Region' }, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
  const { status, name: TableName } = await deploy({ ...base, Replicas: [replica] }, true, 'AWS::DynamoDB::GlobalTable');
  expect(status).toBe('CREATE_COMPLETE');
  expect((await db.DescribeContinuousBackups({ TableName })).ContinuousBackupsDescription).toMatchObject({
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
  });
  const two = { ...base, Replicas: [replica, { Region: 'eu-west-1' }] };
  expect(await deploy(two, false, 'AWS::DynamoDB::GlobalTable')).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(await reasons()).toContain('AWS::DynamoDB::GlobalTable with Replicas other than one');
});

test('an index that needs another table replaces one of a generated name, and is refused to one that has its name from the template', async () => {
  const sorted = { ...base, AttributeDefinitions: defined('pk', 'sk', 'at'), KeySchema: [key('pk'), key('sk', 'RANGE')] };
  const late = {
    ...sorted,
    LocalSecondaryIndexes: [{ IndexName: 'byAt', KeySchema: [key('pk'), key('at', 'RANGE')], Projection: { ProjectionType: 'KEYS_ONLY' } }],
  };
  const plain = { ...sorted, AttributeDefinitions: defined('pk', 'sk') };

  const generated = await stackHost();
  const { name } = await generated.deploy(plain, true);
  const replaced = await generated.deploy(late);
  expect(replaced.status).toBe('UPDATE_COMPLETE');
  expect(replaced.name).not.toBe(name);
  expect((await generated.db.ListTables({})).TableNames).toEqual([replaced.name]);

  const named = await stackHost();
  await named.deploy({ ...plain, TableName: 'users' }, true);
  await named.db.PutItem({ TableName: 'users', Item: { pk: { S: '1' }, sk: { S: '1' } } });
  expect((await named.deploy({ ...late, TableName: 'users' })).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await named.reasons()).split('\n')).toContain(
    'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename users and update the stack again.',
  );
  expect((await named.db.Scan({ TableName: 'users', Select: 'COUNT' })).Count).toBe(1);
  expect([...generated.faults, ...named.faults]).toEqual([]);
});
