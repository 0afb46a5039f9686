import * as sdk from '@aws-sdk/client-api-gateway';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { type FakeEnvironments, fakeEnvironments } from '../lambda/fake-environments.ts';
import { lambda } from '../lambda/service.ts';
import { logs } from '../logs/service.ts';
import { sts } from '../sts/service.ts';
import { ACCOUNT, functionUri, makeFunction, restApiMaker } from './rest-api-fixture.ts';
import { apigateway } from './service.ts';

let cloud: MemoryCloud;
let environments: FakeEnvironments;
let apis: ReturnType<typeof restApiMaker>;

beforeEach(async () => {
  environments = fakeEnvironments();
  cloud = await memoryCloud({ services: [apigateway, iam, sts, logs, lambda], environments });
  apis = restApiMaker(cloud);
  environments.handlers.set('echo', (event) => ({ statusCode: 200, body: JSON.stringify(event) }));
  environments.handlers.set('plain', (event) => event);
  await makeFunction(cloud, 'echo');
  await makeFunction(cloud, 'plain');
});
afterEach(() => expect(cloud.faults).toEqual([]));

const JSON_TYPE = { 'content-type': 'application/json' };

test('an id is found in whatever account and region it lives; an unknown one is forbidden', async () => {
  const other = new sdk.APIGatewayClient(cloud.clientOptions('444455556666', 'us-east-1'));
  const { id } = await other.send(new sdk.CreateRestApiCommand({ name: 'elsewhere' }));
  for (const apiId of [id!, 'unknown123']) {
    const answer = await apis.ask(apiId, 'GET', '/');
    expect([answer.status, answer.json()]).toEqual([403, { message: 'Forbidden' }]);
  }
});

test('what is deployed stays as it was until the next deployment', async () => {
  const restApiId = await apis.make({ 'GET /a': {} });
  const { items } = await apis.client.send(new sdk.GetResourcesCommand({ restApiId }));
  const resourceId = items!.find(({ path }) => path === '/a')!.id!;
  await apis.client.send(new sdk.DeleteMethodCommand({ restApiId, resourceId, httpMethod: 'GET' }));
  expect((await apis.ask(restApiId, 'GET', '/a')).status).toBe(200);
});

test('a Lambda function without proxy integration is given what the template says, and its answer is mapped', async () => {
  const restApiId = await apis.make({
    'POST /orders/{id}': {
      integration: {
        type: 'AWS',
        uri: functionUri('plain'),
        requestTemplates: {
          'application/json': `{"id": "$input.params('id')", "body": $input.json('$'), "who": "$context.identity.sourceIp"}`,
        },
        passthroughBehavior: 'NEVER',
      },
      responses: [
        {
          statusCode: '200',
          responseTemplates: { 'application/json': `{"got": $input.json('$.id')}` },
          responseParameters: { 'method.response.header.X-Id': 'integration.response.body.id', 'method.response.header.X-Fixed': "'yes'" },
        },
        { statusCode: '404', selectionPattern: '.*not found.*' },
      ],
    },
  });
  const answer = await apis.ask(restApiId, 'POST', '/orders/7', JSON_TYPE, '{"n":1}');
  expect([answer.status, answer.json(), answer.headers['x-id'], answer.headers['x-fixed']]).toEqual([200, { got: '7' }, '7', 'yes']);
  const unsupported = await apis.ask(restApiId, 'POST', '/orders/7', { 'content-type': 'text/csv' }, 'a,b');
  expect([unsupported.status, unsupported.json()]).toEqual([415, { message: 'Unsupported Media Type' }]);
  environments.handlers.set('plain', () => {
    throw new Error('order not found');
  });
  expect((await apis.ask(restApiId, 'POST', '/orders/7', JSON_TYPE, '{}')).status).toBe(404);
});

test('required parameters and the model are held to, in the words of AWS', async () => {
  let requestValidatorId: string | undefined;
  const schema = JSON.stringify({ type: 'object', required: ['item'], properties: { item: { type: 'string', minLength: 2 } } });
  const validate = { validateRequestBody: true, validateRequestParameters: true };
  const method: Partial<sdk.PutMethodCommandInput> = {
    requestParameters: { 'method.request.querystring.page': true, 'method.request.header.X-Shop': true },
    requestModels: { 'application/json': 'Order' },
  };
  const restApiId = await apis.make({ 'POST /orders': { method } }, async (id) => {
    await apis.client.send(new sdk.CreateModelCommand({ restApiId: id, name: 'Order', contentType: 'application/json', schema }));
    requestValidatorId = (await apis.client.send(new sdk.CreateRequestValidatorCommand({ restApiId: id, name: 'all', ...validate }))).id;
    method.requestValidatorId = requestValidatorId;
    await apis.client.send(
      new sdk.PutGatewayResponseCommand({
        restApiId: id,
        responseType: 'BAD_REQUEST_BODY',
        statusCode: '422',
        responseTemplates: { 'application/json': '{"why":"$context.error.validationErrorString"}' },
        responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
      }),
    );
  });
  const missing = await apis.ask(restApiId, 'POST', '/orders', JSON_TYPE, '{}');
  expect([missing.status, missing.json()]).toEqual([400, { message: 'Missing required request parameters: [page, X-Shop]' }]);
  const headers = { ...JSON_TYPE, 'X-Shop': 'one' };
  const wrong = await apis.ask(restApiId, 'POST', '/orders?page=1', headers, '{}');
  expect([wrong.status, wrong.text, wrong.headers['access-control-allow-origin']]).toEqual([
    422,
    '{"why":"[object has missing required properties (["item"])]"}',
    '*',
  ]);
  expect((await apis.ask(restApiId, 'POST', '/orders?page=1', headers, '{"item":"ab"}')).status).toBe(200);
});

test('a token authorizer is asked once per token, and its policy and context count', async () => {
  let asked = 0;
  environments.handlers.set('who', (event) => {
    asked++;
    const { authorizationToken, methodArn } = event as Record<string, string>;
    if (authorizationToken === 'nobody') throw new Error('Unauthorized');
    if (authorizationToken === 'odd') return { no: 'policy' };
    const Effect = authorizationToken === 'mai' ? 'Allow' : 'Deny';
    const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }];
    return { principalId: authorizationToken, policyDocument: { Version: '2012-10-17', Statement }, context: { age: 7 } };
  });
  await makeFunction(cloud, 'who');
  const method: Partial<sdk.PutMethodCommandInput> = { authorizationType: 'CUSTOM' };
  const restApiId = await apis.make({ 'GET /orders': { method } }, async (id) => {
    const settings = {
      name: 'who',
      type: 'TOKEN' as const,
      authorizerUri: functionUri('who'),
      identitySource: 'method.request.header.Authorization',
    };
    method.authorizerId = (await apis.client.send(new sdk.CreateAuthorizerCommand({ restApiId: id, ...settings }))).id;
  });
  const ask = (token?: string) => apis.ask(restApiId, 'GET', '/orders', token === undefined ? {} : { Authorization: token });
  const [none, nobody, lan, odd, mai] = [await ask(), await ask('nobody'), await ask('lan'), await ask('odd'), await ask('mai')];
  expect([none.status, none.json()]).toEqual([401, { message: 'Unauthorized' }]);
  expect([nobody.status, nobody.json()]).toEqual([401, { message: 'Unauthorized' }]);
  expect([lan.status, lan.json()]).toEqual([403, { Message: 'User is not authorized to access this resource with an explicit deny' }]);
  expect([odd.status, odd.json()]).toEqual([500, { message: null }]);
  expect(JSON.parse(mai.text).requestContext.authorizer).toMatchObject({ principalId: 'mai', age: '7' });
  await ask('mai');
  expect(asked).toBe(4);
});

test('with AWS_IAM a caller needs execute-api:Invoke', async () => {
  const restApiId = await apis.make({ 'GET /orders': { method: { authorizationType: 'AWS_IAM' } } });
  const { iam } = cloud.root();
  await iam.CreateUser({ UserName: 'mai' });
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'mai' });
  const ask = () =>
    apis.ask(restApiId, 'GET', '/orders', {
      Authorization: `AWS4-HMAC-SHA256 Credential=${AccessKey!.AccessKeyId}/20261120/ap-southeast-1/execute-api/aws4_request, SignedHeaders=host, Signature=00`,
    });
  const unsigned = await apis.ask(restApiId, 'GET', '/orders');
  expect([unsigned.status, unsigned.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
  const resource = `arn:aws:execute-api:ap-southeast-1:********3333:${restApiId}/prod/GET/orders`;
  expect((await ask()).json()).toEqual({
    Message: `User: arn:aws:iam::${ACCOUNT}:user/mai is not authorized to perform: execute-api:Invoke on resource: ${resource} because no identity-based policy allows the execute-api:Invoke action`,
  });
  const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `arn:aws:execute-api:*:*:${restApiId}/*/GET/orders` }];
  await iam.PutUserPolicy({ UserName: 'mai', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) });
  expect(JSON.parse((await ask()).text).requestContext.identity).toMatchObject({
    userArn: `arn:aws:iam::${ACCOUNT}:user/mai`,
    accountId: ACCOUNT,
  });
});

test('an API key opens a method within its plan: throttled, then over its quota', async () => {
  const restApiId = await apis.make({ 'GET /orders': { method: { apiKeyRequired: true } } });
  const key = await apis.client.send(new sdk.CreateApiKeyCommand({ enabled: true, name: 'mai' }));
  const ask = (value?: string) => apis.ask(restApiId, 'GET', '/orders', value === undefined ? {} : { 'x-api-key': value });
  expect([(await ask()).status, (await ask(key.value)).json()]).toEqual([403, { message: 'Forbidden' }]);
  const plan = await apis.client.send(
    new sdk.CreateUsagePlanCommand({
      name: 'small',
      apiStages: [{ apiId: restApiId, stage: 'prod' }],
      throttle: { rateLimit: 1, burstLimit: 2 },
      quota: { limit: 3, period: 'DAY' },
    }),
  );
  await apis.client.send(new sdk.CreateUsagePlanKeyCommand({ usagePlanId: plan.id!, keyId: key.id!, keyType: 'API_KEY' }));
  expect([(await ask(key.value)).status, (await ask(key.value)).status]).toEqual([200, 200]);
  const throttled = await ask(key.value);
  expect([throttled.status, throttled.json()]).toEqual([429, { message: 'Too Many Requests' }]);
  await cloud.clock.advance(5000);
  expect((await ask(key.value)).status).toBe(200);
  const over = await ask(key.value);
  expect([over.status, over.json()]).toEqual([429, { message: 'Limit Exceeded' }]);
  await cloud.clock.advance(86_400_000);
  expect((await ask(key.value)).status).toBe(200);
});

test('binary bodies go as Base64 and come back as bytes where the API names their type', async () => {
  environments.handlers.set('echo', (event) => {
    const { body, isBase64Encoded } = event as { body: string; isBase64Encoded: boolean };
    return { statusCode: 200, headers: { 'Content-Type': 'image/png' }, body, isBase64Encoded };
  });
  const restApiId = await apis.make({ 'POST /': {} }, async (id) => {
    await apis.client.send(
      new sdk.UpdateRestApiCommand({ restApiId: id, patchOperations: [{ op: 'add', path: '/binaryMediaTypes/image~1*' }] }),
    );
  });
  const bytes = new Uint8Array([0, 255, 128, 1]);
  const answer = await apis.ask(restApiId, 'POST', '/', { 'content-type': 'image/png', accept: 'image/png' }, bytes);
  expect(answer.body).toEqual(bytes);
  expect((await apis.ask(restApiId, 'POST', '/', { 'content-type': 'image/png' }, bytes)).text).toBe('AP+AAQ==');
});

test.each([
  ['"text"', 502],
  ['null', 502],
  ['{"statusCode":200,"body":{"n":1}}', 502],
  ['{"statusCode":"often"}', 502],
  ['{"statusCode":200,"extra":1}', 502],
  ['{"statusCode":200,"headers":[1]}', 502],
  ['{"statusCode":200,"headers":{"X":"a\\nb"}}', 502],
  ['{"statusCode":"201"}', 201],
  ['{}', 200],
])('a function that returns %s is answered %i', async (payload, status) => {
  environments.handlers.set('echo', () => JSON.parse(payload));
  const restApiId = await apis.make({ 'GET /': {} });
  const answer = await apis.ask(restApiId, 'GET', '/');
  expect(answer.status).toBe(status);
  if (status === 502) expect(answer.text).toBe('{"message": "Internal server error"}');
});

test.each([
  [{ type: 'HTTP_PROXY', uri: 'https://example.com' }, 'integrations of type HTTP_PROXY'],
  [{ connectionType: 'VPC_LINK' }, 'integrations through a VPC link'],
  [{ type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q' }, 'integrations with arn:aws:apigateway:us-east-1:sqs:path/1/q'],
  [{ type: 'AWS', requestTemplates: { 'application/json': '#parse("x")' } }, 'mapping templates with #parse'],
] as const)('an integration with %o is refused by name', async (integration, what) => {
  await expect(apis.make({ 'GET /': { integration } })).rejects.toThrow(`The embedded cloud does not implement apigateway ${what}.`);
});

test('errors of the API itself are those of AWS', async () => {
  const { client } = apis;
  const restApiId = await apis.make({ 'GET /a': {} });
  const { rootResourceId: parentId } = await client.send(new sdk.GetRestApiCommand({ restApiId }));
  await expect(client.send(new sdk.GetRestApiCommand({ restApiId: 'none' }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: `Invalid API identifier specified ${ACCOUNT}:none`,
  });
  await expect(client.send(new sdk.CreateResourceCommand({ restApiId, parentId: parentId!, pathPart: 'a' }))).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Another resource with the same parent already has this name: a',
  });
  const patchOperations = [{ op: 'replace' as const, path: '/*/*/logging/loglevel', value: 'INFO' }];
  await expect(client.send(new sdk.UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations }))).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'CloudWatch Logs role ARN must be set in account settings to enable logging',
  });
  const { id } = await client.send(new sdk.CreateRestApiCommand({ name: 'empty' }));
  await expect(client.send(new sdk.CreateDeploymentCommand({ restApiId: id!, stageName: 'x' }))).rejects.toThrow(
    "The REST API doesn't contain any methods",
  );
});

test('APIs and stages carry tags, by ARN', async () => {
  const restApiId = await apis.make({ 'GET /': {} });
  for (const resourceArn of [
    `arn:aws:apigateway:ap-southeast-1::/restapis/${restApiId}`,
    `arn:aws:apigateway:ap-southeast-1::/restapis/${restApiId}/stages/prod`,
  ]) {
    await apis.client.send(new sdk.TagResourceCommand({ resourceArn, tags: { team: 'a', lab: 'b' } }));
    await apis.client.send(new sdk.UntagResourceCommand({ resourceArn, tagKeys: ['lab'] }));
    expect((await apis.client.send(new sdk.GetTagsCommand({ resourceArn }))).tags).toEqual({ team: 'a' });
  }
});

test('the preflight of a CDK app with several origins answers the one that asks', async () => {
  const template = `#set($origin = $input.params().header.get("Origin"))
#if($origin == "")
  #set($origin = $input.params().header.get("origin"))
#end
#if($origin == "https://b.example")
  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
#end`;
  const restApiId = await apis.make({
    'OPTIONS /': {
      integration: { type: 'MOCK', requestTemplates: { 'application/json': '{ statusCode: 204 }' } },
      responses: [
        {
          statusCode: '204',
          responseTemplates: { 'application/json': template },
          responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'https://a.example'" },
        },
      ],
    },
  });
  for (const [origin, allowed] of [
    ['https://a.example', 'https://a.example'],
    ['https://b.example', 'https://b.example'],
    ['https://c.example', 'https://a.example'],
  ]) {
    const answer = await apis.ask(restApiId, 'OPTIONS', '/', { Origin: origin! });
    expect([answer.status, answer.headers['access-control-allow-origin'], answer.text]).toEqual([204, allowed, '']);
  }
});

test('a method can be tried before it is deployed', async () => {
  const restApiId = await apis.make({ 'GET /orders/{id}': { method: { apiKeyRequired: true } } });
  const { items } = await apis.client.send(new sdk.GetResourcesCommand({ restApiId }));
  const resourceId = items!.find(({ path }) => path === '/orders/{id}')!.id!;
  const tried = await apis.client.send(
    new sdk.TestInvokeMethodCommand({
      restApiId,
      resourceId,
      httpMethod: 'GET',
      pathWithQueryString: '/orders/7?x=1',
      headers: { 'X-Shop': 'one' },
    }),
  );
  expect(tried.status).toBe(200);
  expect(JSON.parse(tried.body!)).toMatchObject({
    pathParameters: { id: '7' },
    queryStringParameters: { x: '1' },
    headers: { 'X-Shop': 'one' },
    requestContext: { stage: 'test-invoke-stage' },
  });
  expect(tried.log).toContain('Method completed with status: 200');
});

test('headers and query arrive as they were sent', async () => {
  const restApiId = await apis.make({ 'ANY /{proxy+}': {} });
  const name = fc
    .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/)
    .filter(
      (one) =>
        !/^(host|te|expect|connection|upgrade|trailer|content-length|keep-alive|x-forwarded-.*|x-amzn-trace-id|authorization)$/i.test(one),
    );
  const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
  const headers = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key.toLowerCase(), maxLength: 5 });
  const query = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(headers, query, async (sent, asked) => {
      const search = new URLSearchParams(asked);
      const event = JSON.parse((await apis.ask(restApiId, 'GET', `/x?${search}`, Object.fromEntries(sent))).text);
      expect(event.headers).toMatchObject(Object.fromEntries(sent));
      const multi: Record<string, string[]> = event.multiValueQueryStringParameters ?? {};
      for (const key of new Set(search.keys())) expect(Object.entries(multi).find(([one]) => one === key)?.[1]).toEqual(search.getAll(key));
    }),
    { numRuns: 100 },
  );
});

test('whatever is sent, the API answers with an error of AWS and never fails', async () => {
  const validator: Partial<sdk.PutMethodCommandInput> = { requestModels: { 'application/json': 'Order' } };
  const restApiId = await apis.make(
    {
      'POST /orders': { method: validator },
      'POST /plain': { integration: { type: 'AWS', uri: functionUri('plain') }, responses: [{ statusCode: '200' }] },
      'ANY /x/{id}': {},
    },
    async (id) => {
      await apis.client.send(
        new sdk.CreateModelCommand({ restApiId: id, name: 'Order', contentType: 'application/json', schema: '{"type":"object"}' }),
      );
      validator.requestValidatorId = (
        await apis.client.send(new sdk.CreateRequestValidatorCommand({ restApiId: id, validateRequestBody: true }))
      ).id;
    },
  );
  const path = fc.oneof(
    fc.constantFrom(
      '/orders',
      '/plain',
      '/x/1',
      '/x/%',
      '/x/%zz',
      '/x/%c3',
      '/x//',
      '/orders/',
      '//',
      '/x/%2F?a=%zz',
      '/x/1?=&&=',
      '/__proto__',
    ),
    fc.webPath(),
    fc.string().map((text) => `/x/${text}`),
  );
  const headers = fc.dictionary(
    fc.constantFrom('Content-Type', 'Accept', 'Authorization', 'X-Long', '__proto__', 'Cookie'),
    fc.oneof(fc.string(), fc.constant('a'.repeat(20_000)), fc.constantFrom('application/json', 'text/plain', ';')),
  );
  const body = fc.oneof(fc.json(), fc.string(), fc.uint8Array(), fc.constantFrom('{', '[[[[', '"\\ud800"', '{"__proto__":1}'));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'OPTIONS', 'HEAD', 'PROPFIND'),
      path,
      headers,
      body,
      async (method, place, sent, content) => {
        const answer = await apis.ask(restApiId, method, place, sent, content);
        expect([200, 400, 403, 415]).toContain(answer.status);
        if (answer.status !== 200) expect(answer.headers['x-amzn-errortype']).toMatch(/Exception$/);
        expect(cloud.faults).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});
