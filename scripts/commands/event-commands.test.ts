import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type HostedCloud, startCloud } from '../../cloud/host/node/start.ts';
import type { World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { linesOf } from '../io/lines.ts';
import { recordedIo } from '../io/recorded.ts';
import { runCommand } from '../run-command.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'instructor-'));
const folder = path.join(scratch, 'home', 'event');
const TEACHER = '999900001111';
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

interface Call {
  answers?: readonly string[];
  caller?: string;
  interrupted?: AbortSignal;
  target?: string;
}
/** Calls a command as an instructor does, and gives what a person reads. */
async function call(line: string, { answers, caller = TEACHER, interrupted, target = cloud.endpoint }: Call = {}) {
  const io = recordedIo(answers);
  const world: World = {
    io,
    environment: { AWS_ACCESS_KEY_ID: caller, AWS_SECRET_ACCESS_KEY: 'unused' },
    root: path.resolve(import.meta.dirname, '../..'),
    home: path.join(scratch, 'home'),
    interrupted: interrupted ?? new AbortController().signal,
    verbose: false,
  };
  const [name = '', ...argv] = line.split(' ');
  const code = await runCommand(name, [...argv, '--target', target], world);
  const text = io.events.map((event) => linesOf(event, 'en') ?? '').join('\n');
  const result = io.events.flatMap((event) => (event.type === 'result' ? [event.data] : [])).at(-1);
  return { code, text, result, events: io.events };
}

const EVENT = `id: cloud-day
starts: 2027-03-20T08:30+07:00
ends: 2027-03-20T12:00+07:00
regions: [ap-southeast-1]
labs: [dynamodb-crud]
accounts:
  - { account: '111111111111', participant: an }
  - { account: '222222222222', participant: binh }
  - { account: '333333333333', participant: chi }
budget: { usdPerParticipant: 5, notify: teacher@example.com }
`;
const write = (event: string) => writeFileSync(path.join(folder, 'event.yaml'), event);

test('an instructor plans, prepares, rehearses, watches, cleans up and proves it', async () => {
  expect(await call('event:plan')).toMatchObject({ code: ExitCode.Usage, text: expect.stringContaining('--example') });
  expect(await call('event:plan --example')).toMatchObject({ code: ExitCode.Ok });
  expect(await call('event:plan --example')).toMatchObject({ code: ExitCode.Usage, text: expect.stringContaining('exists already') });
  expect(await call('event:plan')).toMatchObject({ code: ExitCode.Ok, result: { event: 'cloud-day' } });
  write(EVENT);

  const planned = await call('event:plan');
  expect(planned).toMatchObject({ code: ExitCode.Ok, result: { participants: 3, ready: 0, bootstrap: 3, stack: 3, usdTotal: 0.003 } });
  expect(planned.text).toContain('2027-03-20 08:30  09:30  dynamodb-crud');

  expect(await call('event:prepare')).toMatchObject({ code: ExitCode.Ok, result: { changed: 3, failed: 0 } });
  const again = await call('event:prepare');
  expect(again).toMatchObject({ code: ExitCode.Ok, result: { changed: 0, failed: 0 } });
  expect(again.text).toContain('an (111111111111): ready already, nothing changed\n  ✓ binh (222222222222): ready');
  expect(await call('event:plan')).toMatchObject({ result: { ready: 3 } });

  const rehearsed = await call('event:rehearse');
  expect(rehearsed.code).toBe(ExitCode.Ok);
  expect(rehearsed.text.split('\n')).toEqual([
    '  an (111111111111) has deployed and checked dynamodb-crud: 7/7',
    '  binh (222222222222) has deployed and checked dynamodb-crud: 7/7',
    '  chi (333333333333) has deployed dynamodb-crud',
    expect.stringContaining('3 participants have been played.'),
  ]);

  const status = await call('event:status --html board.html --csv table.csv');
  expect(status).toMatchObject({ code: ExitCode.Ok, result: { participants: [{ name: 'an' }, { name: 'binh' }, { name: 'chi' }] } });
  expect(status.text).toMatch(/an +111111111111 +✓ 7\/7/);
  expect(status.text).toMatch(/chi +333333333333 +● /);
  expect(readFileSync(path.join(folder, 'board.html'), 'utf8')).toContain('2 trên 3 xong');
  expect(readFileSync(path.join(folder, 'table.csv'), 'utf8').split('\r\n')).toHaveLength(5);

  const cleanup = await call('event:cleanup');
  expect(cleanup).toMatchObject({ code: ExitCode.Ok, result: { accounts: 3, refused: 0 } });
  expect(cleanup.text).toMatch(/an \(111111111111\).*\n.*workshop-dynamodb-crud .*\n.*workshop-event-cloud-day .*\n.*AWS::SSM::Parameter/);
  const unapplied = await call('event:report');
  expect(unapplied).toMatchObject({ code: ExitCode.Failed, result: { survivors: 8 } });
  expect(unapplied.text).toContain('This plan has not been applied.\n  an (111111111111): 3 to go');

  for (const answers of [[], ['yes'], ['cloud-day-2']]) {
    const refused = await call('event:cleanup --apply plan.json', { answers });
    expect(refused).toMatchObject({ code: ExitCode.Usage, text: expect.stringContaining('items in 3 accounts.\n✗ Not confirmed') });
  }
  const other = await call('event:cleanup --apply plan.json --yes-delete-event cloud-day', { caller: '888800001111' });
  expect(other).toMatchObject({ code: ExitCode.Usage, text: expect.stringContaining(`was made from account ${TEACHER}`) });
  expect(existsSync(path.join(folder, 'plan.json.journal'))).toBe(false);

  const applied = await call('event:cleanup --apply plan.json', { answers: ['cloud-day'] });
  expect(applied).toMatchObject({ code: ExitCode.Ok, result: { accounts: 3, left: 0, survivors: [] } });
  const report = await call('event:report');
  expect(report).toMatchObject({ code: ExitCode.Ok, result: { gone: 8, survivors: 0, accounts: [] } });
  expect(await call('event:status')).toMatchObject({ result: { participants: [{ labs: [{ state: 'absent' }] }, {}, {}] } });
});

test('what AWS will not delete ends with its reason and exit code 1, and with 0 once that is mended', async () => {
  expect((await call('event:rehearse')).code).toBe(ExitCode.Ok);
  expect((await call('event:cleanup')).code).toBe(ExitCode.Ok);
  cloud.cloud.faults.set([{ kind: 'fail-delete', account: '222222222222', reason: 'explicit deny', times: 1 }]);
  const denied = await call('event:cleanup --apply plan.json --yes-delete-event cloud-day');
  expect(denied).toMatchObject({
    code: ExitCode.Failed,
    result: { left: 1, survivors: [{ participant: 'binh', left: [{ cause: 'denied' }] }] },
  });
  const report = await call('event:report');
  expect(report).toMatchObject({ code: ExitCode.Failed, result: { survivors: 1 } });
  expect(report.text).toMatch(
    /binh \(222222222222\): 1 left\n {2}AWS::CloudFormation::Stack workshop-dynamodb-crud \(ap-southeast-1\) \(\d+ resources in it\)\n.*\n {6}AWS: .*explicit deny\n {6}→ /,
  );
  const resumed = await call('event:cleanup --apply plan.json --yes-delete-event cloud-day');
  expect(resumed).toMatchObject({ code: ExitCode.Ok, text: expect.stringContaining('Going on where it stopped.') });
  expect((await call('event:report')).code).toBe(ExitCode.Ok);
  // The journal of the plan before stays beside the new one's.
  expect(readdirSync(folder).filter((name) => name.startsWith('plan.json'))).toHaveLength(3);
});

test('an account that looks like production is in no plan, and nothing prepares it', async () => {
  write(`${EVENT}protect: { accounts: ['333333333333'] }\n`);
  for (const command of ['event:plan', 'event:prepare', 'event:cleanup']) {
    const left = await call(command);
    expect(left).toMatchObject({ code: ExitCode.Failed, text: expect.stringContaining('account 333333333333 stands in protect.accounts') });
  }
  expect((await call('event:plan')).text).toContain('2 of 3 accounts are ready; 1 are left out');
});

test('watching goes on through a look that failed, and ends with Ctrl-C', async () => {
  for (const seconds of ['4', '1e3', 'often'])
    expect(await call(`event:status --watch ${seconds}`)).toMatchObject({ code: ExitCode.Usage });
  const stop = new AbortController();
  stop.abort();
  const watched = await call('event:status --watch 5', { interrupted: stop.signal });
  expect(watched.code).toBe(ExitCode.Ok);
  expect(watched.events.map(({ type }) => type)).toEqual(['anew', 'table', 'say', 'result']);
});

test('participants are played on the embedded cloud only', async () => {
  expect(await call('event:rehearse', { target: 'aws' })).toMatchObject({
    code: ExitCode.Usage,
    text: expect.stringContaining('on AWS the participants are real'),
  });
});
