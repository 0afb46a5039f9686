import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStateMachineCommand, SFNClient, TestStateCommand } from '@aws-sdk/client-sfn';
import type { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DeployedLab, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import { handler } from './functions/validate.ts';
import { historyOf, run, someOrder } from './orders.ts';
import { processInJsonata } from './process-in-jsonata.ts';
import { workflow } from './workflow.ts';

const ID = 'order-workflow';
const templateOf = templatesOf(ID);

/** Each role's actions, by the role's name in the template. */
function actionsOf(template: Template): Record<string, string[]> {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return Object.fromEntries(
    policies.map(({ Properties: { Roles, PolicyDocument } }) => [
      Roles[0].Ref.replace(/[0-9A-F]{8}$/, ''),
      PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action),
    ]),
  );
}

test('the machine may do its three things and no more; start may only validate; a drill gives the permission to another', async () => {
  const [solution, start, denied] = await Promise.all([{}, { stage: 'start' }, { drill: 'publish-denied' }].map(templateOf));
  expect(actionsOf(solution!).WorkflowRole).toEqual(['lambda:InvokeFunction', 'dynamodb:PutItem', 'sns:Publish']);
  expect(actionsOf(start!).WorkflowRole).toEqual(['lambda:InvokeFunction']);
  expect(actionsOf(denied!).WorkflowRole).toEqual(['lambda:InvokeFunction', 'dynamodb:PutItem']);
  expect(actionsOf(denied!).ValidateRole).toContain('sns:Publish');
});

test('orders are added up, or refused with the reason', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const items = [
    { sku: 'a', quantity: 2, price: 3 },
    { sku: 'b', quantity: 1, price: 4 },
  ];
  expect(await handler({ orderId: 'O', items })).toEqual({ orderId: 'O', items, total: 10 });
  expect(await handler({ items })).toEqual({ problem: 'An order needs an orderId.' });
  expect(await handler({ orderId: 'O' })).toEqual({ problem: 'An order needs at least one item.' });
  expect(await handler({ orderId: 'O', items: [{ sku: 'a', quantity: 0, price: 3 }] })).toEqual({
    problem: 'a: a quantity of 0 cannot be ordered.',
  });
});

describe('deployed', () => {
  let lab: LabInTest;
  let host: DeployedLab;
  beforeAll(async () => {
    lab = await labInTest(ID);
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  const context = () => lab.context(host);
  const green = { refused: 'passed', saved: 'passed', notified: 'passed' };

  test('start only validates; what the reader adds saves and notifies', async () => {
    host = await lab.deploy({ stage: 'start' });
    expect(await lab.check(host)).toEqual({ refused: 'passed', saved: 'failed', notified: 'skipped' });
    host = await lab.deploy();
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Workflow', 'UPDATE_COMPLETE WorkflowRoleDefaultPolicy']);
    expect(await lab.check(host)).toEqual(green);
  });

  test('the history shows every kind of state, and what each made of its input', async () => {
    const order = someOrder(context());
    const { executionArn, output } = await run(context(), order);
    expect(JSON.parse(output!)).toMatchObject({ ...order, total: 110_000, prepared: { lines: ['2 x cà phê', '2 x bánh mì'] } });
    const entered = (await historyOf(context(), executionArn!)).flatMap(({ type, stateEnteredEventDetails: state }) =>
      state ? [`${type} ${state.name}`] : [],
    );
    expect(entered.slice(0, 4)).toEqual([
      'TaskStateEntered Validate',
      'ChoiceStateEntered AnyProblem',
      'TaskStateEntered Process',
      'ParallelStateEntered Prepare',
    ]);
    expect(entered.slice(4, -1).sort()).toEqual([
      'MapStateEntered Lines',
      'PassStateEntered Line',
      'PassStateEntered Line',
      'WaitStateEntered Grace',
    ]);
    expect(entered.at(-1)).toBe('TaskStateEntered Notify');
    const { told, shown } = await lab.runAll(host);
    expect(told).toEqual(['SUCCEEDED', 'FAILED InvalidOrder: cà phê: a quantity of -1 cannot be ordered.']);
    expect(shown.map(({ rows }) => rows.at(-1)!.cells[1])).toEqual(['ExecutionSucceeded', 'ExecutionFailed']);
  });

  test('in JSONata, Process saves the same item and hands on the same data', async () => {
    const states = new SFNClient(lab.clientConfiguration());
    const { roleArn } = await states.send(new DescribeStateMachineCommand({ stateMachineArn: host.outputs.Workflow }));
    const input = JSON.stringify({ ...someOrder(context()), total: 110_000 });
    const called = { validateArn: '', ordersTable: host.outputs.Orders!, topicArn: '' };
    const [withPath, withJsonata] = await Promise.all(
      [workflow(called).States.Process, processInJsonata(called).Process].map((state) =>
        states.send(new TestStateCommand({ definition: JSON.stringify(state), roleArn, input, inspectionLevel: 'DEBUG' })),
      ),
    );
    expect(withJsonata).toMatchObject({ status: 'SUCCEEDED', output: withPath!.output, nextState: withPath!.nextState });
    expect(withJsonata!.inspectionData!.afterArguments).toBe(withPath!.inspectionData!.afterParameters);
    expect(withPath!.output).toBe(input);
  });

  test('lost-output: the next state finds no field in a string', async () => {
    host = await lab.deploy({ drill: 'lost-output' });
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Validate']);
    const { told } = await lab.provoke('lost-output', host);
    expect(told).toEqual([expect.stringMatching(/^FAILED States\.Runtime: .*'Process'.*'\$\.orderId'.*could not be found/s)]);
    const logs = new CloudWatchLogsClient(lab.clientConfiguration());
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: host.outputs.ValidateLogs, filterPattern: '"cà phê"' }));
    expect(events).not.toEqual([]);
    expect(await lab.failed(host)).toEqual((await lab.drill('lost-output')).fails);
    host = await lab.deploy();
    expect(await lab.check(host)).toEqual(green);
  });

  test('publish-denied: the order is saved, the machine may not publish', async () => {
    host = await lab.deploy({ drill: 'publish-denied' });
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE ValidateRoleDefaultPolicy', 'UPDATE_COMPLETE WorkflowRoleDefaultPolicy']);
    const dynamodb = new DynamoDBClient(lab.clientConfiguration());
    const saved = async () => (await dynamodb.send(new ScanCommand({ TableName: host.outputs.Orders, Select: 'COUNT' }))).Count!;
    const before = await saved();
    const { told } = await lab.provoke('publish-denied', host);
    expect(await saved()).toBe(before + 1);
    expect(told).toEqual([
      expect.stringMatching(
        /^FAILED SNS\.AuthorizationErrorException: User: \S+:assumed-role\/\S+ is not authorized to perform: SNS:Publish on resource: /,
      ),
    ]);
    expect(await lab.failed(host)).toEqual((await lab.drill('publish-denied')).fails);
    host = await lab.deploy();
    expect(await lab.check(host)).toEqual(green);
  });

  test('removed, it leaves nothing', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
