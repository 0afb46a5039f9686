import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExecutionEnvironment, ExecutionEnvironments, InvocationContext } from './execution-environment.ts';
import { nodeEnvironments } from './node.ts';

let directory: string;
let environments: ExecutionEnvironments;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'environments-'));
  environments = nodeEnvironments({ directory, endpoint: 'http://127.0.0.1:1' });
});
afterAll(async () => {
  await environments.stop();
  expect(environments.alive).toBe(0);
  await rm(directory, { recursive: true });
});

function start(
  files: Record<string, string>,
  options: {
    handler?: string;
    runtime?: string;
    environment?: Record<string, string>;
    from?: ExecutionEnvironments;
    memoryMB?: number;
  } = {},
): ExecutionEnvironment {
  const encoder = new TextEncoder();
  return (options.from ?? environments).create({
    functionName: 'f',
    codeSha256: createHash('sha256').update(JSON.stringify(files)).digest('base64'),
    files: () => new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)])),
    handler: options.handler ?? 'index.handler',
    runtime: options.runtime ?? 'nodejs24.x',
    memoryMB: options.memoryMB ?? 128,
    environment: options.environment ?? {},
  });
}

const context: InvocationContext = {
  awsRequestId: 'request-1',
  invokedFunctionArn: 'arn:aws:lambda:ap-southeast-1:111122223333:function:f',
  functionName: 'f',
  functionVersion: '$LATEST',
  memoryLimitInMB: '128',
  logGroupName: '/aws/lambda/f',
  logStreamName: 'stream',
  deadlineMs: Date.now() + 3000,
};
const run = (environment: ExecutionEnvironment, event: unknown = {}, timeoutMs = 3000) =>
  environment.invoke(JSON.stringify(event), context, timeoutMs);

test('a package without package.json is CommonJS, also below a project of ES modules', async () => {
  const project = await mkdtemp(join(tmpdir(), 'project-'));
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  const from = nodeEnvironments({ directory: join(project, '.workshop', 'environments'), endpoint: 'http://127.0.0.1:1' });
  try {
    const environment = start({ 'index.js': 'exports.handler = async () => typeof require;' }, { from });
    expect(await run(environment)).toMatchObject({ kind: 'returned', payload: '"function"' });
  } finally {
    await from.stop();
    await rm(project, { recursive: true });
  }
});

test('an ES module handler keeps its module state between invocations', async () => {
  const environment = start({ 'index.mjs': 'let n = 0; export const handler = async (event) => ({ n: ++n, event });' });
  expect((await environment.ready).error).toBeUndefined();
  expect(await run(environment, { a: 1 })).toMatchObject({ kind: 'returned', payload: '{"n":1,"event":{"a":1}}' });
  expect(await run(environment)).toMatchObject({ payload: '{"n":2,"event":{}}' });
  expect(environment.memoryUsedMB).toBeGreaterThan(20);
});

test('a CommonJS handler in a folder answers through its callback, on Node.js 22 only', async () => {
  const files = { 'src/app.js': 'exports.handler = (event, context, callback) => setTimeout(() => callback(null, event.a + 1), 5);' };
  const environment = start(files, { handler: 'src/app.handler', runtime: 'nodejs22.x' });
  expect(await environment.ready).not.toHaveProperty('error');
  expect(await run(environment, { a: 1 })).toMatchObject({ kind: 'returned', payload: '2' });
  const refused = await start(files, { handler: 'src/app.handler' }).ready;
  expect(refused.error?.errorType).toBe('Runtime.CallbackHandlerDeprecated');
});

test('the context carries what Lambda gives', async () => {
  const environment = start(
    {
      'index.mjs': `export const handler = async (_, c) => ({ ...c, left: c.getRemainingTimeInMillis(), tz: new Date(0).getTimezoneOffset(), env: process.env });`,
    },
    { environment: { TABLE: 'orders' } },
  );
  await environment.ready;
  const result = await run(environment);
  const payload = JSON.parse(result.kind === 'returned' ? result.payload : '{}');
  expect(payload).toMatchObject({
    awsRequestId: 'request-1',
    functionName: 'f',
    functionVersion: '$LATEST',
    memoryLimitInMB: '128',
    callbackWaitsForEmptyEventLoop: true,
    tz: 0,
  });
  expect(payload.left).toBeLessThanOrEqual(3000);
  expect(payload).not.toHaveProperty('deadlineMs');
  expect(Object.keys(payload.env).sort()).toEqual([
    'AWS_ENDPOINT_URL',
    'AWS_EXECUTION_ENV',
    'HOME',
    'LAMBDA_RUNTIME_DIR',
    'LAMBDA_TASK_ROOT',
    'LANG',
    'PATH',
    'TABLE',
    'TZ',
    '_HANDLER',
  ]);
});

test('console, stdout and stderr keep their order and name their invocation', async () => {
  const environment = start({
    'index.mjs': `console.log('init'); export const handler = async () => { console.info('a %s', 1); process.stdout.write('raw\\nhalf'); process.stderr.write(' line\\n'); console.error(new Error('two\\nlines').message); };`,
  });
  await environment.ready;
  expect(environment.takeLog().map((line) => line.slice(24))).toEqual(['\tundefined\tINFO\tinit']);
  await run(environment);
  const lines = environment.takeLog();
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z\trequest-1\tINFO\ta 1$/);
  expect(lines.slice(1, 3)).toEqual(['raw', 'half line']);
  expect(lines[3]?.slice(24)).toBe('\trequest-1\tERROR\ttwo\nlines');
  expect(lines).toHaveLength(4);
});

test('a thrown error is reported with its trace and the environment lives on', async () => {
  const environment = start({
    'index.mjs': `export const handler = async ({ fail }) => { if (fail) throw new RangeError('too far'); return 'fine'; };`,
  });
  await environment.ready;
  const failed = await run(environment, { fail: true });
  expect(failed).toMatchObject({ kind: 'failed', error: { errorType: 'RangeError', errorMessage: 'too far' } });
  expect(failed.kind === 'failed' && failed.error.trace?.[1]).toBe('    at handler (file:///var/task/index.mjs:1:62)');
  expect(environment.takeLog()[0]).toContain(
    '\trequest-1\tERROR\tInvoke Error \t{"errorType":"RangeError","errorMessage":"too far","stack":["RangeError: too far"',
  );
  expect(await run(environment)).toMatchObject({ payload: '"fine"' });
});

test.each([
  ['a missing module', { 'other.mjs': '' }, 'Runtime.ImportModuleError', /^Error: Cannot find module 'index'\nRequire stack:\n- /],
  ['a missing export', { 'index.mjs': 'export const x = 1;' }, 'Runtime.HandlerNotFound', /^index\.handler is undefined or not exported$/],
  [
    'an export that is no function',
    { 'index.mjs': 'export const handler = 1;' },
    'Runtime.HandlerNotFound',
    /^index\.handler is not a function$/,
  ],
  ['a syntax error', { 'index.mjs': 'export const = 1;' }, 'Runtime.UserCodeSyntaxError', /^SyntaxError: Unexpected token/],
  ['an error at load', { 'index.mjs': 'throw new TypeError("no table");' }, 'TypeError', /^no table$/],
  ['an exit at load', { 'index.mjs': 'process.exit(3);' }, 'Runtime.ExitError', /^Runtime exited with error: exit status 3$/],
  [
    'a package that Lambda does not carry',
    { 'index.mjs': 'import "aws-cdk-lib";' },
    'Error',
    /^Cannot find package 'aws-cdk-lib' imported from \/var\/task\/index\.mjs$/,
  ],
])('init fails with %s', async (_, files, type, message) => {
  const environment = start(files);
  const { error } = await environment.ready;
  expect(error).toMatchObject({ errorType: type, errorMessage: expect.stringMatching(message) });
  expect(environment.alive).toBe(false);
});

test('an unhandled rejection ends the invocation and the environment', async () => {
  const environment = start({
    'index.mjs': `export const handler = () => { Promise.reject(new Error('lost')); return new Promise((r) => setTimeout(r, 1000)); };`,
  });
  await environment.ready;
  expect(await run(environment)).toMatchObject({
    kind: 'failed',
    error: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
  });
  expect(environment.alive).toBe(false);
});

test('an exit ends the invocation with its status', async () => {
  const environment = start({ 'index.mjs': `export const handler = async () => process.exit(1);` });
  await environment.ready;
  expect(await run(environment)).toMatchObject({ kind: 'exited', message: 'Runtime exited with error: exit status 1' });
});

test.runIf(existsSync('/proc/self/schedstat'))('time spent waiting for a core is neither duration nor against the timeout', async () => {
  // Three times as many as cores, each needing 300 ms of one: together at least 900 ms.
  const work =
    'const used = (start) => { const { user, system } = process.cpuUsage(start); return user + system; };' +
    'exports.handler = async () => { const start = process.cpuUsage(); while (used(start) < 300_000); return true; };';
  const busy = Array.from({ length: 3 * availableParallelism() }, () => start({ 'index.js': work }));
  await Promise.all(busy.map(({ ready }) => ready));
  const started = performance.now();
  const results = await Promise.all(busy.map((environment) => run(environment, {}, 700)));
  expect(performance.now() - started).toBeGreaterThan(800);
  expect(results.map(({ kind }) => kind)).toEqual(busy.map(() => 'returned'));
  for (const { durationMs } of results) expect(durationMs).toBeLessThan(700);
  for (const environment of busy) environment.kill();
});

test('an endless loop is killed at its timeout and keeps its last line', async () => {
  const environment = start({ 'index.mjs': `export const handler = async () => { console.log('here'); for (;;); };` });
  await environment.ready;
  const result = await run(environment, {}, 200);
  expect(result.kind).toBe('timeout');
  expect(result.durationMs).toBeLessThan(1500);
  expect(environment.takeLog()[0]).toMatch(/INFO\there$/);
  expect(environment.alive).toBe(false);
});

test('a promise that nothing will settle ends with null', async () => {
  const environment = start({ 'index.mjs': `export const handler = () => new Promise(() => {});` });
  await environment.ready;
  expect(await run(environment)).toMatchObject({ kind: 'returned', payload: 'null' });
  expect(await run(environment)).toMatchObject({ kind: 'returned', payload: 'null' });
});

test('a heap beyond the memory size ends the environment', async () => {
  const environment = start({
    'index.mjs': `export const handler = async () => { const all = []; for (;;) all.push(Array.from({ length: 1000 }, Math.random)); };`,
  });
  await environment.ready;
  expect(await run(environment, {}, 20_000)).toMatchObject({ kind: 'exited', message: 'Runtime exited with error: signal: aborted' });
});

test('the SDK is there and calls the cloud; fetch finds there what is deployed, at AWS’s address', async () => {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(`${request.method} ${request.headers['x-amz-target'] ?? request.url} ${request.headers['x-amzn-trace-id']}`);
    response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"TableNames":["t"]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'environments-'));
  const local = nodeEnvironments({ directory: folder, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const environment = start(
    {
      'index.mjs': `import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'; const client = new DynamoDBClient({}); export const handler = async () => { await (await fetch('https://a1b2.execute-api.ap-southeast-1.amazonaws.com/prod/orders?n=1')).text(); return (await client.send(new ListTablesCommand({}))).TableNames; };`,
    },
    {
      from: local,
      environment: {
        AWS_REGION: 'ap-southeast-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 's',
        AWS_SESSION_TOKEN: 't',
        AWS_LAMBDA_FUNCTION_NAME: 'orders',
      },
    },
  );
  expect(await environment.ready).not.toHaveProperty('error');
  const traceId = 'Root=1-6560f000-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1';
  expect(await environment.invoke('{}', { ...context, traceId }, 5000)).toMatchObject({ payload: '["t"]' });
  expect(paths).toEqual(['GET /_aws/execute-api/a1b2/prod/orders?n=1 undefined', `POST DynamoDB_20120810.ListTables ${traceId}`]);
  await local.stop();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

test('no process outlives a cloud that is killed, not even one in an endless loop', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'environments-'));
  const script = `
    import { nodeEnvironments } from ${JSON.stringify(new URL('node.ts', import.meta.url).href)};
    const environments = nodeEnvironments({ directory: ${JSON.stringify(folder)}, endpoint: 'http://127.0.0.1:1' });
    const code = { functionName: 'f', codeSha256: 'aaaa', handler: 'index.handler', runtime: 'nodejs24.x', memoryMB: 128, environment: {},
      files: () => new Map([['index.mjs', new TextEncoder().encode('export const handler = async () => { console.log(process.pid); for (;;); };')]]) };
    const busy = environments.create(code);
    const idle = environments.create(code);
    await Promise.all([busy.ready, idle.ready]);
    void busy.invoke('{}', {}, 60000);
    setInterval(() => { for (const line of busy.takeLog()) console.log(line); }, 10);
  `;
  const cloud = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) =>
    cloud.stdout.on('data', (chunk) => resolve(Number(String(chunk).trim().split('\t').at(-1)))),
  );
  expect(isAlive(pid)).toBe(true);
  cloud.kill('SIGKILL');
  for (let i = 0; i < 100 && isAlive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isAlive(pid)).toBe(false);
  await rm(folder, { recursive: true });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
