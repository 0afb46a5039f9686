import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import { nodeEnvironments } from '../../../runtime/node.ts';
import { iam } from '../../iam/service.ts';
import { logs } from '../../logs/service.ts';
import { sts } from '../../sts/service.ts';
import { lambda } from '../service.ts';

let directory: string;
let cloud: MemoryCloud;
const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'layers-'));
  const environments = nodeEnvironments({ directory, endpoint: 'http://127.0.0.1:1' });
  cloud = await memoryCloud({ services: [iam, sts, logs, lambda], environments });
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await cloud.root().iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument });
});
afterAll(async () => {
  await cloud.cloud.stop();
  await rm(directory, { recursive: true });
  expect(cloud.faults).toEqual([]);
});

async function layer(LayerName: string, files: Record<string, string>): Promise<string> {
  return (await cloud.root().lambda.PublishLayerVersion({ LayerName, Content: { ZipFile: zip(files) } })).LayerVersionArn!;
}

let made = 0;
/** Makes a function with layers and runs it once. */
async function run(files: Record<string, string>, Layers: string[], Runtime: 'nodejs22.x' | 'nodejs24.x' = 'nodejs24.x') {
  const { lambda } = cloud.root();
  const FunctionName = `f${++made}`;
  const Role = `arn:aws:iam::${TEST_ACCOUNT}:role/fn`;
  await lambda.CreateFunction({ FunctionName, Runtime, Handler: 'index.handler', Role, Layers, Code: { ZipFile: zip(files) } });
  const { Payload } = await lambda.Invoke({ FunctionName });
  return JSON.parse(new TextDecoder().decode(Payload));
}

const esm = { 'package.json': '{"name":"greet","type":"module","exports":"./main.js"}', 'main.js': 'export const greet = "esm";' };
const cjs = { 'package.json': '{"name":"greet-cjs"}', 'index.js': 'exports.greet = "cjs";' };
const packageIn = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
const asEsm = (imports: string, value: string) => ({ 'index.mjs': `${imports} export const handler = async () => ${value};` });
const asCjs = (value: string) => ({ 'index.cjs': `exports.handler = async () => ${value};` });

test('packages of layers are found by ES modules and by CommonJS', async () => {
  const arn = await layer('both', {
    ...packageIn('nodejs/node_modules/greet', esm),
    ...packageIn('nodejs/node_modules/greet-cjs', cjs),
  });
  expect(await run(asEsm('import { greet } from "greet"; import c from "greet-cjs";', '[greet, c.greet]'), [arn])).toEqual(['esm', 'cjs']);
  expect(await run(asCjs('[require("greet").greet, require("greet-cjs").greet]'), [arn])).toEqual(['esm', 'cjs']);
  expect(await run(asCjs('1'), [arn], 'nodejs22.x')).toBe(1);
});

test('the function’s own package wins over a layer’s, a layer’s over the SDK of the runtime', async () => {
  const arn = await layer('sdk', {
    ...packageIn('nodejs/node_modules/greet-cjs', cjs),
    ...packageIn('nodejs/node_modules/@aws-sdk/client-sts', { 'index.js': 'exports.version = "layer";' }),
  });
  const own = packageIn('node_modules/greet-cjs', { 'index.js': 'exports.greet = "own";' });
  const imports = 'import c from "greet-cjs"; import sts from "@aws-sdk/client-sts"; import * as s3 from "@aws-sdk/client-s3";';
  expect(await run({ ...own, ...asEsm(imports, '[c.greet, sts.version, typeof s3.S3Client]') }, [arn])).toEqual([
    'own',
    'layer',
    'function',
  ]);
  const required = '[require("greet-cjs").greet, require("@aws-sdk/client-sts").version, typeof require("@aws-sdk/client-s3").S3Client]';
  expect(await run({ ...own, ...asCjs(required) }, [arn])).toEqual(['own', 'layer', 'function']);
});

test('layers may import the SDK and one another; of two with the same file the later one counts', async () => {
  const first = await layer('first', {
    'nodejs/node_modules/a/index.js': 'exports.a = "first"; exports.sts = typeof require("@aws-sdk/client-sts").STSClient;',
    'nodejs/node_modules/b/index.js': 'exports.b = require("a").a;',
  });
  const second = await layer('second', { 'nodejs/node_modules/a/index.js': 'exports.a = "second"; exports.sts = 0;' });
  const code = asEsm('import { a, sts } from "a"; import b from "b";', '[a, b.b, sts]');
  expect(await run(code, [first])).toEqual(['first', 'first', 'function']);
  expect(await run(code, [first, second])).toEqual(['second', 'second', 0]);
});

test('packages for one version of Node.js go before those for all, and imports from /opt lead to the layer', async () => {
  const arn = await layer('versioned', {
    'nodejs/node22/node_modules/v/index.js': 'exports.v = 22;',
    'nodejs/node24/node_modules/v/index.js': 'exports.v = 24;',
    'nodejs/node_modules/v/index.js': 'exports.v = 0;',
    'nodejs/shared.mjs': 'export const shared = true;',
  });
  const code = asEsm('import { v } from "v"; import { shared } from "/opt/nodejs/shared.mjs";', '[v, shared]');
  expect(await run(code, [arn])).toEqual([24, true]);
  expect(await run(code, [arn], 'nodejs22.x')).toEqual([22, true]);
});

test('without its layer a function does not find the package', async () => {
  const code = asEsm('import { greet } from "greet";', 'greet');
  const missing = { errorMessage: expect.stringContaining("Cannot find package 'greet'") };
  expect(await run(code, [])).toMatchObject(missing);
  expect(await run(code, [await layer('other', { 'nodejs/node_modules/other/index.js': '0;' })])).toMatchObject(missing);
});
