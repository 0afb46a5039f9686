import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedLab, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import type { Variant } from '../../scripts/stage-files.ts';
import { billTable } from './bill.ts';
import { bank } from './functions/bank.ts';

const ID = 'resilient-workflow';
const templateOf = templatesOf(ID);

interface Handler {
  ErrorEquals: string[];
  Next?: string;
  MaxAttempts?: number;
}
interface Definition {
  TimeoutSeconds?: number;
  States: Record<string, { Retry?: Handler[]; Catch?: Handler[]; Choices?: { Variable: string }[] }>;
}

async function definitionOf(variant: Variant): Promise<Definition> {
  const template = await templateOf(variant);
  return Object.values(template.findResources('AWS::StepFunctions::StateMachine'))[0]!.Properties.Definition;
}

test('only the solution is bounded and leads each error out; a drill goes round, a drill lacks its dollar', async () => {
  const [solution, start, forEver, noDollar] = await Promise.all(
    [{}, { stage: 'start' }, { drill: 'retries-for-ever' }, { drill: 'variable-without-dollar' }].map(definitionOf),
  );
  const { Retry, Catch } = solution!.States.Pay!;
  expect(Retry).toEqual([expect.objectContaining({ MaxAttempts: 3, MaxDelaySeconds: 2, JitterStrategy: 'FULL' })]);
  expect([...Retry!, ...Catch!].flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain('States.ALL');
  expect(Catch!.map(({ Next }) => Next)).toEqual(['AskForAnotherCard', 'Unreachable']);
  expect(solution!.TimeoutSeconds).toBe(300);
  expect(start!.States.Pay).not.toHaveProperty(['Retry']);
  expect(forEver!.States.Pay!.Retry![0]).not.toHaveProperty('MaxAttempts');
  expect(forEver!.States.Pay!.Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Pay' }]);
  expect(forEver).not.toHaveProperty('TimeoutSeconds');
  expect(noDollar!.States.Answer!.Choices!.map(({ Variable }) => Variable)).toEqual(['status', 'status']);
});

test('the bank loses the line for two calls, or for good, and names its errors', () => {
  expect(() => bank.shaky!('O', 2)).toThrow(expect.objectContaining({ name: 'ConnectionLost' }));
  expect(bank.shaky!('O', 3)).toEqual({ status: 'OK', receipt: 'R-O' });
  expect(() => bank.unreachable!('O', 99)).toThrow(expect.objectContaining({ name: 'ConnectionLost' }));
  expect(() => bank.declined!('O', 1)).toThrow(expect.objectContaining({ name: 'CardDeclined' }));
});

test('a bill goes on at the rate seen, until the history is full', () => {
  const rows = billTable(8, 6000, 28).rows.map(({ cells }) => cells);
  expect(rows).toEqual([
    ['6.0 s', '8', '0.00020', '0.20'],
    ['1 h', '4800', '0.12', '120.96'],
    ['24 h', '115200', '2.90', '2903.04'],
    ['25000 events: 1.5 h', '7143', '0.18', '180.00'],
  ]);
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

  const running = async () => {
    const { executions } = await new SFNClient(lab.clientConfiguration()).send(
      new ListExecutionsCommand({ stateMachineArn: host.outputs.Workflow, statusFilter: 'RUNNING' }),
    );
    return executions;
  };

  test('start knows only straight on; a definition without its dollar is refused over it, and start goes on', async () => {
    host = await lab.deploy({ stage: 'start' });
    const { fails, deploymentFails } = await lab.drill('variable-without-dollar');
    await expect(lab.deploy({ drill: 'variable-without-dollar' })).rejects.toThrow(deploymentFails!);
    const { told } = await lab.provoke('variable-without-dollar', host);
    expect(told).toEqual(['over-limit: SUCCEEDED, calls: 1']);
    expect(await lab.failed(host)).toEqual(fails);
    host = await lab.deploy();
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Workflow']);
    expect(await lab.failed(host)).toEqual([]);
  });

  test('the scenarios show the pauses, and a road for each error', async () => {
    const { told, shown } = await lab.runAll(host);
    expect(told).toEqual(['shaky: SUCCEEDED, calls: 3', expect.stringMatching(/^The branch Invoice: INV-O-good-/)]);
    const [attempts, roads, items] = shown;
    expect(attempts!.rows.map(({ cells }) => cells[2])).toEqual(['ConnectionLost', 'ConnectionLost', 'ok']);
    const pauses = attempts!.rows.slice(1).map(({ cells }) => Number(cells[1]));
    for (const [index, pause] of pauses.entries()) expect(pause).toBeLessThan(1.5 + index);
    expect(roads!.rows.map(({ cells }) => cells)).toEqual([
      ['unreachable', '4', 'FAILED', 'BankUnreachable'],
      ['declined', '1', 'SUCCEEDED', 'status: DECLINED'],
      ['over-limit', '1', 'FAILED', 'PaymentRefused'],
      ['gift', '1', 'FAILED', 'TypeError'],
    ]);
    expect(items!.rows.map(({ cells }) => cells[1])).toEqual(['stock', 'supplier']);
  });

  test('retries-for-ever: rounds of four calls, each at once after the last, until somebody stops them', async () => {
    host = await lab.deploy({ drill: 'retries-for-ever' });
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Workflow']);
    const { told } = await lab.provoke('retries-for-ever', host);
    expect(told[0]).toMatch(/^RUNNING, calls: (9|10)$/);
    expect((await lab.results(host)).flatMap(({ id, seen, outcome }) => (outcome === 'failed' ? `${id}: ${seen}` : []))).toEqual([
      expect.stringMatching(/^bounded: RUNNING, calls: [67]$/),
      expect.stringMatching(/^by-name: RUNNING, calls: [23]$/),
      expect.stringMatching(/^bug-fails: RUNNING, calls: [23]$/),
    ]);
    expect((await lab.drill('retries-for-ever')).fails).toEqual(['bounded', 'by-name', 'bug-fails']);
    expect(await running()).toEqual([]);
    host = await lab.deploy();
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Workflow']);
    expect(await lab.failed(host)).toEqual([]);
  });

  test('removed, it leaves nothing', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
