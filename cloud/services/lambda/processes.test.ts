import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import { nodeEnvironments } from '../../runtime/node.ts';
import { iam } from '../iam/service.ts';
import { logs } from '../logs/service.ts';
import { sts } from '../sts/service.ts';
import { lambda } from './service.ts';

let directory: string;
let cloud: MemoryCloud;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lambda-'));
  const environments = nodeEnvironments({ directory, endpoint: 'http://127.0.0.1:1' });
  cloud = await memoryCloud({ services: [iam, sts, logs, lambda], environments });
  const statement = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  const trust = statement({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await cloud.root().iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument: trust });
  const policy = statement({ Effect: 'Allow', Action: 'logs:*', Resource: '*' });
  await cloud.root().iam.PutRolePolicy({ RoleName: 'fn', PolicyName: 'p', PolicyDocument: policy });
});
afterAll(async () => {
  await cloud.cloud.stop();
  await rm(directory, { recursive: true });
});

async function create(FunctionName: string, source: string, Timeout = 3) {
  await cloud.root().lambda.CreateFunction({
    FunctionName,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::${TEST_ACCOUNT}:role/fn`,
    Timeout,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8(source) }) },
  });
}

async function invoke(FunctionName: string, event: unknown = {}) {
  const { Payload, FunctionError, LogResult } = await cloud
    .root()
    .lambda.Invoke({ FunctionName, Payload: strToU8(JSON.stringify(event)), LogType: 'Tail' });
  return { payload: JSON.parse(new TextDecoder().decode(Payload)), FunctionError, log: atob(LogResult!) };
}

test('a function runs in a process of its own, and its console is in its log', async () => {
  await create(
    'hello',
    'console.log("init"); let n = 0; export const handler = async ({ name }) => { console.log("for", name); return [name, ++n, process.pid]; };',
  );
  const first = await invoke('hello', { name: 'Lan' });
  const second = await invoke('hello', { name: 'Mai' });
  expect(first.payload.slice(0, 2)).toEqual(['Lan', 1]);
  expect(second.payload).toEqual(['Mai', 2, first.payload[2]]);
  expect(first.payload[2]).not.toBe(process.pid);
  expect(first.log).toMatch(/^START .*\n\d{4}-.*Z\t[0-9a-f-]{36}\tINFO\tfor Lan\nEND .*\nREPORT .*\tInit Duration: [\d.]+ ms\n$/);
  await expect.poll(async () => (await cloud.root().logs.FilterLogEvents({ logGroupName: '/aws/lambda/hello' })).events!.length).toBe(10);
  const { events } = await cloud.root().logs.FilterLogEvents({ logGroupName: '/aws/lambda/hello' });
  expect(events![1]!.message).toMatch(/Z\tundefined\tINFO\tinit$/);
});

test('a module that throws fails every invocation with its own error', async () => {
  await create('broken', 'throw new TypeError("no table");');
  for (let i = 0; i < 2; i++) {
    expect(await invoke('broken')).toMatchObject({
      FunctionError: 'Unhandled',
      payload: { errorType: 'TypeError', errorMessage: 'no table' },
    });
  }
});

test('new code runs at the next invocation', async () => {
  await create('versioned', 'export const handler = async () => 1;');
  expect((await invoke('versioned')).payload).toBe(1);
  const ZipFile = zipSync({ 'index.mjs': strToU8('export const handler = async () => 2;') });
  await cloud.root().lambda.UpdateFunctionCode({ FunctionName: 'versioned', ZipFile });
  expect((await invoke('versioned')).payload).toBe(2);
});

test('many invocations at once are all answered', async () => {
  await create('many', 'export const handler = async (n) => n * 2;');
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => invoke('many', n)));
  expect(answers.map(({ payload }) => payload)).toEqual(Array.from({ length: 100 }, (_, n) => n * 2));
  expect(cloud.faults).toEqual([]);
});
