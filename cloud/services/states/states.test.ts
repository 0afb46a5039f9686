import * as sdk from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cell, StateStore } from '../../cells.ts';
import { setClock } from '../../clock.ts';
import { TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { defineService } from '../../service.ts';
import { Bench, MACHINE, machine, ROLE } from './states.test-fixture.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.start();
});
afterEach(() => bench.noFaults());

const hello = machine({ HelloWorld: { Type: 'Pass', Result: { Arg1: 'argument1' }, End: true } });

test('an execution of a Pass state is written as AWS writes it', async () => {
  const arn = await bench.start(hello);
  expect(await bench.ended(arn)).toEqual({ status: 'SUCCEEDED', output: { Arg1: 'argument1' } });
  const timestamp = expect.any(Date);
  const truncated = { truncated: false };
  const output = '{"Arg1":"argument1"}';
  expect(await bench.events(arn)).toEqual([
    {
      timestamp,
      type: 'ExecutionStarted',
      id: 1,
      previousEventId: 0,
      executionStartedEventDetails: { input: '{}', inputDetails: truncated, roleArn: ROLE },
    },
    {
      timestamp,
      type: 'PassStateEntered',
      id: 2,
      previousEventId: 0,
      stateEnteredEventDetails: { name: 'HelloWorld', input: '{}', inputDetails: truncated },
    },
    {
      timestamp,
      type: 'PassStateExited',
      id: 3,
      previousEventId: 2,
      stateExitedEventDetails: { name: 'HelloWorld', output, outputDetails: truncated },
    },
    {
      timestamp,
      type: 'ExecutionSucceeded',
      id: 4,
      previousEventId: 3,
      executionSucceededEventDetails: { output, outputDetails: truncated },
    },
  ]);
  const page = await bench.client.send(
    new sdk.GetExecutionHistoryCommand({ executionArn: arn, reverseOrder: true, maxResults: 1, includeExecutionData: false }),
  );
  expect(page.events).toEqual([
    { timestamp, type: 'ExecutionSucceeded', id: 4, previousEventId: 3, executionSucceededEventDetails: { outputDetails: truncated } },
  ]);
  expect(page.nextToken).toBeDefined();
});

test('a name is used once, and the same start while it runs is the same execution', async () => {
  const stateMachineArn = await bench.create(machine({ W: { Type: 'Wait', Seconds: 5, End: true } }));
  const start = (input: string) => bench.client.send(new sdk.StartExecutionCommand({ stateMachineArn, name: 'once', input }));
  const { executionArn } = await start('{"a":1}');
  expect((await start('{"a":1}')).executionArn).toBe(executionArn);
  await expect(start('{"a":2}')).rejects.toThrow(`Execution Already Exists: '${executionArn}'`);
  await bench.host.clock.advance(5000);
  await expect(start('{"a":1}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  await expect(start('not JSON')).rejects.toThrow(
    "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
  );
  const { executions } = await bench.client.send(new sdk.ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }));
  expect(executions).toMatchObject([{ executionArn, name: 'once', status: 'SUCCEEDED', stopDate: new Date(bench.host.clock.now()) }]);
  await expect(bench.client.send(new sdk.StartExecutionCommand({ stateMachineArn: MACHINE('none') }))).rejects.toThrow(
    `State Machine Does Not Exist: '${MACHINE('none')}'`,
  );
});

test('a machine that is updated leaves the executions that run as they were', async () => {
  const stateMachineArn = await bench.create(
    machine({ W: { Type: 'Wait', Seconds: 5, Next: 'P' }, P: { Type: 'Pass', Result: 'old', End: true } }),
  );
  const { executionArn } = await bench.client.send(new sdk.StartExecutionCommand({ stateMachineArn }));
  await bench.host.clock.advance(1000);
  const updated = await bench.client.send(new sdk.UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(hello) }));
  expect(await bench.client.send(new sdk.DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
    definition: JSON.stringify(hello),
    revisionId: updated.revisionId,
    status: 'ACTIVE',
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  });
  await bench.host.clock.advance(4000);
  expect(await bench.ended(executionArn!)).toMatchObject({ output: 'old' });
  expect((await bench.client.send(new sdk.DescribeStateMachineForExecutionCommand({ executionArn }))).definition).toContain('"W"');
  await expect(bench.create(machine({ P: { Type: 'Pass', End: true } }), { name: 'm1' })).rejects.toThrow(
    `State Machine Already Exists: '${stateMachineArn}'`,
  );
  await bench.client.send(new sdk.TagResourceCommand({ resourceArn: stateMachineArn, tags: [{ key: 'lab', value: 'x' }] }));
  expect((await bench.client.send(new sdk.ListTagsForResourceCommand({ resourceArn: stateMachineArn }))).tags).toEqual([
    { key: 'lab', value: 'x' },
  ]);
  await bench.client.send(new sdk.DeleteStateMachineCommand({ stateMachineArn }));
  await expect(bench.describe(executionArn!)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
});

test('a stopped execution is aborted, and says by whom', async () => {
  const arn = await bench.start(machine({ W: { Type: 'Wait', Seconds: 60, End: true } }));
  await bench.seen(arn, 'WaitStateEntered');
  await bench.client.send(new sdk.StopExecutionCommand({ executionArn: arn, error: 'Enough', cause: 'a person' }));
  expect(await bench.ended(arn)).toEqual({ status: 'ABORTED', error: 'Enough', cause: 'a person' });
  expect(await bench.types(arn)).toEqual(['ExecutionStarted 0', 'WaitStateEntered 0', 'ExecutionAborted 0']);
});

test('a role that does not trust Step Functions is refused', async () => {
  await bench.role('other', 'lambda.amazonaws.com', []);
  await expect(bench.create(hello, { roleArn: ROLE.replace('machine', 'other') })).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  });
});

test('an execution goes on after the cloud was stopped, and what was due meanwhile is done', async () => {
  const saved = new Map<string, Cell>();
  const store: StateStore = {
    load: async () => [...saved.values()],
    save: async (cells) => {
      for (const cell of cells) saved.set(`${cell.service} ${cell.account} ${cell.region}`, structuredClone(cell));
    },
  };
  const first = await Bench.start(['*'], { store });
  const definition = machine({
    W: { Type: 'Wait', Seconds: 60, Next: 'M' },
    M: { Type: 'Map', ItemProcessor: machine({ I: { Type: 'Wait', Seconds: 5, End: true } }), End: true },
  });
  const arn = await first.start(definition, [1, 2]);
  await first.host.clock.advance(62_000);
  await first.host.cloud.stop();
  const clock = setClock(first.host.clock.now() + 3_600_000);
  const second = await Bench.resume({ store, clock });
  await second.host.clock.advance(1);
  expect(await second.ended(arn)).toEqual({ status: 'SUCCEEDED', output: [1, 2] });
  expect((await second.events(arn)).filter(({ type }) => type === 'WaitStateEntered')).toHaveLength(3);
  second.noFaults();
});

test('TestState runs one state and says what Retry and Catch would do', async () => {
  const state = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: 'f', 'Payload.$': '$.order' },
    ResultSelector: { 'id.$': '$.Payload.id' },
    ResultPath: '$.stored',
    Catch: [{ ErrorEquals: ['Full'], Next: 'Later' }],
    Next: 'After',
  };
  const ask = (mock: sdk.MockInput) =>
    bench.client.send(
      new sdk.TestStateCommand({ definition: JSON.stringify(state), input: '{"order":{"n":1}}', inspectionLevel: 'DEBUG', mock }),
    );
  expect(await ask({ result: '{"Payload":{"id":7}}' })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"order":{"n":1},"stored":{"id":7}}',
    nextState: 'After',
    inspectionData: { afterParameters: '{"FunctionName":"f","Payload":{"n":1}}', afterResultSelector: '{"id":7}' },
  });
  expect(await ask({ errorOutput: { error: 'Full', cause: 'no room' } })).toMatchObject({
    status: 'CAUGHT_ERROR',
    error: 'Full',
    nextState: 'Later',
  });
  expect(await ask({ errorOutput: { error: 'Else' } })).toMatchObject({ status: 'FAILED', error: 'Else' });
});

test('a state machine lives and changes with its stack', async () => {
  const formation = bench.host.root().cloudformation;
  const template = (Properties: object) =>
    JSON.stringify({
      Resources: {
        Orders: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: ROLE, ...Properties } },
        Pack: { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'pack' } },
      },
      Outputs: {
        Arn: { Value: { Ref: 'Orders' } },
        Name: { Value: { 'Fn::GetAtt': ['Orders', 'Name'] } },
        Activity: { Value: { Ref: 'Pack' } },
      },
    });
  const StackName = 'shop';
  const outputs = async () => {
    await bench.host.clock.advance(5000);
    const [stack] = (await formation.DescribeStacks({ StackName })).Stacks!;
    return Object.fromEntries([
      ['status', stack!.StackStatus],
      ...(stack!.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    ]);
  };
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in.
  const text = JSON.stringify(machine({ P: { Type: 'Pass', Result: '${who}', End: true } }));
  await formation.CreateStack({
    StackName,
    TemplateBody: template({ DefinitionString: text, DefinitionSubstitutions: { who: 'Lan' }, Tags: [{ Key: 'lab', Value: 'a' }] }),
  });
  const { status, Arn, Name, Activity } = await outputs();
  expect(status).toBe('CREATE_COMPLETE');
  expect([Arn, Activity]).toEqual([MACHINE(Name!), `arn:aws:states:${TEST_REGION}:${TEST_ACCOUNT}:activity:pack`]);
  expect((await bench.client.send(new sdk.DescribeStateMachineCommand({ stateMachineArn: Arn }))).definition).toContain('"Result":"Lan"');
  await formation.UpdateStack({
    StackName,
    TemplateBody: template({ Definition: machine({ W: { Type: 'Wait', Seconds: 1, End: true } }) }),
  });
  expect((await outputs()).status).toBe('UPDATE_COMPLETE');
  const { definition } = await bench.client.send(new sdk.DescribeStateMachineCommand({ stateMachineArn: Arn }));
  expect(JSON.parse(definition!)).toEqual(machine({ W: { Type: 'Wait', Seconds: 1, End: true } }));
  expect((await bench.client.send(new sdk.ListTagsForResourceCommand({ resourceArn: Arn }))).tags!.map(({ key }) => key)).not.toContain(
    'lab',
  );
  await formation.DeleteStack({ StackName });
  await bench.host.clock.advance(5000);
  expect((await bench.client.send(new sdk.ListStateMachinesCommand({}))).stateMachines).toEqual([]);
});

test('what executions come to is announced', async () => {
  const ended: unknown[] = [];
  const watcher = defineService<object>({
    name: 'watcher',
    wires: [],
    scope: 'region',
    initialState: () => ({}),
    operations: {},
    access: {},
    resourceTypes: [],
    subscriptions: {
      'states.ExecutionEnded': ({ status, durationMs, stateMachineArn }) => void ended.push({ status, durationMs, stateMachineArn }),
    },
  });
  const watched = await Bench.start(['*'], { extra: [watcher] });
  const arn = await watched.start(machine({ W: { Type: 'Wait', Seconds: 2, Next: 'F' }, F: { Type: 'Fail' } }));
  await watched.host.clock.advance(2000);
  expect(await watched.ended(arn)).toEqual({ status: 'FAILED' });
  expect(ended).toEqual([{ status: 'FAILED', durationMs: 2000, stateMachineArn: MACHINE('m1') }]);
});
