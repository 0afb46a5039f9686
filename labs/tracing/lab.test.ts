import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedLab, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';

const ID = 'tracing';
const templateOf = templatesOf(ID);

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

  const green = { answers: 'passed', traced: 'passed', connected: 'passed', named: 'passed', fast: 'passed' };
  /** The rows of each table that a scenario shows. */
  const tablesOf = async (id: string) => (await lab.run(id, host)).shown.map(({ rows }) => rows.map(({ cells }) => cells));

  test('start is watched by nobody; traced is whole but slow; the solution gives up in time', async () => {
    host = await lab.deploy({ stage: 'start' });
    expect(await lab.check(host)).toEqual({ answers: 'passed', traced: 'failed', connected: 'skipped', named: 'skipped', fast: 'skipped' });
    host = await lab.deploy({ stage: 'traced' });
    expect(await lab.updatedTypes()).toEqual(['UPDATE ApiGateway::Stage', 'UPDATE IAM::Policy', 'UPDATE Lambda::Function']);
    expect(await lab.check(host)).toEqual({ ...green, fast: 'failed' });
    host = await lab.deploy();
    expect(await lab.updatedTypes()).toEqual(['UPDATE Lambda::Function']);
    expect(await lab.check(host)).toEqual(green);
  });

  test('the scenarios show a waterfall with true times, the map, and what sampling leaves', async () => {
    const [rows] = await tablesOf('trace');
    const part = (name: string, kind: string) => {
      const row = rows!.find((cells) => cells[0]!.endsWith(name) && cells[1] === kind)!;
      return { from: Number(row[2]), ms: Number(row[3]), outcome: row[4] };
    };
    expect(part('OrdersApi/prod', 'AWS::ApiGateway::Stage')).toMatchObject({ from: 0, outcome: 'ok' });
    expect(part('supplier', 'remote')).toMatchObject({ outcome: 'fault' });
    expect(part('supplier', 'remote').ms).toBeGreaterThanOrEqual(490);
    expect(part('supplier', 'remote').ms).toBeLessThan(1400);
    expect(part('Supplier', 'AWS::Lambda::Function').ms).toBeGreaterThanOrEqual(1490);
    const [edges] = await tablesOf('map');
    expect(edges!.map(([from, to]) => `${from} -> ${to}`)).toEqual(
      expect.arrayContaining([
        'client -> AWS::ApiGateway::Stage OrdersApi/prod',
        'AWS::Lambda::Function Orders -> AWS::ApiGateway::Stage PricesApi/prod',
        'AWS::Lambda::Function Prices -> AWS::ApiGateway::Stage SupplierApi/prod',
      ]),
    );
    const [[[sent, , traces] = []] = []] = await tablesOf('sampling');
    expect(sent).toBe('40');
    expect(Number(traces)).toBeGreaterThanOrEqual(1);
    expect(Number(traces)).toBeLessThan(30);
  });

  test('no-traces: only roles change, the API answers, and no function is in the trace', async () => {
    host = await lab.deploy({ drill: 'no-traces' });
    expect(await lab.updatedTypes()).toEqual(['UPDATE IAM::Policy']);
    const { told } = await lab.provoke('no-traces', host);
    expect(told).toEqual([expect.stringMatching(/^POST \/orders: 201 /), expect.stringMatching(/: 0 segments of functions$/)]);
    const logs = new CloudWatchLogsClient(lab.clientConfiguration());
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: host.outputs.OrdersLogs, filterPattern: '"subsegment not sent"' }),
    );
    expect(events[0]?.message).toMatch(
      /WARN\tsubsegment not sent AccessDeniedException: User: .* is not authorized to perform: xray:PutTraceSegments/,
    );
    expect(await lab.failed(host)).toEqual((await lab.drill('no-traces')).fails);
  });

  test('no-traces: where tracing is switched on for the first time, Lambda refuses the role', async () => {
    await expect(lab.deploy({ drill: 'no-traces' }, '444455556666')).rejects.toThrow(
      /The provided execution role does not have permissions to call PutTraceSegments on XRAY/,
    );
  });

  test('broken-trace: one order lies in three traces', async () => {
    host = await lab.deploy({ drill: 'broken-trace' });
    const { shown } = await lab.provoke('broken-trace', host);
    const pieces = shown[0]!.rows.map(({ cells }) => cells[1]);
    expect(pieces.slice(0, 3)).toEqual(['OrdersApi/prod', 'PricesApi/prod', 'SupplierApi/prod']);
    expect(new Set(shown[0]!.rows.map(({ cells }) => cells[0])).size).toBe(pieces.length);
    expect(await lab.failed(host)).toEqual((await lab.drill('broken-trace')).fails);
  });

  test('the solution over a fault is green again; the stack goes and leaves nothing', async () => {
    host = await lab.deploy();
    expect(await lab.check(host)).toEqual(green);
    expect(await lab.remove()).toEqual([]);
  });
});
