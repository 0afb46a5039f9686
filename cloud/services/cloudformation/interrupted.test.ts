import { expect, test } from 'vitest';
import type { Cell, StateStore } from '../../cells.ts';
import { memoryCloud } from '../../host/memory.ts';
import { things } from './fake-things.ts';
import { cloudformation } from './service.ts';

/** A store that outlives the cloud, as a folder does. */
function memoryStore(): StateStore {
  const saved = new Map<string, Cell>();
  return {
    load: async () => structuredClone([...saved.values()]),
    save: async (cells) => {
      for (const cell of cells) saved.set(`${cell.service}${cell.account}${cell.region}`, structuredClone(cell));
    },
  };
}

function start(world: ReturnType<typeof things>, store: StateStore) {
  return memoryCloud({ services: [cloudformation as never, world.service], store });
}

const template = (value: number, wait?: number) =>
  JSON.stringify({
    Resources: {
      A: { Type: 'Test::Things::Thing', Properties: { Value: value } },
      B: { Type: 'Test::Things::Thing', Properties: { Value: value, ...(wait !== undefined && { Wait: wait }) }, DependsOn: 'A' },
    },
  });

test('a creation cut off by the end of the cloud can be deleted after the next start', async () => {
  const world = things();
  const store = memoryStore();
  const first = await start(world, store);
  const { StackId } = await first.root().cloudformation.CreateStack({ StackName: 'shop', TemplateBody: template(1, 60_000) });
  await first.clock.advance(0);
  const stopping = first.cloud.stop();
  await first.clock.advance(5_000);
  await stopping;

  const second = await start(world, store);
  const { cloudformation: cfn } = second.root();
  expect((await cfn.DescribeStacks({ StackName: 'shop' })).Stacks).toMatchObject([
    { StackStatus: 'ROLLBACK_FAILED', StackStatusReason: 'The cloud was stopped while this was being created.' },
  ]);
  expect((await cfn.DescribeStackResources({ StackName: 'shop' })).StackResources).toMatchObject([
    { LogicalResourceId: 'A', ResourceStatus: 'CREATE_COMPLETE' },
    { LogicalResourceId: 'B', ResourceStatus: 'CREATE_FAILED' },
  ]);
  await cfn.DeleteStack({ StackName: 'shop' });
  await second.clock.advance(0);
  expect((await cfn.DescribeStacks({ StackName: StackId })).Stacks).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
  expect(world.existing.size).toBe(0);
});

test('what was nearly made when the cloud stopped is waited for, so that it is not lost', async () => {
  const world = things();
  const store = memoryStore();
  const first = await start(world, store);
  await first.root().cloudformation.CreateStack({ StackName: 'shop', TemplateBody: template(1, 500) });
  await first.clock.advance(0);
  const stopping = first.cloud.stop();
  await first.clock.advance(1_000);
  await stopping;
  const second = await start(world, store);
  const { cloudformation: cfn } = second.root();
  await cfn.DeleteStack({ StackName: 'shop' });
  await second.clock.advance(0);
  expect(world.log).toEqual(['create A', 'create B', 'delete B', 'delete A']);
  expect(world.existing.size).toBe(0);
});

test('an update cut off by the end of the cloud can be rolled back after the next start', async () => {
  const world = things();
  const store = memoryStore();
  const first = await start(world, store);
  const { cloudformation: cfn } = first.root();
  await cfn.CreateStack({ StackName: 'shop', TemplateBody: template(1) });
  await first.clock.advance(0);
  const before = structuredClone([...world.existing]);
  await cfn.UpdateStack({ StackName: 'shop', TemplateBody: template(2, 60_000) });
  await first.clock.advance(0);
  const stopping = first.cloud.stop();
  await first.clock.advance(5_000);
  await stopping;

  const second = await start(world, store);
  const again = second.root().cloudformation;
  expect((await again.DescribeStacks({ StackName: 'shop' })).Stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_FAILED' }]);
  await again.ContinueUpdateRollback({ StackName: 'shop' });
  await second.clock.advance(0);
  expect((await again.DescribeStacks({ StackName: 'shop' })).Stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }]);
  expect([...world.existing]).toEqual(before);
  expect((await again.GetTemplate({ StackName: 'shop' })).TemplateBody).toBe(template(1));
});
