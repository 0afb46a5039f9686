import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../cloud/host/memory.ts';
import { services } from '../cloud/services/index.ts';
import { type Clients, clientsOf } from './clients.ts';
import { jumpingClock } from './event/jumping-clock.ts';
import { type Inventory, takeInventory } from './inventory.ts';
import { survivorsOf, survivorsText } from './survivors.ts';
import type { Target } from './target.ts';

const target: Target = { kind: 'endpoint', region: 'ap-southeast-1', endpoint: 'http://127.0.0.1:4566' };
let cloud: MemoryCloud;
let aws: Clients;
beforeEach(async () => {
  cloud = await memoryCloud({ clock: jumpingClock(), services: services.filter(({ name }) => name !== 'ec2') });
  aws = clientsOf(cloud.clientOptions());
});

const bucket = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' };

async function create(StackName: string, Resources: object): Promise<void> {
  await cloud.root().cloudformation.CreateStack({ StackName, TemplateBody: JSON.stringify({ Resources }) });
  await cloud.clock.advance(60_000);
}
async function remove(StackName: string): Promise<void> {
  await cloud.root().cloudformation.DeleteStack({ StackName });
  await cloud.clock.advance(60_000);
}
const left = async (before: Inventory | undefined) => {
  const found = await survivorsOf(target, aws, 'workshop-lab', before);
  return { ...found, names: found.left.map(({ type, id }) => `${type} ${id}`) };
};

test('a removed stack leaves nothing; what was there before and what other stacks made meanwhile is not its', async () => {
  await cloud.root().logs.CreateLogGroup({ logGroupName: '/of/somebody' });
  const before = await takeInventory(target, aws);
  await create('workshop-lab', { Jobs: { Type: 'AWS::SQS::Queue' } });
  await create('workshop-other', { Jobs: { Type: 'AWS::SQS::Queue' } });
  await remove('workshop-lab');
  expect((await left(before)).names).toEqual([]);
});

test('each survivor is told with the reason and what to do, whether anybody looked before or not', async () => {
  const before = await takeInventory(target, aws);
  await create('workshop-lab', { Files: bucket });
  await cloud.root().logs.CreateLogGroup({ logGroupName: '/aws/lambda/workshop-lab-Resize' });
  await remove('workshop-lab');
  const Bucket = (await cloud.root().s3.ListBuckets({})).Buckets![0]!.Name!;
  const expected = [`AWS::Logs::LogGroup /aws/lambda/workshop-lab-Resize`, `AWS::S3::Bucket ${Bucket}`];
  const compared = await left(before);
  expect(compared.names.sort()).toEqual(expected);
  expect(compared.compared).toBe(true);
  const text = survivorsText(compared.left);
  expect(text.en).toContain('Retain');
  expect(text.vi).toContain('→ ');
  // By the stack's own tag, and by name.
  const unknown = await left(undefined);
  expect(unknown).toMatchObject({ compared: false });
  expect(unknown.names.sort()).toEqual(expected);
});

test('without an inventory from before, what another stack of a longer name owns is not its', async () => {
  await create('workshop-lab-two', {
    Lines: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/workshop-lab-two/F' } },
  });
  await cloud.root().logs.CreateLogGroup({ logGroupName: '/aws/lambda/workshop-lab-F' });
  expect((await left(undefined)).names).toEqual(['AWS::Logs::LogGroup /aws/lambda/workshop-lab-F']);
});

test('a stack that is still there is left over itself', async () => {
  const before = await takeInventory(target, aws);
  await create('workshop-lab', { Jobs: { Type: 'AWS::SQS::Queue' } });
  expect((await left(before)).names).toContain('AWS::CloudFormation::Stack workshop-lab');
});

test('what the target does not answer for is named, and what could not be compared is not accused', async () => {
  const { unread, names } = await left({ items: [], unread: [{ type: 'AWS::Logs::LogGroup', reason: 'no' }] });
  expect(unread.map(({ type }) => type)).toEqual(expect.arrayContaining(['AWS::EC2::Snapshot', 'AWS::EC2::NetworkInterface']));
  expect(unread[0]!.reason).toContain('does not implement');
  await cloud.root().logs.CreateLogGroup({ logGroupName: '/appeared' });
  expect(names).toEqual([]);
  expect((await left({ items: [], unread: [{ type: 'AWS::Logs::LogGroup', reason: 'no' }] })).names).toEqual([]);
  expect((await left({ items: [], unread: [] })).names).toEqual(['AWS::Logs::LogGroup /appeared']);
});
