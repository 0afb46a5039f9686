import { expect, test } from 'vitest';
import { workshopTags } from '../../../cdk/workshop-tags.ts';
import { memoryCloud } from '../../../cloud/host/memory.ts';
import { clientsOf } from '../../clients.ts';
import { forgetCheck, readChecks, recordCheck } from './check-results.ts';

const stackOf = (StackName: string, tags: Record<string, string>) => ({
  StackName,
  CreationTime: undefined,
  StackStatus: undefined,
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

test('the result of a check is there for the board until its stack is removed; a stack of no event leaves none', async () => {
  const { clientOptions } = await memoryCloud();
  const aws = clientsOf(clientOptions('111122223333', 'ap-southeast-1'));
  const [mine, other] = ['workshop-rest-api', 'workshop-leda'].map((name) => stackOf(name, workshopTags(name, { event: 'cloud-day' })));
  const own = stackOf('workshop-own', workshopTags('own'));
  const stacks = async () => [...(await readChecks(aws, 'cloud-day')).keys()].sort();
  for (const stack of [mine!, other!]) expect(await recordCheck(aws, stack, { passed: 4, total: 7 }, 0)).toBe(true);
  expect(await recordCheck(aws, own, { passed: 1, total: 1 }, 0)).toBe(false);
  expect(await stacks()).toEqual(['workshop-leda', 'workshop-rest-api']);
  await forgetCheck(aws, mine!);
  await forgetCheck(aws, mine!);
  await forgetCheck(aws, own);
  expect(await stacks()).toEqual(['workshop-leda']);
});
