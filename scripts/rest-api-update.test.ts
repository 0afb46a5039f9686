import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APIGatewayClient, GetApiKeyCommand, GetApiKeysCommand, GetStageCommand, GetUsagePlansCommand } from '@aws-sdk/client-api-gateway';
import { App, CfnOutput, DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import {
  JsonSchemaType,
  LambdaIntegration,
  MockIntegration,
  Period,
  ResponseType,
  RestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localUrl } from '../cloud/gateway/local-url.ts';
import { type HostedCloud, startCloud } from '../cloud/host/node/start.ts';
import { deployDirectly } from './deploy-directly.ts';
import { removeDirectly } from './remove-directly.ts';

const ACCOUNT = '111122223333';
const scratch = mkdtempSync(path.join(tmpdir(), 'rest-api-update-'));
const faults: unknown[] = [];
let cloud: HostedCloud;

/** What changes between two deployments. */
interface Version {
  answer: string;
  proxy: boolean;
  burst: number;
  quota: number;
  origin: string;
  required: string;
}

class Shop extends Stack {
  constructor(app: App, { answer, proxy, burst, quota, origin, required }: Version) {
    super(app, 'shop', { analyticsReporting: false, synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    const inline = (id: string, code: string) =>
      new LambdaFunction(this, id, { code: Code.fromInline(code), handler: 'index.handler', runtime: Runtime.NODEJS_24_X });
    const handler = inline(
      'Handler',
      `exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ answer: '${answer}', body: event.body }) });`,
    );
    const allow = `exports.handler = async ({ methodArn }) => ({ principalId: 'mai', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }] } });`;
    const api = new RestApi(this, 'Api', {
      cloudWatchRole: false,
      defaultCorsPreflightOptions: { allowOrigins: ['https://a.example', origin] },
      deployOptions: {
        throttlingBurstLimit: burst,
        throttlingRateLimit: burst,
        methodOptions: { '/orders/POST': { throttlingBurstLimit: 1, throttlingRateLimit: 1 } },
      },
    });
    api.addGatewayResponse('Errors', { type: ResponseType.DEFAULT_4XX, responseHeaders: { 'Access-Control-Allow-Origin': `'${origin}'` } });
    const integration = proxy
      ? new LambdaIntegration(handler)
      : new LambdaIntegration(handler, { proxy: false, integrationResponses: [{ statusCode: '200' }] });
    api.root.addResource('hello').addMethod('POST', integration, { methodResponses: [{ statusCode: '200' }] });
    const schema = { type: JsonSchemaType.OBJECT, required: [required] };
    api.root.addResource('orders').addMethod('POST', new LambdaIntegration(handler), {
      apiKeyRequired: true,
      authorizer: new TokenAuthorizer(this, 'Who', { handler: inline('WhoFunction', allow) }),
      requestModels: { 'application/json': api.addModel('Order', { schema }) },
      requestValidatorOptions: { validateRequestBody: true },
    });
    api.root.addMethod(
      'GET',
      new MockIntegration({
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': '{"ok":true}' } }],
      }),
      {
        methodResponses: [{ statusCode: '200' }],
      },
    );
    const plan = api.addUsagePlan('Plan', { quota: { limit: quota, period: Period.DAY }, apiStages: [{ stage: api.deploymentStage }] });
    const key = api.addApiKey('Key');
    plan.addApiKey(key);
    Tags.of(api).add('lab', answer);
    new CfnOutput(this, 'Url', { value: api.url });
    new CfnOutput(this, 'KeyId', { value: key.keyId });
  }
}

const clientConfiguration = () => ({
  region: 'ap-southeast-1',
  endpoint: cloud.endpoint,
  credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'unused' },
});
let versions = 0;
async function deploy(version: Version): Promise<Record<string, string>> {
  const app = new App({ outdir: path.join(scratch, `synth-${versions++}`), analyticsReporting: false });
  new Shop(app, version);
  const outputs = await deployDirectly(app.synth().getStackByName('shop'), {
    clientConfiguration: clientConfiguration(),
    account: ACCOUNT,
  });
  return { ...outputs, Url: localUrl(outputs.Url!, cloud.endpoint) };
}

beforeAll(async () => {
  cloud = await startCloud({ port: 0, stateDirectory: path.join(scratch, 'state'), onFault: (fault) => faults.push(fault) });
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true });
  expect(faults).toEqual([]);
});

const first: Version = { answer: 'one', proxy: false, burst: 50, quota: 100, origin: 'https://b.example', required: 'item' };
const second: Version = { answer: 'two', proxy: true, burst: 60, quota: 1, origin: 'https://c.example', required: 'name' };

test('an update brings methods, limits, models and headers to the stage, in place', async () => {
  const before = await deploy(first);
  const hello = async () => (await fetch(`${before.Url}hello`, { method: 'POST', body: '{"name":"Mai"}' })).json();
  expect(await hello()).toEqual({ statusCode: 200, body: '{"answer":"one"}' });
  expect(await (await fetch(before.Url!)).json()).toEqual({ ok: true });
  const after = await deploy(second);
  expect(after).toEqual(before);
  expect(await hello()).toEqual({ answer: 'two', body: '{"name":"Mai"}' });

  const gateway = new APIGatewayClient(clientConfiguration());
  const [, restApiId] = /execute-api\/(\w+)/.exec(before.Url!)!;
  const stage = await gateway.send(new GetStageCommand({ restApiId, stageName: 'prod' }));
  expect(stage.methodSettings).toMatchObject({ '*/*': { throttlingBurstLimit: 60 }, 'orders/POST': { throttlingBurstLimit: 1 } });
  expect(stage.tags).toMatchObject({ lab: 'two' });

  const { value } = await gateway.send(new GetApiKeyCommand({ apiKey: before.KeyId!, includeValue: true }));
  const order = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${before.Url}orders`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: 'mai', 'x-api-key': value!, ...headers },
    });
  const unauthorized = await order('{}', { authorization: '' });
  expect([unauthorized.status, unauthorized.headers.get('access-control-allow-origin')]).toEqual([401, 'https://c.example']);
  await gateway.send(new GetUsagePlansCommand({}));
  const over = await order('{"name":"Mai"}');
  expect([over.status, await over.json()]).toEqual([429, { message: 'Limit Exceeded' }]);
  const preflight = await fetch(before.Url!, {
    method: 'OPTIONS',
    headers: { origin: 'https://c.example', 'access-control-request-method': 'GET' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, 'https://c.example']);
});

test('nothing is left when the stack goes', async () => {
  await removeDirectly(clientConfiguration(), 'shop');
  const gateway = new APIGatewayClient(clientConfiguration());
  expect((await gateway.send(new GetApiKeysCommand({}))).items).toEqual([]);
  expect((await gateway.send(new GetUsagePlansCommand({}))).items).toEqual([]);
});
