import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExitCode } from './exit-code.ts';

const root = path.resolve(import.meta.dirname, '..');
let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'xuong-may-'));
});
afterEach(async () => {
  // Reason: a cloud that a test did not mean to start would outlive it, on the port of the reader's own.
  if (existsSync(path.join(home, 'cloud.json'))) await run(['cloud:stop']);
  rmSync(home, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  out: string;
  errors: string;
}

/** Runs a command as `npm run` does, in a home of its own; `until` ends it with SIGINT once its output says so. */
function run(argv: readonly string[], options: { until?: RegExp; environment?: Record<string, string> } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'main.ts'), ...argv], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      WORKSHOP_HOME: home,
      LANG: 'C.UTF-8',
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: home,
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  let asked = false;
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (!asked && options.until?.test(out)) {
      asked = true;
      child.kill('SIGINT');
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, errors })));
}

/** A port that somebody listens on for as long as the test runs. */
async function busyPort(): Promise<{ port: number; close(): void }> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, close: () => void server.close() };
}

test.each([
  [['lab:depoly', 'leda'], ExitCode.Usage, "There is no command 'lab:depoly'. Did you mean 'lab:deploy'?"],
  [['lab:deploy', 'lda'], ExitCode.Usage, "There is no lab 'lda'. Did you mean 'leda'?"],
  [['lab:deploy'], ExitCode.Usage, 'lab:deploy: <lab> is missing.'],
  [
    ['lab:deploy', 'leda', '--stage', 'conected'],
    ExitCode.Usage,
    "Lab 'leda' has no stage 'conected'. There are: start, connected, solution",
  ],
  [['lab:deploy', 'leda', '--target', 'azure'], ExitCode.Usage, "There is no target 'azure'."],
  [['lab:check', 'leda', '--target', 'http://127.0.0.1:1'], ExitCode.Unreachable, 'Cannot connect'],
  [['lab:list', '--lang', 'fr'], ExitCode.Usage, "There is no language 'fr'."],
  [['cloud', '--port', 'seventy'], ExitCode.Usage, "--port must be a number from 1 to 65535, not 'seventy'."],
  [['lab:deploy', 'leda', '--target', 'aws'], ExitCode.Usage, 'No AWS region is known.'],
  [['lab:deploy', 'leda', '--target', 'aws', '--region', 'ap-southeast-1'], ExitCode.Unreachable, 'There are no AWS credentials'],
  [['lab:deploy', 'leda', '--name', 'Not Valid'], ExitCode.Usage, "The name 'Not Valid' is not valid"],
  [['lab:deploy', 'leda', '--satge', 'start'], ExitCode.Usage, "lab:deploy has no option '--satge'. Did you mean '--stage'?"],
])('%j is refused with one line that says what to do, and starts nothing', async (argv, code, line) => {
  const ended = await run(argv);
  expect(ended.errors).toContain(line);
  expect(ended.errors.trim().split('\n')).toHaveLength(1);
  expect(ended.errors).not.toMatch(/^\s+at /m);
  expect(ended.code).toBe(code);
  expect(existsSync(path.join(home, 'cloud.json'))).toBe(false);
});

test('--verbose adds the stack trace', async () => {
  const ended = await run(['lab:check', 'leda', '--target', 'http://127.0.0.1:1', '--verbose']);
  expect(ended.out + ended.errors).toMatch(/^\s+at /m);
});

test('errors come in Vietnamese under a Vietnamese locale', async () => {
  const ended = await run(['lab:deploy', 'lda'], { environment: { LANG: 'vi_VN.UTF-8' } });
  expect(ended.errors).toContain("Không có lab 'lda'. Ý bạn là 'leda'?");
});

test('without a command the overview names every one', async () => {
  const { out, code } = await run([]);
  const scripts = (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;
  const ours = Object.entries(scripts)
    .filter(([, line]) => line.startsWith('node scripts/main.ts '))
    .map(([name]) => name);
  for (const name of ours) expect(out).toContain(`npm run ${name}`);
  expect(code).toBe(ExitCode.Ok);
});

test('a busy port gives a clear line and the next free one', async () => {
  const busy = await busyPort();
  try {
    const ended = await run(['cloud', '--port', String(busy.port)], { until: /listens at/ });
    expect(ended.out).toMatch(new RegExp(`Port ${busy.port} is busy, using port \\d+\\.`));
    expect(ended.code).toBe(ExitCode.Ok);
  } finally {
    busy.close();
  }
});

test('a damaged state file is named, with what to do, and --fresh helps', async () => {
  const file = path.join(home, 'state', 'cells', 'sts.partition.global.cell');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'half a fi');
  const port = await busyPort();
  port.close();
  const ended = await run(['cloud', '--port', String(port.port)]);
  expect(ended.errors).toBe(`✗ The saved state in ${file} is damaged. Forget everything with --fresh, or delete that file alone.\n`);
  expect(ended.code).toBe(ExitCode.Usage);
  expect(readFileSync(file, 'utf8')).toBe('half a fi');
  expect((await run(['cloud', '--port', String(port.port), '--fresh'], { until: /listens at/ })).code).toBe(ExitCode.Ok);
});

test('--json prints one object a line', async () => {
  const { out } = await run(['lab:list', '--json']);
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; data?: { id: string }[] });
  expect(events.at(-1)).toMatchObject({ type: 'result' });
  expect(events.at(-1)!.data!.map(({ id }) => id)).toContain('leda');
});
