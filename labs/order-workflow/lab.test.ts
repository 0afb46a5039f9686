import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient, TestStateCommand } from '@aws-sdk/client-sfn';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { loadLab } from '../../scripts/stage.ts';
import type { Variant } from '../../scripts/stage-files.ts';
import type { Table } from '../contract.ts';
import { type CheckHost, contextFor } from '../run-checks.ts';
import { handler } from './functions/validate.ts';
import { historyOf, run, someOrder } from './orders.ts';
import { processInJsonata } from './process-in-jsonata.ts';
import { scenarios } from './scenarios.ts';
import { workflow } from './workflow.ts';

const ID = 'order-workflow';
const scratch = mkdtempSync(path.join(tmpdir(), `${ID}-`));
afterAll(() => rmSync(scratch, { recursive: true }));

async function templateOf(variant: Variant): Promise<Template> {
  const { Stack } = await loadLab(path.resolve(import.meta.dirname, '../..'), ID, variant);
  const outdir = mkdtempSync(path.join(scratch, 'synth-'));
  return Template.fromStack(new Stack(new App({ outdir, analyticsReporting: false }), ID, { lab: ID }));
}

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

describe('deployed', { timeout: 120_000 }, () => {
  let lab: LabInTest;
  let host: CheckHost;
  let told: string[];
  let shown: Table[];
  beforeAll(async () => {
    lab = await labInTest(ID);
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  const deploy = async (variant?: Variant) => {
    told = [];
    shown = [];
    host = { ...(await lab.deploy(variant)), tell: ({ en }) => void told.push(en) };
  };
  const context = () => contextFor(host, new Map(), [], shown);
  /** What the last update of the stack did, as `<state> <logical id>`. */
  const done = async () => {
    const { StackEvents = [] } = await new CloudFormationClient(lab.clientConfiguration()).send(
      new DescribeStackEventsCommand({ StackName: ID }),
    );
    const begin = StackEvents.findIndex((event) => event.LogicalResourceId === ID && event.ResourceStatus === 'UPDATE_IN_PROGRESS');
    return StackEvents.slice(0, begin)
      .filter((event) => event.LogicalResourceId !== ID && event.ResourceStatus?.endsWith('_COMPLETE'))
      .map((event) => `${event.ResourceStatus} ${event.LogicalResourceId?.replace(/[0-9A-F]{8}$/, '')}`)
      .sort();
  };
  const failed = async () => (await lab.results(host)).filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
  const green = { refused: 'passed', saved: 'passed', notified: 'passed' };

  test('start only validates; what the reader adds saves and notifies', async () => {
    await deploy({ stage: 'start' });
    expect(await lab.check(host)).toEqual({ refused: 'passed', saved: 'failed', notified: 'skipped' });
    await deploy();
    expect(await done()).toEqual(['UPDATE_COMPLETE Workflow', 'UPDATE_COMPLETE WorkflowRoleDefaultPolicy']);
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
    for (const scenario of scenarios) await scenario.run(context());
    expect(told).toEqual(['SUCCEEDED', 'FAILED InvalidOrder: cà phê: a quantity of -1 cannot be ordered.']);
    expect(shown.map(({ rows }) => rows.at(-1)!.cells[1])).toEqual(['ExecutionSucceeded', 'ExecutionFailed']);
  });

  test('in JSONata, Process saves the same item and hands on the same data', async () => {
    const states = new SFNClient({ ...lab.clientConfiguration(), disableHostPrefix: true });
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
    await deploy({ drill: 'lost-output' });
    expect(await done()).toEqual(['UPDATE_COMPLETE Validate']);
    await lab.provoke('lost-output', host);
    expect(told).toEqual([expect.stringMatching(/^FAILED States\.Runtime: .*'Process'.*'\$\.orderId'.*could not be found/s)]);
    const logs = new CloudWatchLogsClient(lab.clientConfiguration());
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: host.outputs.ValidateLogs, filterPattern: '"cà phê"' }));
    expect(events).not.toEqual([]);
    expect(await failed()).toEqual((await lab.drill('lost-output')).fails);
    await deploy();
    expect(await lab.check(host)).toEqual(green);
  });

  test('publish-denied: the order is saved, the machine may not publish', async () => {
    await deploy({ drill: 'publish-denied' });
    expect(await done()).toEqual(['UPDATE_COMPLETE ValidateRoleDefaultPolicy', 'UPDATE_COMPLETE WorkflowRoleDefaultPolicy']);
    const dynamodb = new DynamoDBClient(lab.clientConfiguration());
    const saved = async () => (await dynamodb.send(new ScanCommand({ TableName: host.outputs.Orders, Select: 'COUNT' }))).Count!;
    const before = await saved();
    await lab.provoke('publish-denied', host);
    expect(await saved()).toBe(before + 1);
    expect(told).toEqual([
      expect.stringMatching(
        /^FAILED SNS\.AuthorizationErrorException: User: \S+:assumed-role\/\S+ is not authorized to perform: SNS:Publish on resource: /,
      ),
    ]);
    expect(await failed()).toEqual((await lab.drill('publish-denied')).fails);
    await deploy();
    expect(await lab.check(host)).toEqual(green);
  });

  test('removed, it leaves nothing', async () => {
    const configuration = lab.clientConfiguration();
    const cloudformation = new CloudFormationClient(configuration);
    await cloudformation.send(new DeleteStackCommand({ StackName: ID }));
    const status = () =>
      cloudformation.send(new DescribeStacksCommand({ StackName: ID })).then(
        ({ Stacks }) => Stacks?.[0]?.StackStatus,
        (error: Error) => error.message,
      );
    await expect.poll(status, { timeout: 20_000 }).toBe(`Stack with id ${ID} does not exist`);
    const { stateMachines } = await new SFNClient(configuration).send(new ListStateMachinesCommand({}));
    const { Topics = [] } = await new SNSClient(configuration).send(new ListTopicsCommand({}));
    const { QueueUrls = [] } = await new SQSClient(configuration).send(new ListQueuesCommand({}));
    const { TableNames } = await new DynamoDBClient(configuration).send(new ListTablesCommand({}));
    const { logGroups } = await new CloudWatchLogsClient(configuration).send(new DescribeLogGroupsCommand({}));
    expect([stateMachines, Topics, QueueUrls, TableNames, logGroups]).toEqual([[], [], [], [], []]);
  });
});
