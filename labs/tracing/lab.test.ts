import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { loadLab } from '../../scripts/stage.ts';
import type { Variant } from '../../scripts/stage-files.ts';
import type { Table } from '../contract.ts';
import { type CheckHost, contextFor } from '../run-checks.ts';
import { scenarios } from './scenarios.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'tracing-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function templateOf(variant: Variant): Promise<Template> {
  const { Stack } = await loadLab(path.resolve(import.meta.dirname, '../..'), 'tracing', variant);
  const outdir = mkdtempSync(path.join(scratch, 'synth-'));
  return Template.fromStack(new Stack(new App({ outdir, analyticsReporting: false }), 'tracing', { lab: 'tracing' }));
}

const GRANTED = { Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Effect: 'Allow', Resource: '*' };
const grants = (template: Template) =>
  Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties.PolicyDocument.Statement.some((statement: unknown) => JSON.stringify(statement) === JSON.stringify(GRANTED)),
  );

describe('templates', () => {
  test('every stage and every function is traced, and each role may write traces', async () => {
    const solution = await templateOf({});
    solution.allResourcesProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
    solution.allResourcesProperties('AWS::ApiGateway::Stage', { TracingEnabled: true });
    solution.resourceCountIs('AWS::Lambda::Function', 3);
    solution.resourceCountIs('AWS::ApiGateway::RestApi', 3);
    expect(grants(solution)).toHaveLength(3);
    solution.resourceCountIs('AWS::ApiGateway::Account', 0);
    expect(Object.keys(solution.toJSON().Outputs)).toEqual(['Url', 'Orders', 'Prices', 'Supplier', 'OrdersLogs']);
  });

  test('start traces nothing; no-traces takes out the permission and nothing else', async () => {
    const start = await templateOf({ stage: 'start' });
    start.allResourcesProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
    start.allResourcesProperties('AWS::ApiGateway::Stage', { TracingEnabled: Match.absent() });
    const [solution, noTraces] = await Promise.all([templateOf({}), templateOf({ drill: 'no-traces' })]);
    expect(grants(noTraces)).toEqual([]);
    const withoutGrants = (template: Template) => {
      const { Resources } = template.toJSON();
      for (const { Type, Properties } of Object.values<{ Type: string; Properties: Record<string, never> }>(Resources)) {
        if (Type !== 'AWS::IAM::Policy') continue;
        const document: { Statement: unknown[] } = Properties.PolicyDocument!;
        document.Statement = document.Statement.filter((statement) => JSON.stringify(statement) !== JSON.stringify(GRANTED));
      }
      return Resources;
    };
    expect(withoutGrants(noTraces)).toEqual(withoutGrants(solution));
  });
});

describe('deployed', { timeout: 120_000 }, () => {
  const StackName = 'tracing';
  let lab: LabInTest;
  let host: CheckHost;
  let told: string[];
  beforeAll(async () => {
    lab = await labInTest('tracing');
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  const deploy = async (variant?: Variant) => {
    told = [];
    host = { ...(await lab.deploy(variant)), tell: ({ en }) => void told.push(en) };
  };
  /** What the last update changed, by type. */
  const changed = async () => {
    const { StackEvents = [] } = await new CloudFormationClient(lab.clientConfiguration()).send(
      new DescribeStackEventsCommand({ StackName }),
    );
    const begin = StackEvents.findIndex((event) => event.LogicalResourceId === StackName && event.ResourceStatus === 'UPDATE_IN_PROGRESS');
    const done = StackEvents.slice(0, begin).filter(
      (event) => event.LogicalResourceId !== StackName && event.ResourceStatus?.endsWith('_COMPLETE'),
    );
    return [...new Set(done.map(({ ResourceStatus, ResourceType }) => `${ResourceStatus?.slice(0, 6)} ${ResourceType?.slice(5)}`))].sort();
  };
  const green = { answers: 'passed', traced: 'passed', connected: 'passed', named: 'passed', fast: 'passed' };
  const shown = async (id: string) => {
    const tables: Table[] = [];
    const scenario = scenarios.find((one) => one.id === id)!;
    await scenario.run({ ...contextFor(host, new Map(), [], []), show: (table) => void tables.push(table) });
    return tables.map(({ rows }) => rows.map(({ cells }) => [...cells]));
  };

  test('start is watched by nobody; traced is whole but slow; the solution gives up in time', async () => {
    await deploy({ stage: 'start' });
    expect(await lab.check(host)).toEqual({ answers: 'passed', traced: 'failed', connected: 'skipped', named: 'skipped', fast: 'skipped' });
    await deploy({ stage: 'traced' });
    expect(await changed()).toEqual(['UPDATE ApiGateway::Stage', 'UPDATE IAM::Policy', 'UPDATE Lambda::Function']);
    expect(await lab.check(host)).toEqual({ ...green, fast: 'failed' });
    await deploy();
    expect(await changed()).toEqual(['UPDATE Lambda::Function']);
    expect(await lab.check(host)).toEqual(green);
  });

  test('the scenarios show a waterfall with true times, the map, and what sampling leaves', async () => {
    const [rows] = await shown('trace');
    const part = (name: string, kind: string) => {
      const row = rows!.find((cells) => cells[0]!.endsWith(name) && cells[1] === kind)!;
      return { from: Number(row[2]), ms: Number(row[3]), outcome: row[4] };
    };
    expect(part('OrdersApi/prod', 'AWS::ApiGateway::Stage')).toMatchObject({ from: 0, outcome: 'ok' });
    expect(part('supplier', 'remote')).toMatchObject({ outcome: 'fault' });
    expect(part('supplier', 'remote').ms).toBeGreaterThanOrEqual(490);
    expect(part('supplier', 'remote').ms).toBeLessThan(1400);
    expect(part('Supplier', 'AWS::Lambda::Function').ms).toBeGreaterThanOrEqual(1490);
    const [edges] = await shown('map');
    expect(edges!.map(([from, to]) => `${from} -> ${to}`)).toEqual(
      expect.arrayContaining([
        'client -> AWS::ApiGateway::Stage OrdersApi/prod',
        'AWS::Lambda::Function Orders -> AWS::ApiGateway::Stage PricesApi/prod',
        'AWS::Lambda::Function Prices -> AWS::ApiGateway::Stage SupplierApi/prod',
      ]),
    );
    const [[[sent, , traces] = []] = []] = await shown('sampling');
    expect(sent).toBe('40');
    expect(Number(traces)).toBeGreaterThanOrEqual(1);
    expect(Number(traces)).toBeLessThan(30);
  });

  test('no-traces: only roles change, the API answers, and no function is in the trace', async () => {
    await deploy({ drill: 'no-traces' });
    expect(await changed()).toEqual(['UPDATE IAM::Policy']);
    await lab.provoke('no-traces', host);
    expect(told).toEqual([expect.stringMatching(/^POST \/orders: 201 /), expect.stringMatching(/: 0 segments of functions$/)]);
    const logs = new CloudWatchLogsClient(lab.clientConfiguration());
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: host.outputs.OrdersLogs, filterPattern: '"subsegment not sent"' }),
    );
    expect(events[0]?.message).toMatch(
      /WARN\tsubsegment not sent AccessDeniedException: User: .* is not authorized to perform: xray:PutTraceSegments/,
    );
    const results = await lab.results(host);
    expect(results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual((await lab.drill('no-traces')).fails);
  });

  test('no-traces: where tracing is switched on for the first time, Lambda refuses the role', async () => {
    await expect(lab.deploy({ drill: 'no-traces' }, '444455556666')).rejects.toThrow(
      /The provided execution role does not have permissions to call PutTraceSegments on XRAY/,
    );
  });

  test('broken-trace: one order lies in three traces', async () => {
    await deploy({ drill: 'broken-trace' });
    const tables: Table[] = [];
    const drill = await lab.drill('broken-trace');
    await drill.provoke!({ ...contextFor(host, new Map(), [], []), show: (table) => void tables.push(table) });
    const pieces = tables[0]!.rows.map(({ cells }) => cells[1]);
    expect(pieces.slice(0, 3)).toEqual(['OrdersApi/prod', 'PricesApi/prod', 'SupplierApi/prod']);
    expect(new Set(tables[0]!.rows.map(({ cells }) => cells[0])).size).toBe(pieces.length);
    const results = await lab.results(host);
    expect(results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual(drill.fails);
  });

  test('the solution over a fault is green again; the stack goes and leaves nothing', async () => {
    await deploy();
    expect(await lab.check(host)).toEqual(green);
    const configuration = lab.clientConfiguration();
    const cloudformation = new CloudFormationClient(configuration);
    const status = () =>
      cloudformation.send(new DescribeStacksCommand({ StackName })).then(
        ({ Stacks }) => Stacks?.[0]?.StackStatus,
        (error: Error) => error.message,
      );
    await cloudformation.send(new DeleteStackCommand({ StackName }));
    await expect.poll(status, { timeout: 20_000 }).toBe(`Stack with id ${StackName} does not exist`);
    const { items = [] } = await new APIGatewayClient(configuration).send(new GetRestApisCommand({}));
    const { Functions } = await new LambdaClient(configuration).send(new ListFunctionsCommand({}));
    const { logGroups } = await new CloudWatchLogsClient(configuration).send(new DescribeLogGroupsCommand({}));
    const { Roles } = await new IAMClient(configuration).send(new ListRolesCommand({}));
    expect([items, Functions, logGroups, Roles]).toEqual([[], [], [], []]);
  });
});
