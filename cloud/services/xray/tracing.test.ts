import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutTraceSegmentsCommand, XRayClient } from '@aws-sdk/client-xray';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import type { Segment } from '../../tracing/segment.ts';
import { makeFunction, restApiMaker } from '../apigateway/rest-api-fixture.ts';
import { apigateway } from '../apigateway/service.ts';
import { iam } from '../iam/service.ts';
import { type FakeEnvironments, type FakeHandler, fakeEnvironments } from '../lambda/fake-environments.ts';
import { lambda } from '../lambda/service.ts';
import { logs } from '../logs/service.ts';
import { sts } from '../sts/service.ts';
import { xray } from './service.ts';

let cloud: MemoryCloud;
let environments: FakeEnvironments;

beforeEach(async () => {
  environments = fakeEnvironments();
  cloud = await memoryCloud({ services: [apigateway, iam, lambda, logs, sts, xray], environments });
});
afterEach(() => {
  vi.unstubAllEnvs();
  expect(cloud.faults).toEqual([]);
});

/** A function with Active tracing; its role may do what is said. */
async function traced(name: string, actions: string[], handler: FakeHandler, Mode: 'Active' | 'PassThrough' = 'Active') {
  await makeFunction(cloud, name);
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  if (actions.length > 0) await cloud.root().iam.PutRolePolicy({ RoleName: name, PolicyName: 'p', PolicyDocument });
  await cloud.root().lambda.UpdateFunctionConfiguration({ FunctionName: name, TracingConfig: { Mode } });
  environments.handlers.set(name, handler);
}

/** What an SDK client inside a function is given: the role's credentials, and Lambda's variables for its own middleware. */
function inFunction({ code, traceId = '' }: Parameters<FakeHandler>[1]) {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', code.functionName);
  vi.stubEnv('_X_AMZN_TRACE_ID', traceId);
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = code.environment;
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID!, secretAccessKey: AWS_SECRET_ACCESS_KEY!, sessionToken: AWS_SESSION_TOKEN! };
  return { ...cloud.clientOptions(), credentials };
}

const callsPay: FakeHandler = async (_event, context) => {
  await cloud.clock.advance(20);
  await new LambdaClient(inFunction(context)).send(new InvokeCommand({ FunctionName: 'pay', Payload: '{}' }));
  return { statusCode: 201, body: 'ordered' };
};
const slow: FakeHandler = async () => {
  await cloud.clock.advance(400);
};

async function summaries() {
  await cloud.clock.advance(1);
  const now = cloud.clock.now();
  const times = { StartTime: new Date(now - 600_000), EndTime: new Date(now + 1000) };
  return (await cloud.root().xray.GetTraceSummaries(times)).TraceSummaries!;
}

async function segmentsOf(id: string): Promise<Segment[]> {
  const { Traces } = await cloud.root().xray.BatchGetTraces({ TraceIds: [id] });
  return Traces!.flatMap(({ Segments }) => Segments!.map(({ Document }) => JSON.parse(Document!) as Segment));
}

/** `parent -> child` for whoever was called, by kind and name. */
async function edges(id: string): Promise<string[]> {
  const { Services } = await cloud.root().xray.GetTraceGraph({ TraceIds: [id] });
  const label = (reference: number) => {
    const { Name, Type } = Services!.find(({ ReferenceId }) => ReferenceId === reference)!;
    return Type === 'client' ? 'client' : `${Type!.replace(/^AWS::/, '')} ${Name}`;
  };
  return Services!.flatMap(({ ReferenceId, Edges }) => Edges!.map((edge) => `${label(ReferenceId!)} -> ${label(edge.ReferenceId!)}`));
}

async function tracedApi() {
  await traced('echo', ['xray:PutTraceSegments', 'lambda:InvokeFunction'], callsPay);
  const api = restApiMaker(cloud);
  const restApiId = await api.make({ 'POST /orders': {} });
  const patchOperations = [{ op: 'replace' as const, path: '/tracingEnabled', value: 'true' }];
  await cloud.root().apigateway.UpdateStage({ restApiId, stageName: 'prod', patchOperations });
  return { ask: (headers: Record<string, string> = {}) => api.ask(restApiId, 'POST', '/orders', headers) };
}

test('one request through a stage and two functions is one trace with true times', async () => {
  await traced('pay', ['xray:PutTraceSegments'], slow);
  const { ask } = await tracedApi();
  const begun = cloud.clock.now() / 1000;
  const answer = await ask();
  expect(answer.status).toBe(201);
  const [summary, ...others] = await summaries();
  expect(others).toEqual([]);
  expect(answer.headers['x-amzn-trace-id']).toMatch(new RegExp(`^Root=${summary!.Id};Parent=[0-9a-f]{16};Sampled=1$`));
  expect(summary).toMatchObject({ Duration: 0.42, ResponseTime: 0.42, HasFault: false, Http: { HttpMethod: 'POST', HttpStatus: 201 } });
  expect((await edges(summary!.Id!)).sort()).toEqual([
    'ApiGateway::Stage shop/prod -> Lambda echo',
    'Lambda echo -> Lambda::Function echo',
    'Lambda pay -> Lambda::Function pay',
    'Lambda::Function echo -> Lambda pay',
    'client -> ApiGateway::Stage shop/prod',
  ]);
  const pay = (await segmentsOf(summary!.Id!)).find(({ name, origin }) => name === 'pay' && origin === 'AWS::Lambda::Function')!;
  expect(pay.start_time).toBeCloseTo(begun + 0.02, 3);
  expect(pay.subsegments!.map(({ name, start_time, end_time }) => [name, Math.round((end_time! - start_time) * 1000)])).toEqual([
    ['Initialization', 0],
    ['Invocation', 400],
    ['Overhead', 0],
  ]);
});

test('without xray:PutTraceSegments a function is missing from the trace, and what it calls lies in pieces', async () => {
  await traced('pay', ['xray:PutTraceSegments'], slow);
  const { ask } = await tracedApi();
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }] });
  await cloud.root().iam.PutRolePolicy({ RoleName: 'echo', PolicyName: 'p', PolicyDocument });
  expect((await ask()).status).toBe(201);
  const [summary] = await summaries();
  const found = await segmentsOf(summary!.Id!);
  expect(found.filter(({ name, inferred }) => name === 'echo' && !inferred)).toEqual([]);
  expect((await edges(summary!.Id!)).sort()).toEqual([
    'ApiGateway::Stage shop/prod -> Lambda echo',
    'Lambda pay -> Lambda::Function pay',
    'client -> ApiGateway::Stage shop/prod',
  ]);
});

test('a role that may not write traces is refused when tracing is switched on, and not when it loses the permission', async () => {
  await expect(traced('pay', ['lambda:InvokeFunction'], slow)).rejects.toThrow(
    /^The provided execution role does not have permissions to call PutTraceSegments on XRAY$/,
  );
  await traced('echo', ['xray:PutTraceSegments'], slow);
  await cloud.root().iam.DeleteRolePolicy({ RoleName: 'echo', PolicyName: 'p' });
  await cloud.root().lambda.UpdateFunctionConfiguration({ FunctionName: 'echo', Timeout: 5 });
  const { TracingConfig } = await cloud.root().lambda.GetFunctionConfiguration({ FunctionName: 'echo' });
  expect(TracingConfig).toEqual({ Mode: 'Active' });
});

test('the client’s decision holds, and otherwise the first request of a second is traced', async () => {
  await traced('pay', ['xray:PutTraceSegments'], async () => null);
  const { ask } = await tracedApi();
  const Root = `1-6560f000-${'c'.repeat(24)}`;
  expect((await ask({ 'X-Amzn-Trace-Id': `Root=${Root};Sampled=0` })).headers['x-amzn-trace-id']).toMatch(/;Sampled=0$/);
  expect(await summaries()).toEqual([]);
  await ask({ 'X-Amzn-Trace-Id': `Root=${Root};Parent=${'d'.repeat(16)};Sampled=1` });
  const [summary] = await summaries();
  expect(summary!.Id).toBe(Root);
  expect((await segmentsOf(Root)).find(({ origin }) => origin === 'AWS::ApiGateway::Stage')).toMatchObject({ parent_id: 'd'.repeat(16) });
  await cloud.clock.advance(1000);
  for (let count = 0; count < 20; count++) await ask();
  const sampled = (await summaries()).length - 1;
  expect(sampled).toBeGreaterThanOrEqual(1);
  expect(sampled).toBeLessThan(10);
});

test('PassThrough writes nothing and hands the context on; a function writes its own subsegments', async () => {
  await traced('pay', ['xray:PutTraceSegments'], async (_event, context) => {
    const [, root, parent] = /^Root=(.+);Parent=(.+);Sampled=1$/.exec(context.traceId!)!;
    const now = cloud.clock.now() / 1000;
    const part = { type: 'subsegment', id: 'e'.repeat(16), trace_id: root, parent_id: parent, name: 'bank' };
    const document = JSON.stringify({ ...part, namespace: 'remote', start_time: now, end_time: now + 1 });
    await new XRayClient(inFunction(context)).send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: [document] }));
  });
  await traced('echo', ['xray:PutTraceSegments', 'lambda:InvokeFunction'], callsPay, 'PassThrough');
  const Root = `1-6560f000-${'f'.repeat(24)}`;
  const add = (next: (args: unknown) => unknown) => (args: { request: { headers: Record<string, string> } }) => {
    args.request.headers['X-Amzn-Trace-Id'] = `Root=${Root};Parent=${'9'.repeat(16)};Sampled=1`;
    return next(args);
  };
  const client = new LambdaClient(cloud.clientOptions());
  client.middlewareStack.add(add as never, { step: 'build', name: 'trace' });
  await client.send(new InvokeCommand({ FunctionName: 'echo', Payload: '{}' }));
  await cloud.clock.advance(1);
  const found = await segmentsOf(Root);
  expect(found.map(({ name, origin, parent_id, inferred }) => [name, origin, inferred ? 'inferred' : parent_id!.length])).toEqual([
    ['pay', 'AWS::Lambda', 16],
    ['pay', 'AWS::Lambda::Function', 16],
    ['bank', undefined, 'inferred'],
  ]);
  expect(found[0]!.parent_id).toBe('9'.repeat(16));
});

test('an asynchronous event waits, and each attempt is told; an error is a fault with its cause', async () => {
  await traced('pay', ['xray:PutTraceSegments'], async () => {
    throw new TypeError('no such card');
  });
  await cloud.root().lambda.PutFunctionEventInvokeConfig({ FunctionName: 'pay', MaximumRetryAttempts: 1 });
  await cloud.root().lambda.Invoke({ FunctionName: 'pay', InvocationType: 'Event' });
  for (const wait of [1, 61_000, 1000]) await cloud.clock.advance(wait);
  const [summary] = await summaries();
  expect(summary).toMatchObject({ HasFault: true });
  const found = await segmentsOf(summary!.Id!);
  const service = found.find(({ origin }) => origin === 'AWS::Lambda')!;
  expect(service.subsegments!.map(({ name, fault }) => [name, fault])).toEqual([
    ['Dwell Time', undefined],
    ['Attempt #1', true],
    ['Attempt #2', true],
  ]);
  const runs = found.filter(({ origin }) => origin === 'AWS::Lambda::Function');
  expect(runs.map(({ parent_id }) => parent_id)).toEqual(service.subsegments!.slice(1).map(({ id }) => id));
  expect(runs[0]).toMatchObject({ fault: true, cause: { exceptions: [{ message: 'no such card', type: 'TypeError' }] } });
});
