import type { Stack } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workshopTags } from '#cdk/workshop-tags.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../cloud/host/memory.ts';
import { type Clients, clientsOf } from '../../clients.ts';
import { forgetCheck, readChecks, recordCheck } from './check-results.ts';

const NOON = Date.UTC(2027, 2, 20, 5);
let cloud: MemoryCloud;
let aws: Clients;
beforeAll(async () => {
  cloud = await memoryCloud();
  aws = clientsOf(cloud.clientOptions(TEST_ACCOUNT));
});
afterAll(() => expect(cloud.faults).toEqual([]));

function stackOf(StackName: string, owner: Parameters<typeof workshopTags>[1]): Stack {
  const Tags = Object.entries(workshopTags('leda', owner)).map(([Key, Value]) => ({ Key, Value }));
  return { StackName, Tags: [...Tags, { Key: 'team', Value: 'a' }], CreationTime: new Date(NOON), StackStatus: 'CREATE_COMPLETE' };
}

test('the last result counts, for each stack of the event, however many there are', async () => {
  for (let index = 0; index < 12; index++) {
    const stack = stackOf(`workshop-${index}`, { event: 'day', participant: 'an' });
    expect(await recordCheck(aws, stack, { passed: 0, total: 9 }, NOON)).toBe(true);
    expect(await recordCheck(aws, stack, { passed: index, total: 12 }, NOON + 60_000)).toBe(true);
  }
  await recordCheck(aws, stackOf('workshop-0', { event: 'other-day' }), { passed: 9, total: 9 }, NOON);
  const checks = await readChecks(aws, 'day');
  expect([...checks.keys()].sort()).toEqual(Array.from({ length: 12 }, (_, index) => `workshop-${index}`).sort());
  expect(checks.get('workshop-11')).toEqual({ stack: 'workshop-11', passed: 11, total: 12, at: '2027-03-20T05:01:00.000Z' });
});

test('a result carries the tags of its event, so that the clean-up takes it away', async () => {
  await recordCheck(aws, stackOf('workshop-tagged', { event: 'day', participant: 'an' }), { passed: 1, total: 2 }, NOON);
  const { TagList } = await cloud
    .root()
    .ssm.ListTagsForResource({ ResourceType: 'Parameter', ResourceId: '/workshop/day/workshop-tagged' });
  expect(Object.fromEntries(TagList!.map(({ Key, Value }) => [Key, Value]))).toEqual(
    workshopTags('leda', { event: 'day', participant: 'an' }),
  );
});

test.each([{}, { event: 'a/b' }])('a stack of no event leaves nothing: %j', async (owner) => {
  const before = (await cloud.root().ssm.DescribeParameters({})).Parameters?.length;
  expect(await recordCheck(aws, stackOf('workshop-own', owner), { passed: 1, total: 1 }, NOON)).toBe(false);
  expect((await cloud.root().ssm.DescribeParameters({})).Parameters?.length).toBe(before);
});

test.each([
  '',
  'done',
  '{"passed":7}',
  '{"passed":7,"total":7,"at":"<b>now</b>"}',
  '{"passed":-1,"total":7,"at":"2027-03-20T05:00:00.000Z"}',
])('what an account’s owner wrote there and does not read like a result is none: %j', async (Value) => {
  await cloud.root().ssm.PutParameter({ Name: '/workshop/made-up/workshop-leda', Value: Value || ' ', Type: 'String', Overwrite: true });
  expect((await readChecks(aws, 'made-up')).size).toBe(0);
});

test('a result is forgotten with its stack, and no other one', async () => {
  const [mine, other] = ['workshop-mine', 'workshop-other'].map((name) => stackOf(name, { event: 'last-day' }));
  for (const stack of [mine!, other!]) await recordCheck(aws, stack, { passed: 4, total: 7 }, NOON);
  await forgetCheck(aws, mine!);
  await forgetCheck(aws, mine!);
  await forgetCheck(aws, stackOf('workshop-other', {}));
  expect([...(await readChecks(aws, 'last-day')).keys()]).toEqual(['workshop-other']);
});
