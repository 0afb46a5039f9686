import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { App, DefaultStackSynthesizer, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  Cors,
  type IResource,
  JsonSchemaType,
  LambdaIntegration,
  LambdaRestApi,
  LogGroupLogDestination,
  MethodLoggingLevel,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localUrl } from '../cloud/gateway/local-url.ts';
import { type HostedCloud, startCloud } from '../cloud/host/node/start.ts';
import { deployDirectly } from './deploy-directly.ts';

const ACCOUNT = '111122223333';
const scratch = mkdtempSync(path.join(tmpdir(), 'rest-api-'));
const faults: unknown[] = [];
let cloud: HostedCloud;
let url: (name: string) => string;
const clientConfiguration = () => ({
  region: 'ap-southeast-1',
  endpoint: cloud.endpoint,
  credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'unused' },
});

const JSON_TYPE = { 'content-type': 'application/json' };
const HANDLER = `exports.handler = async (event) => {
  if (event.path === '/hello') {
    const { name } = JSON.parse(event.body);
    return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'Hello, ' + name + '!' };
  }
  if (event.path === '/broken') return 'no answer';
  if (event.path === '/throws') throw new Error('lost');
  if (event.path === '/slow') await new Promise((resolve) => setTimeout(resolve, 3000));
  return { statusCode: 201, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, body: JSON.stringify(event) };
};`;

class Shop extends Stack {
  constructor(app: App) {
    super(app, 'shop', { analyticsReporting: false, synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    const handler = this.function('Handler', HANDLER);
    const echo = this.function('Echo', 'exports.handler = async (event) => ({ event, body: event.body ?? null })');
    const log = new LogGroup(this, 'AccessLog', { logGroupName: '/shop/access', removalPolicy: RemovalPolicy.DESTROY });
    const api = new RestApi(this, 'Api', {
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.DESTROY,
      defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS, allowMethods: ['GET', 'POST'] },
      deployOptions: {
        accessLogDestination: new LogGroupLogDestination(log),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
        loggingLevel: MethodLoggingLevel.INFO,
        dataTraceEnabled: true,
        throttlingBurstLimit: 100,
        throttlingRateLimit: 50,
        variables: { table: 'orders' },
      },
    });
    api.addGatewayResponse('Errors', { type: ResponseType.DEFAULT_5XX, responseHeaders: { 'Access-Control-Allow-Origin': "'*'" } });
    const integration = new LambdaIntegration(handler);
    for (const name of ['broken', 'throws', 'slow']) {
      api.root
        .addResource(name)
        .addMethod('GET', name === 'slow' ? new LambdaIntegration(handler, { timeout: Duration.millis(300) }) : integration);
    }
    this.addOrders(api.root, api, integration);
    api.root.addResource('hello').addMethod('POST', integration);
    api.root
      .addResource('plain')
      .addMethod('POST', new LambdaIntegration(echo, { proxy: false, integrationResponses: [{ statusCode: '200' }] }), {
        methodResponses: [{ statusCode: '200' }],
      });
    const denied = api.root.addResource('denied');
    denied.addMethod('GET', new LambdaIntegration(this.function('Denied', HANDLER)));
    for (const construct of denied.node.findAll()) if (construct instanceof CfnPermission) construct.principal = 's3.amazonaws.com';
    const all = new LambdaRestApi(this, 'All', { handler, cloudWatchRole: false });
    this.exportValue(api.url, { name: 'ApiUrl' });
    this.exportValue(all.url, { name: 'AllUrl' });
  }

  private addOrders(root: IResource, api: RestApi, integration: LambdaIntegration): void {
    const orders = root.addResource('orders');
    const schema = { type: JsonSchemaType.OBJECT, required: ['item'], properties: { item: { type: JsonSchemaType.STRING } } };
    orders.addMethod('POST', integration, {
      requestModels: { 'application/json': api.addModel('Order', { schema }) },
      requestValidatorOptions: { validateRequestBody: true },
    });
    orders.addResource('{id}').addMethod('GET', integration);
  }

  private function(id: string, code: string): LambdaFunction {
    return new LambdaFunction(this, id, {
      code: Code.fromInline(code),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.seconds(10),
    });
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
  const values = Object.entries(outputs);
  url = (name) => localUrl(values.find(([key]) => key.includes(name))![1], cloud.endpoint);
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true });
  expect(faults).toEqual([]);
});
const api = (rest: string) => `${url('Api')}${rest}`;

async function logMessages(logGroupName: string, isThere: (messages: string[]) => boolean): Promise<string[]> {
  const logs = new CloudWatchLogsClient(clientConfiguration());
  for (let turn = 0; ; turn++) {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName })).catch(() => ({ events: [] }));
    const messages = events.map(({ message = '' }) => message);
    if (isThere(messages) || turn > 50) return messages;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('POST /hello answers what the function says', async () => {
  const response = await fetch(api('hello'), { method: 'POST', body: JSON.stringify({ name: 'Mai' }) });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('Hello, Mai!');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get('x-amz-apigw-id')).toMatch(/=$/);
});

test('the event is the whole request', async () => {
  const response = await fetch(api('orders/a%2Fb?x=1&x=2&y=%C4%91'), { headers: { 'X-Shop': 'one' } });
  expect(response.status).toBe(201);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  const event = (await response.json()) as Record<string, never>;
  expect(event).toMatchObject({
    resource: '/orders/{id}',
    path: '/orders/a%2Fb',
    httpMethod: 'GET',
    queryStringParameters: { x: '2', y: 'đ' },
    multiValueQueryStringParameters: { x: ['1', '2'], y: ['đ'] },
    pathParameters: { id: 'a%2Fb' },
    stageVariables: { table: 'orders' },
    requestContext: {
      resourcePath: '/orders/{id}',
      stage: 'prod',
      accountId: ACCOUNT,
      path: '/prod/orders/a%2Fb',
      identity: { sourceIp: '127.0.0.1' },
    },
    body: null,
    isBase64Encoded: false,
  });
  expect(event.headers).toMatchObject({ 'X-Forwarded-Proto': 'https', Host: expect.stringMatching(/execute-api/) });
});

test('a page of another origin is answered its preflight by the mock integration', async () => {
  const response = await fetch(api('hello'), {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
  });
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': expect.stringContaining('Content-Type'),
  });
});

test.each([
  ['nowhere', {}, 403, { message: 'Missing Authentication Token' }, 'MissingAuthenticationTokenException'],
  ['hello', {}, 403, { message: 'Missing Authentication Token' }, 'MissingAuthenticationTokenException'],
  ['orders', { method: 'POST', headers: JSON_TYPE, body: '{"item":1}' }, 400, { message: 'Invalid request body' }, 'BadRequestException'],
  ['orders', { method: 'POST', headers: JSON_TYPE, body: '{"it' }, 400, { message: 'Invalid request body' }, 'BadRequestException'],
  ['broken', {}, 502, { message: 'Internal server error' }, 'InternalServerErrorException'],
  ['throws', {}, 502, { message: 'Internal server error' }, 'InternalServerErrorException'],
  ['slow', {}, 504, { message: 'Endpoint request timed out' }, 'InternalServerErrorException'],
  ['denied', {}, 500, { message: 'Internal server error' }, 'InternalServerErrorException'],
])('/%s (%o) is answered %i', async (place, init, status, body, error) => {
  const response = await fetch(api(place), init);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual(body);
  expect(response.headers.get('x-amzn-errortype')).toBe(error);
  if (status >= 500) expect(response.headers.get('access-control-allow-origin')).toBe('*');
});

test('without proxy integration the body itself is the event', async () => {
  const response = await fetch(api('plain'), { method: 'POST', body: '{"name":"Mai"}' });
  expect(await response.json()).toEqual({ event: { name: 'Mai' }, body: null });
  const bad = await fetch(api('plain'), { method: 'POST', body: 'Mai' });
  expect(bad.status).toBe(400);
  expect(await bad.text()).toContain('Could not parse request body into json');
});

test('an API of one function gets every path', async () => {
  for (const place of ['', 'a', 'a/b/c']) {
    const event = (await (await fetch(`${url('All')}${place}`, { method: 'DELETE' })).json()) as { path: string };
    expect(event.path).toBe(`/${place}`);
  }
});

test('requests leave a line in the access log and their steps in the execution log', async () => {
  const { headers } = await fetch(api('throws'));
  const id = headers.get('x-amzn-requestid')!;
  const access = await logMessages('/shop/access', (messages) => messages.some((message) => message.includes(id)));
  expect(JSON.parse(access.find((message) => message.includes(id))!)).toMatchObject({
    httpMethod: 'GET',
    resourcePath: '/throws',
    status: '502',
    protocol: 'HTTP/1.1',
    ip: '127.0.0.1',
    user: '-',
  });
  const [, apiId] = /execute-api\/(\w+)/.exec(api(''))!;
  const steps = (
    await logMessages(`API-Gateway-Execution-Logs_${apiId}/prod`, (messages) => messages.some((message) => message.includes(id)))
  ).join('\n');
  expect(steps).toContain(`(${id}) Lambda execution failed with status 200 due to customer function error: lost`);
  expect(steps).toContain(`(${id}) HTTP Method: GET, Resource Path: /throws`);
});

test('the stack goes without a rest', async () => {
  const cloudformation = new CloudFormationClient(clientConfiguration());
  await cloudformation.send(new DeleteStackCommand({ StackName: 'shop' }));
  for (let turn = 0; turn < 100; turn++) {
    const gone = await cloudformation.send(new DescribeStacksCommand({ StackName: 'shop' })).then(
      ({ Stacks }) => {
        if (Stacks?.[0]?.StackStatus === 'DELETE_FAILED') throw new Error('DELETE_FAILED');
        return false;
      },
      () => true,
    );
    if (gone) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const response = await fetch(api('hello'), { method: 'POST', body: '{}' });
  expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
});
