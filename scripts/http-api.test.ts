import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { App, CfnOutput, DefaultStackSynthesizer, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type CfnStage, CorsHttpMethod, HttpApi, HttpMethod, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localUrl } from '../cloud/gateway/local-url.ts';
import { type HostedCloud, startCloud } from '../cloud/host/node/start.ts';
import { deployDirectly } from './deploy-directly.ts';

const ACCOUNT = '111122223333';
const scratch = mkdtempSync(path.join(tmpdir(), 'http-api-'));
const faults: unknown[] = [];
let cloud: HostedCloud;
let url: string;
const clientConfiguration = () => ({
  region: 'ap-southeast-1',
  endpoint: cloud.endpoint,
  credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'unused' },
});

const HANDLER = `exports.handler = async (event) => {
  switch (event.rawPath) {
    case '/text': return 'Xin chào';
    case '/malformed': return { statusCode: 'often' };
    case '/throws': throw new Error('lost');
    case '/cookies': return { statusCode: 201, cookies: ['a=1', 'b=2'], body: 'x', headers: { 'Access-Control-Allow-Origin': 'https://evil.example' } };
    default: return event;
  }
};`;
const AUTHORIZER = `exports.handler = async ({ identitySource }) => ({ isAuthorized: identitySource[0] === 'open', context: { user: 'mai', age: 7 } });`;

class Shop extends Stack {
  constructor(app: App) {
    super(app, 'shop', { analyticsReporting: false, synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    const handler = this.function('Handler', HANDLER);
    const integration = new HttpLambdaIntegration('Answers', handler);
    const api = new HttpApi(this, 'Api', {
      corsPreflight: {
        allowOrigins: ['https://shop.example'],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['content-type'],
      },
    });
    for (const place of ['text', 'malformed', 'throws', 'cookies'])
      api.addRoutes({ path: `/${place}`, methods: [HttpMethod.GET], integration });
    api.addRoutes({ path: '/orders/{id}', methods: [HttpMethod.ANY], integration });
    const echo = this.function('Echo', 'exports.handler = async (event) => ({ body: JSON.stringify(event) })');
    const old = new HttpLambdaIntegration('Old', echo, { payloadFormatVersion: PayloadFormatVersion.VERSION_1_0 });
    api.addRoutes({ path: '/old/{proxy+}', methods: [HttpMethod.GET], integration: old });
    const authorizer = new HttpLambdaAuthorizer('Who', this.function('Who', AUTHORIZER), {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      identitySource: ['$request.header.X-Door'],
    });
    api.addRoutes({ path: '/private', methods: [HttpMethod.GET], integration, authorizer });
    const log = new LogGroup(this, 'Log', { logGroupName: '/shop/http', removalPolicy: RemovalPolicy.DESTROY });
    const stage = api.defaultStage!.node.defaultChild as CfnStage;
    stage.accessLogSettings = { destinationArn: log.logGroupArn, format: '$context.requestId $context.routeKey $context.status' };
    new CfnOutput(this, 'Url', { value: api.url! });
  }

  private function(id: string, code: string): LambdaFunction {
    return new LambdaFunction(this, id, { code: Code.fromInline(code), handler: 'index.handler', runtime: Runtime.NODEJS_24_X });
  }
}

beforeAll(async () => {
  cloud = await startCloud({ port: 0, stateDirectory: path.join(scratch, 'state'), onFault: (fault) => faults.push(fault) });
  const app = new App({ outdir: path.join(scratch, 'synth'), analyticsReporting: false });
  new Shop(app);
  const outputs = await deployDirectly(app.synth().getStackByName('shop'), {
    clientConfiguration: clientConfiguration(),
    account: ACCOUNT,
  });
  url = localUrl(outputs.Url!, cloud.endpoint);
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true });
  expect(faults).toEqual([]);
});

test('the event is the request in payload format 2.0', async () => {
  const response = await fetch(`${url}orders/a%20b?x=1&x=2&y=%C4%91`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shop': 'One', cookie: 'a=1; b=2' },
    body: '{"n":1}',
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('apigw-requestid')).toMatch(/=$/);
  expect(await response.json()).toMatchObject({
    version: '2.0',
    routeKey: 'ANY /orders/{id}',
    rawPath: '/orders/a b',
    rawQueryString: 'x=1&x=2&y=%C4%91',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-shop': 'One', 'content-type': 'application/json', 'content-length': '7', 'x-forwarded-proto': 'https' },
    queryStringParameters: { x: '1,2', y: 'đ' },
    pathParameters: { id: 'a b' },
    requestContext: {
      accountId: ACCOUNT,
      http: { method: 'POST', path: '/orders/a b', sourceIp: '127.0.0.1' },
      stage: '$default',
      routeKey: 'ANY /orders/{id}',
    },
    body: '{"n":1}',
    isBase64Encoded: false,
  });
});

test('a route may keep payload format 1.0', async () => {
  expect(await (await fetch(`${url}old/a/b?x=1`)).json()).toMatchObject({
    version: '1.0',
    resource: '/old/{proxy+}',
    path: '/old/a/b',
    pathParameters: { proxy: 'a/b' },
    requestContext: { resourceId: 'GET /old/{proxy+}', stage: '$default' },
  });
});

test('an answer without a status is the body itself; cookies leave one by one', async () => {
  expect(await (await fetch(`${url}text`)).text()).toBe('Xin chào');
  const response = await fetch(`${url}cookies`);
  expect([response.status, response.headers.getSetCookie(), response.headers.get('content-type')]).toEqual([
    201,
    ['a=1', 'b=2'],
    'text/plain;charset=utf-8',
  ]);
});

test.each([
  ['GET', 'nowhere', 404, 'Not Found'],
  ['DELETE', 'text', 404, 'Not Found'],
  ['GET', 'malformed', 500, 'Internal Server Error'],
  ['GET', 'throws', 500, 'Internal Server Error'],
  ['GET', 'private', 401, 'Unauthorized'],
])('%s /%s is answered %i', async (method, place, status, message) => {
  const response = await fetch(url + place, { method });
  expect([response.status, await response.json()]).toEqual([status, { message }]);
});

test('a Lambda authorizer lets some pass and hands its context on', async () => {
  const ask = (door: string) => fetch(`${url}private`, { headers: { 'x-door': door } });
  const denied = await ask('shut');
  expect([denied.status, await denied.json()]).toEqual([403, { message: 'Forbidden' }]);
  expect(await (await ask('open')).json()).toMatchObject({ requestContext: { authorizer: { lambda: { user: 'mai', age: 7 } } } });
});

test('the API itself answers preflights and says who may read its answers', async () => {
  const preflight = (origin: string) =>
    fetch(`${url}orders/1`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
  const allowed = await preflight('https://shop.example');
  expect(allowed.status).toBe(204);
  expect(Object.fromEntries(allowed.headers)).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'content-type',
  });
  const refused = await preflight('https://evil.example');
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([204, null]);
  const answer = await fetch(`${url}cookies`, { headers: { origin: 'https://shop.example' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
});

test('requests leave a line in the access log', async () => {
  const id = (await fetch(`${url}nowhere`)).headers.get('apigw-requestid');
  const logs = new CloudWatchLogsClient(clientConfiguration());
  let messages: (string | undefined)[] = [];
  for (let turn = 0; turn < 50 && !messages.some((message) => message?.includes(id!)); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    messages = ((await logs.send(new FilterLogEventsCommand({ logGroupName: '/shop/http' }))).events ?? []).map(({ message }) => message);
  }
  expect(messages).toContain(`${id} - 404`);
});
