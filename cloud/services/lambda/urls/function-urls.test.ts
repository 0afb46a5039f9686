import * as sdk from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { logs } from '../../logs/service.ts';
import { sts } from '../../sts/service.ts';
import { type FakeEnvironments, fakeEnvironments } from '../fake-environments.ts';
import { lambda } from '../service.ts';

const FunctionName = 'shop';
const ARN = `arn:aws:lambda:ap-southeast-1:${TEST_ACCOUNT}:function:shop`;
const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';
let cloud: MemoryCloud;
let client: sdk.LambdaClient;
let environments: FakeEnvironments;

beforeEach(async () => {
  environments = fakeEnvironments();
  environments.handlers.set('shop', (event) => event);
  cloud = await memoryCloud({ services: [cloudformation, iam, sts, logs, lambda], environments });
  client = new sdk.LambdaClient(cloud.clientOptions());
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await cloud.root().iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument });
  const Code = { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 0') }) };
  const Role = `arn:aws:iam::${TEST_ACCOUNT}:role/fn`;
  await cloud.root().lambda.CreateFunction({ FunctionName, Runtime: 'nodejs24.x', Handler: 'index.handler', Role, Code });
});
afterEach(() => expect(cloud.faults).toEqual([]));

/** Makes a URL and returns its id. */
async function make(options: Partial<sdk.CreateFunctionUrlConfigCommandInput> = {}): Promise<string> {
  const { FunctionUrl } = await client.send(new sdk.CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...options }));
  return /^https:\/\/([a-z0-9]{32})\.lambda-url\.ap-southeast-1\.on\.aws\/$/.exec(FunctionUrl!)![1]!;
}

/** What the console grants with a public URL. */
async function makePublic() {
  const { lambda } = cloud.root();
  await lambda.AddPermission({
    FunctionName,
    StatementId: 'FunctionURLAllowPublicAccess',
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionUrlAuthType: 'NONE',
  });
  await lambda.AddPermission({
    FunctionName,
    StatementId: 'FunctionURLInvokeAllowPublicAccess',
    Action: 'lambda:InvokeFunction',
    Principal: '*',
    InvokedViaFunctionUrl: true,
  });
}

async function ask(urlId: string, method = 'GET', place = '/', headers: Record<string, string> = {}, content = '') {
  const [path = '', rawQuery = ''] = place.split('?');
  const answer = await cloud.cloud.handle({
    method,
    path: `/_aws/lambda-url/${urlId}${path}`,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: { ...headers, host: '127.0.0.1:4566' },
    body: (async function* () {
      yield strToU8(content);
    })(),
  });
  const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body as Uint8Array);
  return { ...answer, text, json: () => JSON.parse(text) };
}

const signed = (key: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${key}/20261120/ap-southeast-1/lambda/aws4_request, SignedHeaders=host, Signature=0`,
});

test('a function has one URL, whose settings are read, changed and taken away', async () => {
  const Cors = { AllowOrigins: ['*'], MaxAge: 60 };
  const urlId = await make({ Cors });
  const FunctionUrl = `https://${urlId}.lambda-url.ap-southeast-1.on.aws/`;
  const shown = { FunctionUrl, FunctionArn: ARN, AuthType: 'NONE', Cors, InvokeMode: 'BUFFERED', CreationTime: '2026-11-20T00:00:00.000Z' };
  expect(await client.send(new sdk.GetFunctionUrlConfigCommand({ FunctionName }))).toMatchObject(shown);
  await expect(make()).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `Failed to create function url config for [functionArn = ${ARN}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  });
  await client.send(new sdk.UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM', Cors: {} }));
  const { FunctionUrlConfigs } = await client.send(new sdk.ListFunctionUrlConfigsCommand({ FunctionName }));
  expect(FunctionUrlConfigs).toEqual([expect.objectContaining({ FunctionUrl, AuthType: 'AWS_IAM' })]);
  expect(FunctionUrlConfigs![0]!.Cors).toBeUndefined();
  await client.send(new sdk.DeleteFunctionUrlConfigCommand({ FunctionName }));
  await expect(client.send(new sdk.GetFunctionUrlConfigCommand({ FunctionName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  expect(await ask(urlId)).toMatchObject({ status: 404, text: '{"Message":null}' });
});

test.each<[string, Partial<sdk.CreateFunctionUrlConfigCommandInput>, string, string | RegExp]>([
  ['an unknown function', { FunctionName: 'none' }, 'ResourceNotFoundException', 'Function does not exist'],
  ['an unknown alias', { Qualifier: 'live' }, 'ResourceNotFoundException', 'Function does not exist'],
  ['a version', { Qualifier: '1' }, 'ValidationException', /'qualifier' failed to satisfy constraint/],
  ['streams', { InvokeMode: 'RESPONSE_STREAM' }, 'NotImplemented', /lambda CreateFunctionUrlConfig with InvokeMode RESPONSE_STREAM/],
  ['OPTIONS as a method of CORS', { Cors: { AllowMethods: ['OPTIONS'] } }, 'ValidationException', /length less than or equal to 6/],
])('a URL for %s is refused', async (_, options, name, message) => {
  await expect(make(options)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test('a public URL needs both permissions in the policy of the function', async () => {
  const urlId = await make();
  const { lambda } = cloud.root();
  const refused = { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, text: JSON.stringify({ Message: FORBIDDEN }) };
  expect(await ask(urlId)).toMatchObject(refused);
  const Action = 'lambda:InvokeFunctionUrl';
  await lambda.AddPermission({ FunctionName, StatementId: 'iam', Action, Principal: '*', FunctionUrlAuthType: 'AWS_IAM' });
  await lambda.AddPermission({
    FunctionName,
    StatementId: 'invoke',
    Action: 'lambda:InvokeFunction',
    Principal: '*',
    InvokedViaFunctionUrl: true,
  });
  expect(await ask(urlId)).toMatchObject(refused);
  await lambda.AddPermission({ FunctionName, StatementId: 'none', Action, Principal: '*', FunctionUrlAuthType: 'NONE' });
  expect((await ask(urlId)).status).toBe(200);
  await lambda.RemovePermission({ FunctionName, StatementId: 'invoke' });
  expect(await ask(urlId)).toMatchObject(refused);
});

test('the permission to invoke through a URL is none to invoke directly', async () => {
  await makePublic();
  const other = cloud.cloud.as({ type: 'root', account: '444455556666' }, TEST_ACCOUNT, 'ap-southeast-1');
  await expect(other.lambda.Invoke({ FunctionName })).rejects.toMatchObject({ code: 'AccessDenied' });
  await expect(
    cloud.root().lambda.AddPermission({
      FunctionName,
      StatementId: 'x',
      Action: 'lambda:InvokeFunction',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    }),
  ).rejects.toMatchObject({ message: 'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action' });
});

test('the event has payload format 2.0, with the path as it came', async () => {
  await makePublic();
  const urlId = await make();
  const event = (await ask(urlId, 'POST', '/a%2Fb?x=1&x=2', { cookie: 'a=1; b=2', 'content-type': 'application/json' }, '{"n":1}')).json();
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/a%2Fb',
    rawQueryString: 'x=1&x=2',
    queryStringParameters: { x: '1,2' },
    cookies: ['a=1', 'b=2'],
    body: '{"n":1}',
    isBase64Encoded: false,
    headers: { host: `${urlId}.lambda-url.ap-southeast-1.on.aws`, 'x-forwarded-proto': 'https' },
    requestContext: {
      accountId: 'anonymous',
      apiId: urlId,
      domainPrefix: urlId,
      http: { method: 'POST', path: '/a%2Fb', sourceIp: '127.0.0.1' },
      stage: '$default',
      time: '20/Nov/2026:00:00:00 +0000',
    },
  });
  expect(event.requestContext.authorizer).toBeUndefined();
});

test('what the function returns is the answer', async () => {
  await makePublic();
  const urlId = await make();
  const returning = async (value: unknown) => {
    environments.handlers.set('shop', () => value);
    return ask(urlId);
  };
  expect(await returning({ a: 1 })).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' }, text: '{"a":1}' });
  expect(await returning({ statusCode: 201, headers: { 'X-A': 'b' }, cookies: ['c=1'], body: 'made' })).toMatchObject({
    status: 201,
    headers: { 'x-a': 'b', 'content-type': 'application/json', 'x-amzn-requestid': expect.any(String) },
    cookies: ['c=1'],
    text: 'made',
  });
  expect(await returning({ statusCode: 200, body: btoa('bytes'), isBase64Encoded: true })).toMatchObject({ text: 'bytes' });
  expect(await returning({ statusCode: 'many' })).toMatchObject({ status: 502, text: 'Internal Server Error' });
});

test('a function that fails is a bad gateway, one without room a 429', async () => {
  await makePublic();
  const urlId = await make();
  environments.handlers.set('shop', () => {
    throw new Error('broken');
  });
  expect(await ask(urlId)).toMatchObject({ status: 502, text: 'Internal Server Error' });
  await cloud.root().lambda.PutFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 0 });
  expect(await ask(urlId)).toMatchObject({ status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' } });
});

test('AWS_IAM lets in who is signed and allowed', async () => {
  const urlId = await make({ AuthType: 'AWS_IAM' });
  const { iam } = cloud.root();
  await iam.CreateUser({ UserName: 'lan' });
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'lan' });
  const allow = (Action: string[]) =>
    iam.PutUserPolicy({
      UserName: 'lan',
      PolicyName: 'p',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: ARN }] }),
    });
  const lan = signed(AccessKey!.AccessKeyId!);
  const forbidden = { status: 403, text: JSON.stringify({ Message: FORBIDDEN }) };
  expect(await ask(urlId)).toMatchObject(forbidden);
  expect(await ask(urlId, 'GET', '/', signed('AKIAQAAAAAAAAAAAAAAA'))).toMatchObject({ status: 403 });
  await allow(['lambda:InvokeFunctionUrl']);
  expect(await ask(urlId, 'GET', '/', lan)).toMatchObject(forbidden);
  await allow(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']);
  expect((await ask(urlId, 'GET', '/', lan)).json().requestContext).toMatchObject({
    accountId: TEST_ACCOUNT,
    authorizer: { iam: { accountId: TEST_ACCOUNT, userArn: `arn:aws:iam::${TEST_ACCOUNT}:user/lan`, cognitoIdentity: null } },
  });
});

test('the URL answers preflights by itself, and its CORS settings win over the headers of the function', async () => {
  await makePublic();
  let invoked = 0;
  environments.handlers.set('shop', () => {
    invoked++;
    return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://own.example' }, body: '' };
  });
  const urlId = await make();
  const preflight = { origin: 'https://shop.example', 'access-control-request-method': 'PUT' };
  await ask(urlId, 'OPTIONS', '/', preflight);
  expect(invoked).toBe(1);
  const Cors = { AllowOrigins: ['https://shop.example'], AllowMethods: ['PUT'], AllowHeaders: ['x-a'], AllowCredentials: true, MaxAge: 60 };
  await client.send(new sdk.UpdateFunctionUrlConfigCommand({ FunctionName, Cors }));
  expect(await ask(urlId, 'OPTIONS', '/', preflight)).toMatchObject({
    status: 200,
    headers: {
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'x-a',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
      vary: 'origin',
    },
    text: '',
  });
  expect(invoked).toBe(1);
  expect((await ask(urlId, 'PUT', '/', { origin: 'https://shop.example' })).headers['access-control-allow-origin']).toBe(
    'https://shop.example',
  );
  const stranger = await ask(urlId, 'PUT', '/', { origin: 'https://evil.example' });
  expect(stranger.status).toBe(200);
  expect(stranger.headers['access-control-allow-origin']).toBeUndefined();
});

test('an alias has a URL of its own, which ends with it', async () => {
  const { lambda } = cloud.root();
  await lambda.PublishVersion({ FunctionName });
  await lambda.CreateAlias({ FunctionName, Name: 'live', FunctionVersion: '1' });
  const urlId = await make({ Qualifier: 'live' });
  for (const [Action, more] of [
    ['lambda:InvokeFunctionUrl', { FunctionUrlAuthType: 'NONE' as const }],
    ['lambda:InvokeFunction', { InvokedViaFunctionUrl: true }],
  ] as const) {
    await lambda.AddPermission({ FunctionName, Qualifier: 'live', StatementId: Action.slice(7), Action, Principal: '*', ...more });
  }
  environments.handlers.set('shop', (_, { invokedFunctionArn, functionVersion }) => [invokedFunctionArn, functionVersion]);
  expect((await ask(urlId)).json()).toEqual([`${ARN}:live`, '1']);
  await lambda.DeleteAlias({ FunctionName, Name: 'live' });
  expect((await ask(urlId)).status).toBe(404);
});

test('a template makes a public URL and gives its address', async () => {
  const { cloudformation, lambda } = cloud.root();
  const template = (Url: object) => ({
    Resources: {
      Url: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: ARN, AuthType: 'NONE', ...Url } },
      UseUrl: {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName, Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' },
      },
      Invoke: {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName, Action: 'lambda:InvokeFunction', Principal: '*', InvokedViaFunctionUrl: true },
      },
    },
    Outputs: { Url: { Value: { 'Fn::GetAtt': ['Url', 'FunctionUrl'] } }, Ref: { Value: { Ref: 'Url' } } },
  });
  const settled = async (status: string) => {
    await expect
      .poll(async () => {
        await cloud.clock.advance(1000);
        return (await cloudformation.DescribeStacks({ StackName: 's' })).Stacks![0]!.StackStatus;
      })
      .toBe(status);
    return Object.fromEntries(
      (await cloudformation.DescribeStacks({ StackName: 's' })).Stacks![0]!.Outputs!.map((output) => [
        output.OutputKey,
        output.OutputValue,
      ]),
    );
  };
  await cloudformation.CreateStack({
    StackName: 's',
    TemplateBody: JSON.stringify(template({ Cors: { AllowOrigins: ['*'], MaxAge: '60' } })),
  });
  const outputs = await settled('CREATE_COMPLETE');
  expect(outputs.Ref).toBe(ARN);
  expect((await ask(/\/\/([a-z0-9]+)\./.exec(outputs.Url!)![1]!)).status).toBe(200);
  expect((await lambda.GetFunctionUrlConfig({ FunctionName })).Cors).toEqual({ AllowOrigins: ['*'], MaxAge: 60 });
  await cloudformation.UpdateStack({ StackName: 's', TemplateBody: JSON.stringify(template({ AuthType: 'AWS_IAM' })) });
  expect(await settled('UPDATE_COMPLETE')).toEqual(outputs);
  const changed = await lambda.GetFunctionUrlConfig({ FunctionName });
  expect([changed.AuthType, changed.Cors]).toEqual(['AWS_IAM', undefined]);
});
