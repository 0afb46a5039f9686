import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { AwsError } from '../../aws-error.ts';
import { memoryCloud } from '../../host/memory.ts';
import { type ThingProperties, things } from './fake-things.ts';
import { cloudformation } from './service.ts';

const THING = 'Test::Things::Thing';

async function start() {
  const world = things();
  const host = await memoryCloud({ services: [cloudformation as never, world.service] });
  const client = new CloudFormationClient(host.clientOptions());
  const settle = () => host.clock.advance(1000);
  return {
    ...host,
    world,
    client,
    settle,
    async create(StackName: string, template: object, more: object = {}) {
      const { StackId } = await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...more }));
      await settle();
      return StackId!;
    },
    async update(StackName: string, template: object, more: object = {}) {
      await client.send(new UpdateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...more }));
      await settle();
    },
    async remove(StackName: string, more: object = {}) {
      await client.send(new DeleteStackCommand({ StackName, ...more }));
      await settle();
    },
    stack: async (StackName: string) => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks![0]!,
    events: async (StackName: string) =>
      (await client.send(new DescribeStackEventsCommand({ StackName })))
        .StackEvents!.reverse()
        .map((event) => [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason].filter(Boolean).join(' ')),
  };
}

function thing(Properties: ThingProperties | Record<string, unknown> = {}, more: object = {}) {
  return { Type: THING, Properties, ...more };
}

test('the value of a NoEcho parameter reaches the resource, and no answer shows it', async () => {
  const { create, update, client, world } = await start();
  const template = {
    Parameters: { Password: { Type: 'String', NoEcho: true }, User: { Type: 'String', Default: 'mai' } },
    Resources: { A: thing({ Name: 'a', Value: { 'Fn::Join': ['', [{ Ref: 'User' }, ':', { Ref: 'Password' }, '@shop']] } }) },
  };
  const withPassword = (ParameterValue: string) => ({ Parameters: [{ ParameterKey: 'Password', ParameterValue }] });
  await create('shop', template, withPassword('hoa-sen'));
  await update('shop', template, withPassword('hoa-sen-2'));
  expect([...world.existing.values()].map(({ Value }) => Value)).toEqual(['mai:hoa-sen-2@shop']);
  const answers = await Promise.all([
    client.send(new DescribeStacksCommand({ StackName: 'shop' })),
    client.send(new DescribeStackEventsCommand({ StackName: 'shop' })),
  ]);
  expect(JSON.stringify(answers)).not.toContain('hoa-sen');
  const shown = answers[1].StackEvents!.flatMap(({ ResourceProperties }) => (ResourceProperties ? [JSON.parse(ResourceProperties)] : []));
  expect(shown.length).toBeGreaterThan(3);
  for (const { Value } of shown) expect(Value).toBe('mai:****@shop');
});

test('a stack is created in the order of its dependencies, and its events are those of AWS', async () => {
  const { create, stack, events, world } = await start();
  await create('shop', {
    Resources: { B: thing({ Value: { 'Fn::GetAtt': ['A', 'Arn'] } }), A: thing({ Name: 'a' }) },
    Outputs: { Thing: { Value: { Ref: 'A' }, Description: 'the thing' } },
  });
  expect(await events('shop')).toEqual([
    'shop CREATE_IN_PROGRESS User Initiated',
    'A CREATE_IN_PROGRESS',
    'A CREATE_IN_PROGRESS Resource creation Initiated',
    'A CREATE_COMPLETE',
    'B CREATE_IN_PROGRESS',
    'B CREATE_IN_PROGRESS Resource creation Initiated',
    'B CREATE_COMPLETE',
    'shop CREATE_COMPLETE',
  ]);
  expect(await stack('shop')).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    Outputs: [{ OutputKey: 'Thing', OutputValue: 'a', Description: 'the thing' }],
  });
  expect([...world.existing.values()].find((one) => one.logicalId === 'B')?.Value).toBe('arn:things:a');
});

test('independent resources are made side by side', async () => {
  const { create, world, clock, stack } = await start();
  await create('wide', { Resources: { A: thing({ Wait: 900 }), B: thing({ Wait: 900 }), C: thing({ Wait: 900 }) } });
  expect(world.mostAtOnce).toBe(3);
  expect((await stack('wide')).StackStatus).toBe('CREATE_COMPLETE');
  expect(clock.now()).toBeGreaterThan(0);
});

test('a resource that fails cancels the others and the stack is rolled back', async () => {
  const { create, stack, events, world } = await start();
  world.failing = (step) => (step === 'create B' ? new AwsError('LimitExceededException', 'No more things.') : undefined);
  await create('shop', { Resources: { A: thing(), B: thing({ Wait: 10 }), C: thing({ Wait: 100 }), D: thing({}, { DependsOn: 'B' }) } });
  const list = await events('shop');
  expect(list).toContainEqual(
    expect.stringMatching(
      /^B CREATE_FAILED Resource handler returned message: "No more things\." \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: ServiceLimitExceeded\)$/,
    ),
  );
  expect(list).toContain('C CREATE_FAILED Resource creation cancelled');
  expect(list).toContain('shop ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [B, C]. Rollback requested by user.');
  expect(list.at(-1)).toBe('shop ROLLBACK_COMPLETE');
  expect(list.filter((line) => line.startsWith('D'))).toEqual([]);
  expect(world.existing.size).toBe(0);
  expect((await stack('shop')).StackStatus).toBe('ROLLBACK_COMPLETE');
});

test('OnFailure and DisableRollback decide what a failed creation leaves', async () => {
  const { create, stack, world, client, settle } = await start();
  world.failing = (step) => (step === 'create B' ? new Error('broken') : undefined);
  const template = { Resources: { A: thing(), B: thing({ Wait: 1 }) } };
  const gone = await create('gone', template, { OnFailure: 'DELETE' });
  expect((await stack(gone)).StackStatus).toBe('DELETE_COMPLETE');
  await create('kept', template, { OnFailure: 'DO_NOTHING' });
  expect(await stack('kept')).toMatchObject({
    StackStatus: 'CREATE_FAILED',
    StackStatusReason: 'The following resource(s) failed to create: [B]. ',
  });
  expect([...world.existing.values()].map((one) => one.logicalId)).toEqual(['A']);
  world.failing = () => undefined;
  await client.send(new UpdateStackCommand({ StackName: 'kept', TemplateBody: JSON.stringify({ ...template, Description: 'again' }) }));
  await settle();
  expect((await stack('kept')).StackStatus).toBe('UPDATE_COMPLETE');
  expect(world.existing.size).toBe(2);
});

test('an update touches only what changed', async () => {
  const { create, update, events, world, stack } = await start();
  const template = (value: string) => ({
    Resources: { A: thing({ Name: 'a', Value: value }), B: thing({ Value: { Ref: 'A' } }), C: thing({ Value: 'same' }) },
  });
  await create('shop', template('1'));
  world.log.length = 0;
  await update('shop', template('2'));
  expect(world.log).toEqual(['update A']);
  expect((await events('shop')).slice(-5)).toEqual([
    'shop UPDATE_IN_PROGRESS User Initiated',
    'A UPDATE_IN_PROGRESS',
    'A UPDATE_COMPLETE',
    'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    'shop UPDATE_COMPLETE',
  ]);
  expect((await stack('shop')).LastUpdatedTime).toBeInstanceOf(Date);
});

test('a replaced resource is made before the old one is deleted, and its users follow', async () => {
  const { create, update, events, world } = await start();
  const template = (name: string) => ({ Resources: { A: thing({ Name: name }), B: thing({ Value: { Ref: 'A' } }) } });
  await create('shop', template('one'));
  world.log.length = 0;
  await update('shop', template('two'));
  expect(world.log).toEqual(['create A', 'update B', 'delete A']);
  expect([...world.existing.keys()]).not.toContain('one');
  expect([...world.existing.values()].find((one) => one.logicalId === 'B')?.Value).toBe('two');
  expect(await events('shop')).toEqual(
    expect.arrayContaining([
      'A UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.',
      'A UPDATE_IN_PROGRESS Resource creation Initiated',
      'A UPDATE_COMPLETE',
      'A DELETE_COMPLETE',
    ]),
  );
});

test('an update that fails is taken back', async () => {
  const { create, update, stack, world, client } = await start();
  const before = {
    Resources: { A: thing({ Name: 'one' }), B: thing({ Value: '1' }), C: thing({ Value: '1' }, { DependsOn: ['A', 'B'] }) },
  };
  const after = {
    Resources: {
      A: thing({ Name: 'two' }),
      B: thing({ Value: '2' }),
      N: thing(),
      C: thing({ Value: '2' }, { DependsOn: ['A', 'B', 'N'] }),
    },
  };
  await create('shop', before);
  const things = structuredClone(world.existing);
  world.failing = (step) => (step === 'update C' ? new AwsError('InvalidParameterException', 'Not like this.') : undefined);
  const failOnce = world.failing;
  world.failing = (step) => {
    const error = failOnce(step);
    if (error) world.failing = () => undefined;
    return error;
  };
  await update('shop', after);
  expect(await stack('shop')).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(new Map([...world.existing].sort())).toEqual(new Map([...things].sort()));
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: 'shop' }));
  expect(JSON.parse(TemplateBody!)).toEqual(before);
});

test('nothing to update is an error in exact words', async () => {
  const { create, update } = await start();
  const template = { Resources: { A: thing({}, { Metadata: { note: 1 } }) } };
  await create('shop', template);
  await expect(update('shop', template)).rejects.toMatchObject({ name: 'ValidationError', message: 'No updates are to be performed.' });
  await expect(update('shop', { Resources: { A: thing({}, { Metadata: { note: 2 } }) } })).rejects.toThrow(
    'No updates are to be performed.',
  );
  await expect(update('nowhere', template)).rejects.toThrow('Stack [nowhere] does not exist');
});

test('a deleted stack is found by its ARN only', async () => {
  const { create, remove, stack, client, world } = await start();
  const id = await create('shop', { Resources: { A: thing(), B: thing({}, { DependsOn: 'A' }) } });
  world.log.length = 0;
  await remove('shop');
  expect(world.log).toEqual(['delete B', 'delete A']);
  await expect(stack('shop')).rejects.toMatchObject({ name: 'ValidationError', message: 'Stack with id shop does not exist' });
  expect(await stack(id)).toMatchObject({ StackStatus: 'DELETE_COMPLETE', DeletionTime: expect.any(Date) });
  const { StackSummaries } = await client.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }));
  expect(StackSummaries?.map((summary) => summary.StackName)).toEqual(['shop']);
  await remove('shop');
});

test('what cannot be deleted is named, and may be retained', async () => {
  const { create, remove, stack, world, events } = await start();
  const id = await create('shop', { Resources: { A: thing(), B: thing({}, { DependsOn: 'A' }) } });
  world.failing = (step) => (step === 'delete A' ? new AwsError('ResourceInUseException', 'In use.') : undefined);
  await remove('shop');
  expect(await stack('shop')).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: 'The following resource(s) failed to delete: [A]. ',
  });
  await remove('shop', { RetainResources: ['A'] });
  expect((await stack(id)).StackStatus).toBe('DELETE_COMPLETE');
  expect(await events(id)).toContain('A DELETE_SKIPPED');
  expect(world.existing.size).toBe(1);
});

test('deletion policies are heeded', async () => {
  const { create, remove, update, world } = await start();
  await create('shop', {
    Resources: {
      Kept: thing({}, { DeletionPolicy: 'Retain' }),
      Gone: thing(),
      Old: thing({ Name: 'old' }, { UpdateReplacePolicy: 'Retain' }),
    },
  });
  await update('shop', { Resources: { Gone: thing(), Old: thing({ Name: 'new' }, { UpdateReplacePolicy: 'Retain' }) } });
  expect([...world.existing.values()].map((one) => one.logicalId).sort()).toEqual(['Gone', 'Kept', 'Old', 'Old']);
  await remove('shop');
  expect([...world.existing.values()].map((one) => one.logicalId).sort()).toEqual(['Kept', 'Old']);
});

test('a stack that is being created can be deleted', async () => {
  const { world, client, clock, stack, create } = await start();
  const creating = create('shop', { Resources: { A: thing({ Wait: 5000 }), B: thing({}, { DependsOn: 'A' }) } });
  const id = await creating;
  await client.send(new DeleteStackCommand({ StackName: 'shop' }));
  expect((await stack(id)).StackStatus).toBe('DELETE_IN_PROGRESS');
  await clock.advance(10_000);
  expect((await stack(id)).StackStatus).toBe('DELETE_COMPLETE');
  expect(world.existing.size).toBe(0);
  expect(world.log).toEqual(['create A', 'delete A']);
});

test('exports are unique, importable and cannot be taken away while imported', async () => {
  const { create, update, remove, stack, client, events } = await start();
  const exporting = (value: string) => ({
    Resources: { A: thing({ Value: value }) },
    Outputs: { Out: { Value: value, Export: { Name: 'shared' } } },
  });
  await create('source', exporting('1'));
  await create('user', { Resources: { A: thing({ Value: { 'Fn::ImportValue': 'shared' } }) } });
  expect((await client.send(new ListExportsCommand({}))).Exports).toMatchObject([{ Name: 'shared', Value: '1' }]);
  await create('second', exporting('2'));
  expect(await events('second')).toContain(
    'second ROLLBACK_IN_PROGRESS Export with name shared is already exported by stack source. Rollback requested by user.',
  );
  await update('source', exporting('2'));
  expect(await events('source')).toContain('source UPDATE_ROLLBACK_IN_PROGRESS Export shared cannot be updated as it is in use by user');
  await remove('source');
  expect(await stack('source')).toMatchObject({
    StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    StackStatusReason: 'Delete canceled. Cannot delete export shared as it is in use by user.',
  });
  await expect(create('lost', { Resources: { A: thing({ Value: { 'Fn::ImportValue': 'nothing' } }) } })).rejects.toThrow(
    'No export named nothing found',
  );
});

test('a type or property that is not built is refused by name before anything is made', async () => {
  const { create, world, stack } = await start();
  await expect(create('shop', { Resources: { A: thing(), Q: { Type: 'AWS::SQS::Queue' } } })).rejects.toMatchObject({
    name: 'ValidationError',
    message:
      'Template format error: Unrecognized resource types: [AWS::SQS::Queue]. The embedded cloud does not implement them (resources Q); see the coverage page (/coverage).',
  });
  await expect(create('shop', { Resources: { A: thing({ Nested: { Items: [{ Known: 'x' }, { Other: 1 }] } }) } })).rejects.toMatchObject({
    message:
      'The embedded cloud does not implement property Nested.Items[].Other of Test::Things::Thing (resource A). See the coverage page (/coverage).',
  });
  expect(world.log).toEqual([]);
  await expect(stack('shop')).rejects.toThrow('Stack with id shop does not exist');
});

test('capabilities, protection and names are checked', async () => {
  const { create, remove, client } = await start();
  const roles = (properties: object) => ({ Resources: { R: { Type: 'AWS::IAM::Role', Properties: properties } } });
  await expect(create('iam', roles({}))).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_IAM]',
  });
  await expect(create('iam', roles({ RoleName: 'x' }), { Capabilities: ['CAPABILITY_IAM'] })).rejects.toThrow(
    'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  );
  await create('shop', { Resources: { A: thing() } }, { EnableTerminationProtection: true });
  await expect(create('shop', { Resources: { A: thing() } })).rejects.toMatchObject({
    name: 'AlreadyExistsException',
    message: 'Stack [shop] already exists',
  });
  await expect(remove('shop')).rejects.toThrow('Stack [shop] cannot be deleted while TerminationProtection is enabled');
  await client.send(new UpdateTerminationProtectionCommand({ StackName: 'shop', EnableTerminationProtection: false }));
  await remove('shop');
});

test('a stack in ROLLBACK_COMPLETE can only be deleted', async () => {
  const { create, update, world } = await start();
  world.failing = () => new Error('no');
  const id = await create('shop', { Resources: { A: thing() } });
  await expect(update('shop', { Resources: { B: thing() } })).rejects.toThrow(
    `Stack:${id} is in ROLLBACK_COMPLETE state and can not be updated.`,
  );
});

test('generated names carry stack and logical id', async () => {
  const { create, client } = await start();
  await create('shop', { Resources: { Thing: thing() } });
  const { StackResourceSummaries } = await client.send(new ListStackResourcesCommand({ StackName: 'shop' }));
  const physicalId = StackResourceSummaries![0]!.PhysicalResourceId!;
  expect(physicalId).toMatch(/^shop-Thing-[A-Z0-9]{12}$/);
  const { StackResources } = await client.send(new DescribeStackResourcesCommand({ PhysicalResourceId: physicalId }));
  expect(StackResources).toMatchObject([{ StackName: 'shop', LogicalResourceId: 'Thing', ResourceStatus: 'CREATE_COMPLETE' }]);
});

test('outputs of other stacks are read without an export, also across regions', async () => {
  const { create, root, clock, world, update, stack } = await start();
  const source = (value: string) => ({ Resources: { A: thing({ Value: value }) }, Outputs: { Out: { Value: value } } });
  await create('source', source('near'));
  const far = root('111122223333', 'eu-west-1').cloudformation;
  await far.CreateStack({ StackName: 'source', TemplateBody: JSON.stringify(source('far')) });
  await clock.advance(0);
  const output = (more: object = {}) => ({ 'Fn::GetStackOutput': { StackName: 'source', OutputName: 'Out', ...more } });
  const values = [output(), { 'Fn::Select': [0, { 'Fn::Split': ['a', output({ Region: 'eu-west-1' })] }] }];
  const user = { Resources: { User: thing({ Value: values }) } };
  await create('user', user);
  expect([...world.existing.values()].find((one) => one.logicalId === 'User')?.Value).toEqual(['near', 'f']);
  await update('source', source('new'));
  await update('user', user);
  expect((await stack('user')).StackStatus).toBe('UPDATE_COMPLETE');
  expect([...world.existing.values()].find((one) => one.logicalId === 'User')?.Value).toEqual(['new', 'f']);
  await expect(create('lost', { Resources: { A: thing({ Value: output({ OutputName: 'Nope' }) }) } })).rejects.toThrow(
    'Output Nope does not exist in stack source',
  );
});
