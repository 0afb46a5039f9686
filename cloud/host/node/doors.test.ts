import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localUrl } from '../../gateway/local-url.ts';
import type { Aws } from '../../services/aws.ts';
import { collect } from '../../wire/body.ts';
import { type HostedCloud, startCloud } from './start.ts';

const ACCOUNT = '111122223333';
const REGION = 'ap-southeast-1';
const WORKSHOP = 'http://127.0.0.1:4321';
const ELSEWHERE = 'https://evil.example';
let hosted: HostedCloud;
let aws: Aws;
let stateDirectory: string;
const faults: unknown[] = [];

beforeAll(async () => {
  stateDirectory = mkdtempSync(join(tmpdir(), 'cloud-'));
  hosted = await startCloud({ port: 0, stateDirectory, onFault: (fault) => faults.push(fault) });
  aws = hosted.cloud.as({ type: 'root', account: ACCOUNT }, ACCOUNT, REGION);
});
afterAll(async () => {
  await hosted.close();
  rmSync(stateDirectory, { recursive: true, force: true });
  expect(faults).toEqual([]);
});

/** A request as a browser sends it, under a host name that this machine's resolver need not know. */
function ask(host: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    httpRequest({ port: hosted.port, host: '127.0.0.1', path, method, headers: { host, ...headers } }, async (response) => {
      const text = Buffer.from(await collect(response)).toString();
      resolve({ status: response.statusCode!, headers: response.headers, text });
    })
      .on('error', reject)
      .end();
  });
}
const policy = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });

test('a function answers at its URL, to the pages that its CORS settings name', async () => {
  const trust = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const { Role } = await aws.iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument: trust });
  const FunctionName = 'hello';
  const source =
    'export const handler = async ({ rawPath, body }) => ({ statusCode: 201, headers: { "x-path": rawPath }, body: body ?? "" });';
  const Code = { ZipFile: zipSync({ 'index.mjs': strToU8(source) }) };
  await aws.lambda.CreateFunction({ FunctionName, Runtime: 'nodejs24.x', Handler: 'index.handler', Role: Role!.Arn!, Code });
  const Cors = { AllowOrigins: [WORKSHOP], AllowMethods: ['POST'], AllowHeaders: ['content-type'] };
  const { FunctionUrl } = await aws.lambda.CreateFunctionUrlConfig({ FunctionName, AuthType: 'NONE', Cors });
  const url = localUrl(`${FunctionUrl}orders`, hosted.endpoint);
  expect((await fetch(url)).status).toBe(403);
  const Principal = '*';
  const permission = {
    FunctionName,
    Principal,
    StatementId: 'url',
    Action: 'lambda:InvokeFunctionUrl',
    FunctionUrlAuthType: 'NONE' as const,
  };
  await aws.lambda.AddPermission(permission);
  await aws.lambda.AddPermission({
    FunctionName,
    Principal,
    StatementId: 'invoke',
    Action: 'lambda:InvokeFunction',
    InvokedViaFunctionUrl: true,
  });
  const answer = await fetch(url, { method: 'POST', body: '{"n":1}', headers: { origin: WORKSHOP, 'content-type': 'application/json' } });
  expect([answer.status, answer.headers.get('x-path'), await answer.text()]).toEqual([201, '/orders', '{"n":1}']);
  expect(answer.headers.get('access-control-allow-origin')).toBe(WORKSHOP);
  const host = new URL(FunctionUrl!).host.replace('.on.aws', '.localhost');
  const asks = { origin: WORKSHOP, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
  expect(await ask(host, '/', asks, 'OPTIONS')).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': WORKSHOP } });
  const stranger = await ask(host, '/', { origin: ELSEWHERE, 'sec-fetch-site': 'cross-site' });
  expect([stranger.status, stranger.headers['access-control-allow-origin']]).toEqual([201, undefined]);
});

test('a website on a host of its own may use the bucket that allows it, and no page from elsewhere may', async () => {
  const Bucket = 'shop';
  await aws.s3.CreateBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } });
  await aws.s3.PutObject({ Bucket, Key: 'index.html', Body: '<h1>Shop</h1>', ContentType: 'text/html' });
  await aws.s3.PutBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } });
  await aws.s3.DeletePublicAccessBlock({ Bucket });
  const Policy = policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' });
  await aws.s3.PutBucketPolicy({ Bucket, Policy });
  const site = `${Bucket}.s3-website-${REGION}.localhost:${hosted.port}`;
  const origin = `http://${site}`;
  expect(await ask(site, '/', { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 200, text: '<h1>Shop</h1>' });
  const page = await fetch(localUrl(`http://shop.s3-website-${REGION}.amazonaws.com`, hosted.endpoint));
  expect([page.headers.get('content-type'), await page.text()]).toEqual(['text/html', '<h1>Shop</h1>']);
  expect((await ask(site, '/', {}, 'HEAD')).headers['content-length']).toBe('13');

  const object = `${hosted.endpoint}/shop/index.html`;
  expect((await fetch(object, { headers: { origin } })).headers.get('access-control-allow-origin')).toBeNull();
  await aws.s3.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET', 'PUT'], AllowedOrigins: ['*'] }] } });
  expect((await fetch(object, { headers: { origin } })).headers.get('access-control-allow-origin')).toBe('*');
  const api = `127.0.0.1:${hosted.port}`;
  const asks = { origin, 'access-control-request-method': 'PUT', 'sec-fetch-site': 'cross-site' };
  expect(await ask(api, '/shop/photo.jpg', asks, 'OPTIONS')).toMatchObject({ status: 200 });
  expect(await ask(api, '/shop/photo.jpg', { ...asks, origin: ELSEWHERE }, 'OPTIONS')).toMatchObject({ status: 403 });
  expect(await ask(api, '/shop/index.html', { origin: ELSEWHERE })).toMatchObject({ status: 403 });
});

test('an address of something deployed never leads to an operation, whatever the request says', async () => {
  const form = 'Action=GetCallerIdentity&Version=2011-06-15';
  const credential = `X-Amz-Credential=${ACCOUNT}/20261120/${REGION}/sts/aws4_request&X-Amz-Signature=0`;
  const sent = { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  expect(await (await fetch(`${hosted.endpoint}/?${credential}`, sent)).text()).toContain('<Arn>');
  for (const door of ['execute-api', 'lambda-url', 's3-website']) {
    const answer = await fetch(`${hosted.endpoint}/_aws/${door}/none/?${credential}`, sent);
    expect([door, answer.ok]).toEqual([door, false]);
    expect(await answer.text()).not.toContain('<Arn>');
  }
});
