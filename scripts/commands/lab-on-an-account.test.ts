import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type HostedCloud, startCloud } from '../../cloud/host/node/start.ts';
import type { Command, World } from '../command.ts';
import type { DeployedLab } from '../deployed-labs.ts';
import { ExitCode } from '../exit-code.ts';
import { type RecordedIo, recordedIo } from '../io/recorded.ts';
import { message } from '../messages.ts';
import { UserError } from '../user-error.ts';
import { labDeploy } from './lab-deploy.ts';
import { labDestroy } from './lab-destroy.ts';
import { labStatus } from './lab-status.ts';

const ACCOUNT = '222233334444';
const scratch = mkdtempSync(path.join(tmpdir(), 'account-'));
const faults: unknown[] = [];
let cloud: HostedCloud;
beforeAll(async () => {
  // Reason: what the commands set for the toolkit.
  for (const name of ['AWS_ENDPOINT_URL', 'CDK_HOME', 'CDK_VALIDATION']) vi.stubEnv(name, '');
  cloud = await startCloud({ port: 0, stateDirectory: path.join(scratch, 'state'), onFault: (fault) => faults.push(fault) });
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true });
  vi.unstubAllEnvs();
  expect(faults).toEqual([]);
});

async function call(command: Command, ...argv: string[]): Promise<{ code: ExitCode; io: RecordedIo; text: string; result: unknown }> {
  const io = recordedIo();
  const world: World = {
    io,
    environment: { AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'unused', WORKSHOP_EVENT: 'open-day' },
    root: path.resolve(import.meta.dirname, '../..'),
    home: path.join(scratch, 'home'),
    interrupted: new AbortController().signal,
    verbose: false,
  };
  const code = await command.call([...argv, '--target', cloud.endpoint], world);
  const text = io.events
    .map((event) => ('key' in event && 'parameters' in event ? message('en', event.key, event.parameters) : ''))
    .join('\n');
  const result = io.events.flatMap((event) => (event.type === 'result' ? [event.data] : [])).at(-1);
  return { code, io, text, result };
}
const statusOf = async () => ((await call(labStatus)).result as { labs: DeployedLab[] }).labs;

test('a lab is looked at, deployed with an expiry, seen in the status, and removed with its expiry', async () => {
  const looked = await call(labDeploy, 'lambda-lifecycle', '--preflight', '--budget', '5', '--email', 'me@example.com');
  expect(looked.code).toBe(ExitCode.Ok);
  expect(looked.text).toContain(`Account ${ACCOUNT}`);
  expect(looked.text).toContain('5 USD a month, alarms go to me@example.com');
  expect(looked.text).toContain('The account has a budget: xuong-may.');
  expect(looked.text).toContain("Lab 'lambda-lifecycle' can be deployed.");
  expect(looked.result).toMatchObject({
    preflight: { findings: expect.arrayContaining([expect.objectContaining({ id: 'cost', outcome: 'ok' })]) },
  });
  expect(await statusOf()).toEqual([]);

  const deployed = await call(labDeploy, 'lambda-lifecycle', '--expires', '3h', '--participant', 'an');
  expect(deployed.code).toBe(ExitCode.Ok);
  const [lab, ...others] = await statusOf();
  expect(others).toEqual([]);
  expect(lab).toMatchObject({
    lab: 'lambda-lifecycle',
    state: 'solution',
    stack: 'workshop-lambda-lifecycle',
    region: 'ap-southeast-1',
    status: 'CREATE_COMPLETE',
    event: 'open-day',
    participant: 'an',
    expiry: 'set',
    unpriced: [],
  });
  expect(Date.parse(lab!.expires) - Date.parse(lab!.since)).toBeGreaterThan(2.9 * 3_600_000);

  const again = await call(labDeploy, 'lambda-lifecycle', '--stage', 'start');
  expect(again.code).toBe(ExitCode.Ok);
  expect(await statusOf()).toMatchObject([{ state: 'start', participant: 'an', expires: lab!.expires, expiry: 'set' }]);

  const destroyed = await call(labDestroy, 'lambda-lifecycle');
  expect(destroyed.code).toBe(ExitCode.Ok);
  expect(destroyed.text).toContain('Nothing is left over.');
  expect(destroyed.result).toMatchObject({ existed: true, left: [], compared: true });
  expect(await statusOf()).toEqual([]);
});

test.each([
  [['--budget', 'much', '--email', 'me@example.com'], 'budget.amount'],
  [['--budget', '5'], 'budget.email'],
  [['--expires', 'tomorrow'], 'argument.expires'],
  [['--event', 'a,b'], 'argument.tag'],
])('%j is refused before anything is asked of the target', async (argv, key) => {
  const error = await call(labDeploy, 'lambda-lifecycle', ...argv).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ key, exitCode: ExitCode.Usage });
});
