import * as sdk from '@aws-sdk/client-apigatewayv2';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import { ACCOUNT, functionUri, makeFunction } from '../apigateway/rest-api-fixture.ts';
import { apigateway } from '../apigateway/service.ts';
import { iam } from '../iam/service.ts';
import { type FakeEnvironments, fakeEnvironments } from '../lambda/fake-environments.ts';
import { lambda } from '../lambda/service.ts';
import { logs } from '../logs/service.ts';
import { sts } from '../sts/service.ts';
import { apigatewayv2 } from './service.ts';

const ECHO = `arn:aws:lambda:ap-southeast-1:${ACCOUNT}:function:echo`;
let cloud: MemoryCloud;
let environments: FakeEnvironments;
let client: sdk.ApiGatewayV2Client;

beforeEach(async () => {
  environments = fakeEnvironments();
  cloud = await memoryCloud({ services: [apigateway, apigatewayv2, iam, sts, logs, lambda], environments });
  client = new sdk.ApiGatewayV2Client(cloud.clientOptions());
  environments.handlers.set('echo', (event) => event);
  await makeFunction(cloud, 'echo');
});
afterEach(() => expect(cloud.faults).toEqual([]));

async function ask(apiId: string, method: string, place: string, headers: Record<string, string> = {}, content: string | Uint8Array = '') {
  const [path = '', rawQuery = ''] = place.split('?');
  const answer = await cloud.cloud.handle({
    method,
    path,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      host: `${apiId}.execute-api.ap-southeast-1.amazonaws.com`,
    },
    rawHeaders: Object.entries(headers),
    body: (async function* () {
      yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
    })(),
  });
  const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body as Uint8Array);
  return { ...answer, text, json: () => JSON.parse(text) };
}

async function makeApi(...routes: Partial<sdk.CreateRouteCommandInput>[]): Promise<string> {
  const { ApiId } = await client.send(new sdk.CreateApiCommand({ Name: 'shop', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await client.send(
    new sdk.CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: ECHO, PayloadFormatVersion: '2.0' }),
  );
  await client.send(new sdk.CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  for (const route of routes) {
    await client.send(new sdk.CreateRouteCommand({ ApiId, RouteKey: '$default', Target: `integrations/${IntegrationId}`, ...route }));
  }
  return ApiId!;
}

test('quick create makes an API that answers at once', async () => {
  const { ApiId, ApiEndpoint } = await client.send(new sdk.CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target: ECHO }));
  expect(ApiEndpoint).toBe(`https://${ApiId}.execute-api.ap-southeast-1.amazonaws.com`);
  expect((await ask(ApiId!, 'GET', '/any/where')).json()).toMatchObject({ routeKey: '$default', rawPath: '/any/where' });
  expect(await client.send(new sdk.GetStageCommand({ ApiId, StageName: '$default' }))).toMatchObject({
    AutoDeploy: true,
    ApiGatewayManaged: true,
  });
});

test('the most specific route with the method answers', async () => {
  const ApiId = await makeApi({ RouteKey: 'GET /pets/dog' }, { RouteKey: 'ANY /pets/{id}' }, { RouteKey: 'POST /{proxy+}' }, {});
  const key = async (method: string, path: string) => (await ask(ApiId, method, path)).json().routeKey;
  expect(await key('GET', '/pets/dog')).toBe('GET /pets/dog');
  expect(await key('PUT', '/pets/dog')).toBe('ANY /pets/{id}');
  expect(await key('POST', '/cars')).toBe('POST /{proxy+}');
  expect(await key('GET', '/cars')).toBe('$default');
});

test('a stage of a name serves what was deployed to it, below its name', async () => {
  const ApiId = await makeApi({ RouteKey: 'GET /a' });
  await client.send(new sdk.CreateStageCommand({ ApiId, StageName: 'dev', StageVariables: { table: 'orders' } }));
  expect((await ask(ApiId, 'GET', '/dev/a')).status).toBe(404);
  await client.send(new sdk.CreateDeploymentCommand({ ApiId, StageName: 'dev' }));
  expect((await ask(ApiId, 'GET', '/dev/a')).json()).toMatchObject({
    rawPath: '/dev/a',
    stageVariables: { table: 'orders' },
    requestContext: { stage: 'dev' },
  });
});

test('forms go as Base64, texts as they are', async () => {
  const ApiId = await makeApi({});
  const send = async (type: string) => (await ask(ApiId, 'POST', '/', { 'content-type': type }, 'a=1')).json();
  expect(await send('application/x-www-form-urlencoded')).toMatchObject({ body: 'YT0x', isBase64Encoded: true });
  expect(await send('application/json; charset=utf-8')).toMatchObject({ body: 'a=1', isBase64Encoded: false });
});

test('an authorizer of payload format 1.0 answers with a policy', async () => {
  environments.handlers.set('who', (event) => {
    const { methodArn, authorizationToken } = event as Record<string, string>;
    const Statement = [{ Action: 'execute-api:Invoke', Effect: authorizationToken === 'mai' ? 'Allow' : 'Deny', Resource: methodArn }];
    return { principalId: authorizationToken, policyDocument: { Version: '2012-10-17', Statement }, context: { age: 7 } };
  });
  await makeFunction(cloud, 'who');
  const ApiId = await makeApi({ RouteKey: 'GET /a' });
  const { AuthorizerId } = await client.send(
    new sdk.CreateAuthorizerCommand({
      ApiId,
      Name: 'who',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionUri('who'),
      AuthorizerPayloadFormatVersion: '1.0',
      IdentitySource: ['$request.header.Authorization'],
    }),
  );
  const { Items } = await client.send(new sdk.GetRoutesCommand({ ApiId }));
  await client.send(new sdk.UpdateRouteCommand({ ApiId, RouteId: Items![0]!.RouteId, AuthorizationType: 'CUSTOM', AuthorizerId }));
  const get = (authorization?: string) => ask(ApiId, 'GET', '/a', authorization === undefined ? {} : { authorization });
  expect([(await get()).status, (await get('lan')).status]).toEqual([401, 403]);
  expect((await get('mai')).json().requestContext.authorizer).toEqual({ lambda: { principalId: 'mai', age: 7 } });
});

test('tags, conflicts and what is not built', async () => {
  const ApiId = await makeApi({ RouteKey: 'GET /a' });
  const ResourceArn = `arn:aws:apigateway:ap-southeast-1::/apis/${ApiId}`;
  await client.send(new sdk.TagResourceCommand({ ResourceArn, Tags: { team: 'a', lab: 'b' } }));
  await client.send(new sdk.UntagResourceCommand({ ResourceArn, TagKeys: ['lab'] }));
  expect((await client.send(new sdk.GetTagsCommand({ ResourceArn }))).Tags).toEqual({ team: 'a' });
  await expect(client.send(new sdk.CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }))).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Route with key GET /a already exists for this API',
  });
  const { Items } = await client.send(new sdk.GetIntegrationsCommand({ ApiId }));
  await expect(client.send(new sdk.DeleteIntegrationCommand({ ApiId, IntegrationId: Items![0]!.IntegrationId }))).rejects.toMatchObject({
    name: 'ConflictException',
  });
  const refused = (what: string) => `The embedded cloud does not implement apigatewayv2 ${what}.`;
  await expect(client.send(new sdk.CreateApiCommand({ Name: 'x', ProtocolType: 'WEBSOCKET' }))).rejects.toThrow(
    refused('APIs of type WEBSOCKET'),
  );
  const jwt = { ApiId, Name: 'x', AuthorizerType: 'JWT' as const, IdentitySource: ['$request.header.Authorization'] };
  await expect(client.send(new sdk.CreateAuthorizerCommand(jwt))).rejects.toThrow(refused('authorizers of type JWT'));
});

test('whatever is sent, the API answers and never fails', async () => {
  const ApiId = await makeApi({ RouteKey: 'ANY /x/{id}' }, { RouteKey: 'GET /{proxy+}' });
  const path = fc.oneof(
    fc.constantFrom('/x/%', '/x/%c3', '//', '/x/%2F?a=%zz', '/__proto__', '/x/é'),
    fc.webPath(),
    fc.string().map((text) => `/x/${text}`),
  );
  const headers = fc.dictionary(fc.constantFrom('Content-Type', 'Cookie', 'Origin', 'Authorization', '__proto__'), fc.string());
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'OPTIONS', 'PROPFIND'),
      path,
      headers,
      fc.uint8Array(),
      async (method, place, sent, content) => {
        const answer = await ask(ApiId, method, place, sent, content);
        expect([200, 400, 404]).toContain(answer.status);
        expect(cloud.faults).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});
