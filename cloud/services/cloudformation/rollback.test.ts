import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { things } from './fake-things.ts';
import { cloudformation } from './service.ts';

async function start() {
  const world = things();
  const host = await memoryCloud({ services: [cloudformation as never, world.service] });
  const { cloudformation: cfn } = host.root();
  const stack = async () => (await cfn.DescribeStacks({ StackName: 'shop' })).Stacks![0]!;
  return { world, host, cfn, stack, settle: () => host.clock.advance(0) };
}

const template = (value: number, more: object = {}) =>
  JSON.stringify({ Resources: { A: { Type: 'Test::Things::Thing', Properties: { Value: value, ...more } } } });

test('an update is cancelled on request', async () => {
  const { world, host, cfn, stack, settle } = await start();
  await cfn.CreateStack({ StackName: 'shop', TemplateBody: template(1) });
  await settle();
  await expect(cfn.CancelUpdateStack({ StackName: 'shop' })).rejects.toThrow(
    'CancelUpdateStack cannot be called from current stack status',
  );
  await cfn.UpdateStack({ StackName: 'shop', TemplateBody: template(2, { Wait: 100 }) });
  await expect(cfn.UpdateStack({ StackName: 'shop', TemplateBody: template(3) })).rejects.toThrow(
    'is in UPDATE_IN_PROGRESS state and can not be updated.',
  );
  await expect(cfn.DeleteStack({ StackName: 'shop' })).rejects.toThrow('cannot be deleted while in status UPDATE_IN_PROGRESS');
  await cfn.CancelUpdateStack({ StackName: 'shop' });
  await host.clock.advance(1_000);
  expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect([...world.existing.values()]).toMatchObject([{ Value: 1 }]);
});

test('a rollback that fails can be continued, skipping what resists', async () => {
  const { world, cfn, stack, settle } = await start();
  await cfn.CreateStack({ StackName: 'shop', TemplateBody: template(1) });
  await settle();
  world.failing = () => new Error('stuck');
  await cfn.UpdateStack({ StackName: 'shop', TemplateBody: template(2) });
  await settle();
  expect(await stack()).toMatchObject({
    StackStatus: 'UPDATE_ROLLBACK_FAILED',
    StackStatusReason: 'The following resource(s) failed to update: [A]. ',
  });
  await cfn.ContinueUpdateRollback({ StackName: 'shop' });
  await settle();
  expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
  await cfn.ContinueUpdateRollback({ StackName: 'shop', ResourcesToSkip: ['A'] });
  await settle();
  expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('what a failure without rollback left is rolled back by RollbackStack', async () => {
  const { world, cfn, stack, settle } = await start();
  await cfn.CreateStack({ StackName: 'shop', TemplateBody: template(1) });
  await settle();
  let failures = 1;
  world.failing = () => (failures-- > 0 ? new Error('once') : undefined);
  await cfn.UpdateStack({ StackName: 'shop', TemplateBody: template(2), DisableRollback: true });
  await settle();
  expect((await stack()).StackStatus).toBe('UPDATE_FAILED');
  await cfn.RollbackStack({ StackName: 'shop' });
  await settle();
  expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect([...world.existing.values()]).toMatchObject([{ Value: 1 }]);
});

test('a stack policy denies what it does not allow', async () => {
  const { cfn, stack, settle } = await start();
  const StackPolicyBody = JSON.stringify({
    Statement: [
      { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
      { Effect: 'Deny', Action: ['Update:Replace', 'Update:Delete'], Principal: '*', Resource: 'LogicalResourceId/A' },
    ],
  });
  await cfn.CreateStack({ StackName: 'shop', TemplateBody: template(1), StackPolicyBody });
  await settle();
  await expect(cfn.UpdateStack({ StackName: 'shop', TemplateBody: template(1, { Name: 'new' }) })).rejects.toThrow(
    'Action denied by stack policy: Statement [#2] does not allow [Update:Replace] for resource [LogicalResourceId/A]',
  );
  await cfn.UpdateStack({ StackName: 'shop', TemplateBody: template(2) });
  await settle();
  expect((await stack()).StackStatus).toBe('UPDATE_COMPLETE');
  expect(await cfn.GetStackPolicy({ StackName: 'shop' })).toEqual({ StackPolicyBody });
});
