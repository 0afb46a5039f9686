import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeEventsCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { things } from './fake-things.ts';
import { cloudformation } from './service.ts';

const THING = 'Test::Things::Thing';

async function start() {
  const world = things();
  const host = await memoryCloud({ services: [cloudformation as never, world.service] });
  const client = new CloudFormationClient(host.clientOptions());
  const propose = async (template: object, ChangeSetType: 'CREATE' | 'UPDATE', more: Partial<CreateChangeSetCommandInput> = {}) => {
    const names = { StackName: 'shop', ChangeSetName: 'proposal' };
    const made = await client.send(
      new CreateChangeSetCommand({ ...names, TemplateBody: JSON.stringify(template), ChangeSetType, ...more }),
    );
    return client.send(new DescribeChangeSetCommand({ ChangeSetName: made.Id, StackName: made.StackId, IncludePropertyValues: true }));
  };
  const execute = async () => {
    await client.send(new ExecuteChangeSetCommand({ StackName: 'shop', ChangeSetName: 'proposal' }));
    await host.clock.advance(1000);
  };
  const status = async () => (await client.send(new DescribeStacksCommand({ StackName: 'shop' }))).Stacks![0]!.StackStatus;
  return { ...host, world, client, propose, execute, status };
}

test('a change set creates a stack in review, and executing it makes the resources', async () => {
  const { propose, execute, status, client, world } = await start();
  const changeSet = await propose({ Resources: { A: { Type: THING, Properties: { Value: 1 } } } }, 'CREATE');
  expect(changeSet).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Changes: [{ Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'A', ResourceType: THING } }],
  });
  expect(await status()).toBe('REVIEW_IN_PROGRESS');
  expect(world.existing.size).toBe(0);
  await execute();
  expect(await status()).toBe('CREATE_COMPLETE');
  expect(world.existing.size).toBe(1);
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: 'shop' }));
  expect(StackEvents!.at(-1)).toMatchObject({ ResourceStatus: 'REVIEW_IN_PROGRESS', ResourceStatusReason: 'User Initiated' });
});

test('a change set of an update tells what is modified, replaced, added and removed', async () => {
  const { propose, execute } = await start();
  const thing = (Properties: object) => ({ Type: THING, Properties });
  await propose(
    {
      Resources: {
        A: thing({ Name: 'a' }),
        B: thing({ Value: { Ref: 'A' } }),
        C: thing({ Value: 1 }),
        D: thing({ Value: 1 }),
        E: thing({}),
      },
    },
    'CREATE',
  );
  await execute();
  const { Changes } = await propose(
    {
      Resources: {
        A: thing({ Name: 'b' }),
        B: thing({ Value: { Ref: 'A' } }),
        C: thing({ Value: 2 }),
        D: thing({ Value: 1 }),
        F: thing({}),
      },
    },
    'UPDATE',
  );
  const byId = new Map(Changes!.map(({ ResourceChange }) => [ResourceChange!.LogicalResourceId, ResourceChange!]));
  expect([...byId.keys()].sort()).toEqual(['A', 'B', 'C', 'E', 'F']);
  expect(byId.get('A')).toMatchObject({
    Action: 'Modify',
    Replacement: 'True',
    PolicyAction: 'ReplaceAndDelete',
    PhysicalResourceId: 'a',
    Scope: ['Properties'],
    Details: [
      {
        Target: { Attribute: 'Properties', Name: 'Name', RequiresRecreation: 'Always', BeforeValue: 'a', AfterValue: 'b' },
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      },
    ],
  });
  expect(byId.get('B')).toMatchObject({
    Action: 'Modify',
    Replacement: 'False',
    Details: [{ Evaluation: 'Dynamic', ChangeSource: 'ResourceReference', CausingEntity: 'A' }],
    AfterContext: '{"Properties":{"Value":"{{changeSet:KNOWN_AFTER_APPLY}}"}}',
  });
  expect(byId.get('C')).toMatchObject({
    Action: 'Modify',
    Replacement: 'False',
    Details: [{ Target: { BeforeValue: '1', AfterValue: '2' } }],
  });
  expect(byId.get('E')).toMatchObject({ Action: 'Remove', PolicyAction: 'Delete' });
  expect(byId.get('F')).toMatchObject({ Action: 'Add' });
});

test('a change set without changes fails in exact words and cannot be executed', async () => {
  const { propose, execute, client } = await start();
  const template = { Resources: { A: { Type: THING } } };
  await propose(template, 'CREATE');
  await execute();
  const changeSet = await propose(template, 'UPDATE');
  expect(changeSet).toMatchObject({
    Status: 'FAILED',
    StatusReason: "The submitted information didn't contain changes. Submit different information to create a change set.",
    ExecutionStatus: 'UNAVAILABLE',
  });
  await expect(execute()).rejects.toMatchObject({
    name: 'InvalidChangeSetStatusException',
    message: `ChangeSet [${changeSet.ChangeSetId}] cannot be executed in its current status of [FAILED]`,
  });
  await client.send(new DeleteChangeSetCommand({ StackName: 'shop', ChangeSetName: 'proposal' }));
  await client.send(new DeleteChangeSetCommand({ StackName: 'shop', ChangeSetName: 'proposal' }));
  await expect(client.send(new DescribeChangeSetCommand({ StackName: 'shop', ChangeSetName: 'proposal' }))).rejects.toMatchObject({
    name: 'ChangeSetNotFoundException',
    message: 'ChangeSet [proposal] does not exist',
  });
});

test('a change of outputs or tags alone is a change', async () => {
  const { propose, execute, client, world } = await start();
  const template = { Resources: { A: { Type: THING } } };
  await propose(template, 'CREATE');
  await execute();
  const outputs = { ...template, Outputs: { Name: { Value: { Ref: 'A' } } } };
  expect(await propose(outputs, 'UPDATE')).toMatchObject({ Status: 'CREATE_COMPLETE', Changes: [] });
  await execute();
  world.log.length = 0;
  const tagged = await propose(outputs, 'UPDATE', { Tags: [{ Key: 'team', Value: 'a' }] });
  expect(tagged.Changes).toMatchObject([{ ResourceChange: { Action: 'Modify', Scope: ['Tags'], Replacement: 'False' } }]);
  await execute();
  expect(world.log).toEqual(['update A']);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'shop' }));
  expect(Stacks![0]).toMatchObject({ Tags: [{ Key: 'team', Value: 'a' }], Outputs: [{ OutputKey: 'Name' }] });
});

test('an unhonoured property fails the change set, and DescribeEvents says where it stands', async () => {
  const { propose, client, status } = await start();
  const changeSet = await propose({ Resources: { A: { Type: THING, Properties: { Colour: 'red' } } } }, 'CREATE');
  expect(changeSet.Status).toBe('FAILED');
  expect(changeSet.StatusReason).toContain('[AWS::EarlyValidation::PropertyValidation]');
  expect(changeSet.StatusReason).toContain('The embedded cloud does not implement property Colour of Test::Things::Thing (resource A).');
  const { OperationEvents } = await client.send(
    new DescribeEventsCommand({ StackName: 'shop', ChangeSetName: 'proposal', Filters: { FailedEvents: true } }),
  );
  expect(OperationEvents).toMatchObject([
    { EventType: 'VALIDATION_ERROR', LogicalResourceId: 'A', ValidationPath: '/Resources/A/Properties/Colour', ValidationStatus: 'FAILED' },
  ]);
  await client.send(new DeleteStackCommand({ StackName: 'shop' }));
  await expect(status()).rejects.toThrow('Stack with id shop does not exist');
});

test('names, types and states of change sets are checked', async () => {
  const { propose, execute, client } = await start();
  const template = { Resources: { A: { Type: THING } } };
  await expect(propose(template, 'UPDATE')).rejects.toThrow('Stack [shop] does not exist');
  await propose(template, 'CREATE');
  await expect(propose(template, 'CREATE')).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  expect((await client.send(new ListChangeSetsCommand({ StackName: 'shop' }))).Summaries).toMatchObject([{ ChangeSetName: 'proposal' }]);
  await execute();
  await expect(propose(template, 'CREATE')).rejects.toThrow(
    'Stack [shop] already exists and cannot be created again with the changeSet [proposal].',
  );
  await expect(propose(template, 'UPDATE', { DeploymentMode: 'REVERT_DRIFT' })).rejects.toMatchObject({ name: 'NotImplemented' });
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: 'shop' }));
  expect(TemplateBody).toBe(JSON.stringify(template));
});

test('a retained resource that exists already is imported on request', async () => {
  const { propose, execute, status, world } = await start();
  world.existing.set('kept', { Name: 'kept', logicalId: 'Old' });
  const template = { Resources: { A: { Type: THING, Properties: { Name: 'kept' }, DeletionPolicy: 'Retain' }, B: { Type: THING } } };
  const { Changes } = await propose(template, 'CREATE', { ImportExistingResources: true });
  expect(Changes!.map(({ ResourceChange }) => `${ResourceChange!.Action} ${ResourceChange!.LogicalResourceId}`)).toEqual([
    'Import A',
    'Add B',
  ]);
  await execute();
  expect(await status()).toBe('CREATE_COMPLETE');
  expect(world.log).toEqual(['create B']);
});
