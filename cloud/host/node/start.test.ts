import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countingService } from './fixture/counting-service.ts';
import { PortInUse } from './serve.ts';
import { type HostedCloud, startCloud } from './start.ts';

let stateDirectory: string;
const running: HostedCloud[] = [];
const faults: unknown[] = [];

beforeEach(() => {
  stateDirectory = mkdtempSync(join(tmpdir(), 'cloud-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((cloud) => cloud.close()));
  rmSync(stateDirectory, { recursive: true, force: true });
  expect(faults.splice(0)).toEqual([]);
});

async function start(options: { port?: number; fresh?: boolean } = {}): Promise<HostedCloud> {
  const cloud = await startCloud({
    port: 0,
    stateDirectory,
    services: [countingService],
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  running.push(cloud);
  return cloud;
}

const clientOf = (endpoint: string) =>
  new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' }, maxAttempts: 1 });
const put = (client: DynamoDBClient, id: string) => client.send(new PutItemCommand({ TableName: 't', Item: { id: { S: id } } }));
const keys = async (endpoint: string) => (await clientOf(endpoint).send(new ListTablesCommand({}))).TableNames;

test('health says who is there', async () => {
  const { endpoint } = await start();
  expect(await (await fetch(`${endpoint}/_workshop/health`)).json()).toEqual({
    name: 'xuong-may',
    version: expect.any(String),
    pid: process.pid,
    endpoint,
    executionEnvironments: 0,
    startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    stateDirectory,
  });
});

test('stopping needs a header that no web page can send, saves, and gives up port and folder', async () => {
  const cloud = await start();
  await put(clientOf(cloud.endpoint), 'a');
  expect((await fetch(`${cloud.endpoint}/_workshop/stop`, { method: 'POST' })).status).toBe(403);
  expect((await fetch(`${cloud.endpoint}/_workshop/stop`, { method: 'POST', headers: { 'x-workshop': '1' } })).status).toBe(202);
  await cloud.stopped;
  await cloud.close();
  const next = await start({ port: cloud.port });
  expect(await keys(next.endpoint)).toEqual(['a']);
});

test('faults are read, set and taken back over HTTP, the changes with a header that no web page can send', async () => {
  const { endpoint } = await start();
  const ask = async (method: string, body?: unknown, headers: Record<string, string> = { 'x-workshop': '1' }) => {
    const answer = await fetch(`${endpoint}/_workshop/faults`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const fault = { kind: 'throttle', service: 'dynamodb', percent: 100 };
  expect((await ask('PUT', { faults: [fault] }, {})).status).toBe(403);
  expect(await ask('PUT', { faults: [{ kind: 'throttle' }] })).toEqual({
    status: 400,
    body: { message: 'faults[0] (throttle) needs percent.' },
  });
  expect((await ask('PUT', { faults: [fault], seed: 5 })).status).toBe(200);
  await expect(keys(endpoint)).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(await ask('GET', undefined, {})).toEqual({ status: 200, body: { seed: 5, faults: [{ ...fault, struck: 1 }] } });
  expect(await ask('DELETE')).toEqual({ status: 200, body: { seed: 1, faults: [] } });
  expect(await keys(endpoint)).toEqual([]);
});

test('a fresh cloud forgets', async () => {
  const cloud = await start();
  await put(clientOf(cloud.endpoint), 'a');
  await cloud.close();
  expect(await keys((await start({ fresh: true })).endpoint)).toEqual([]);
});

test('a busy port is an error that names it, and leaves nothing behind', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const error = await start({ port }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PortInUse);
  expect(error).toMatchObject({ port, message: `Port ${port} on 127.0.0.1 is in use.` });
  other.close();
  await start();
});

test('two clouds do not share a folder', async () => {
  const cloud = await start();
  await expect(start()).rejects.toThrow(`A cloud with this state is running already (process ${process.pid}).`);
  await cloud.close();
  await start();
});

test('a damaged file stops the start, by name, and is kept', async () => {
  const cloud = await start();
  await put(clientOf(cloud.endpoint), 'a');
  await cloud.close();
  const [name = ''] = readdirSync(join(stateDirectory, 'cells'));
  const file = join(stateDirectory, 'cells', name);
  writeFileSync(file, 'xuong-may cell 1\nnonsense');
  await expect(start()).rejects.toThrow(
    `${file} cannot be read: it is damaged or cut short. Start with --fresh to forget all saved state, or delete this file to forget this part.`,
  );
  expect(readdirSync(join(stateDirectory, 'cells'))).toEqual([name]);
  expect(await keys((await start({ fresh: true })).endpoint)).toEqual([]);
});

test('kill -9 loses at most the last second', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('fixture/counting-cloud.ts', import.meta.url)), stateDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const endpoint = await new Promise<string>((resolve) => child.stdout.once('data', (line) => resolve(String(line).trim())));
  const client = clientOf(endpoint);
  const written: { id: string; at: number }[] = [];
  const until = performance.now() + 2_200;
  while (performance.now() < until) {
    const id = String(written.length);
    await put(client, id);
    written.push({ id, at: performance.now() });
    await wait(5);
  }
  const killedAt = performance.now();
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  const saved = await keys((await start()).endpoint);
  const safe = written.filter(({ at }) => at < killedAt - 1_000).map(({ id }) => id);
  expect(safe.length).toBeGreaterThan(20);
  expect(saved!.slice(0, safe.length)).toEqual(safe);
});
