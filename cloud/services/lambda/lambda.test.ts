import * as sdk from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import type { Cell, StateStore } from '../../cells.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { logs } from '../logs/service.ts';
import { sts } from '../sts/service.ts';
import { type FakeEnvironments, fakeEnvironments } from './fake-environments.ts';
import { lambda } from './service.ts';

const ROLE = `arn:aws:iam::${TEST_ACCOUNT}:role/fn`;
const ARN = `arn:aws:lambda:ap-southeast-1:${TEST_ACCOUNT}:function:orders`;
const zip = (text: string) => zipSync({ 'index.mjs': strToU8(text) });

let cloud: MemoryCloud;
let client: sdk.LambdaClient;
let environments: FakeEnvironments;

beforeEach(async () => {
  environments = fakeEnvironments();
  cloud = await memoryCloud({ services: [iam, sts, logs, lambda], environments });
  client = new sdk.LambdaClient(cloud.clientOptions());
  await makeRole('fn', 'lambda.amazonaws.com');
});

async function makeRole(RoleName: string, service: string, allow = 'logs:*') {
  const { iam } = cloud.root();
  const Principal = { Service: service };
  await iam.CreateRole({ RoleName, AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }) });
  await iam.PutRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action: allow, Resource: '*' }) });
}

function policy(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function create(options: Partial<sdk.CreateFunctionCommandInput> = {}) {
  return client.send(
    new sdk.CreateFunctionCommand({
      FunctionName: 'orders',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: ROLE,
      Code: { ZipFile: zip('export const handler = async () => 1') },
      ...options,
    }),
  );
}

async function invoke(options: Partial<sdk.InvokeCommandInput> & { event?: unknown } = {}) {
  const { event = {}, ...rest } = options;
  const answer = await client.send(new sdk.InvokeCommand({ FunctionName: 'orders', Payload: strToU8(JSON.stringify(event)), ...rest }));
  return {
    ...answer,
    payload: answer.Payload?.length ? JSON.parse(new TextDecoder().decode(answer.Payload)) : undefined,
    log: answer.LogResult && atob(answer.LogResult),
  };
}

async function logLines(group = '/aws/lambda/orders'): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { events } = await cloud.root().logs.FilterLogEvents({ logGroupName: group });
  return events!.map(({ message }) => message!);
}

test('a new function is pending in its own answer and active at the next look', async () => {
  const created = await create({ Environment: { Variables: { TABLE: 't' } }, Tags: { team: 'a' } });
  expect(created).toMatchObject({
    FunctionArn: ARN,
    State: 'Pending',
    StateReasonCode: 'Creating',
    Timeout: 3,
    MemorySize: 128,
    Version: '$LATEST',
    PackageType: 'Zip',
    Environment: { Variables: { TABLE: 't' } },
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/orders' },
    LastModified: '2026-11-20T00:00:00.000+0000',
  });
  const found = await client.send(new sdk.GetFunctionCommand({ FunctionName: ARN }));
  expect(found).toMatchObject({ Configuration: { State: 'Active', LastUpdateStatus: 'Successful' }, Tags: { team: 'a' } });
  await sdk.waitUntilFunctionActiveV2({ client, maxWaitTime: 5 }, { FunctionName: 'orders' });
  await expect(create()).rejects.toMatchObject({ name: 'ResourceConflictException', message: 'Function already exist: orders' });
});

test('a role that Lambda may not assume is refused', async () => {
  await makeRole('other', 'ec2.amazonaws.com');
  const refused = { name: 'InvalidParameterValueException', message: 'The role defined for the function cannot be assumed by Lambda.' };
  await expect(create({ Role: ROLE.replace('fn', 'other') })).rejects.toMatchObject(refused);
  await expect(create({ Role: ROLE.replace('fn', 'nobody') })).rejects.toMatchObject(refused);
});

test('the caller must be allowed to pass the role', async () => {
  await makeRole('deployer', 'ec2.amazonaws.com', 'lambda:*');
  const { Role } = await cloud.root().iam.GetRole({ RoleName: 'deployer' });
  const session = `arn:aws:sts::${TEST_ACCOUNT}:assumed-role/deployer/s`;
  const principal = {
    type: 'assumed-role' as const,
    account: TEST_ACCOUNT,
    roleArn: Role!.Arn!,
    roleId: Role!.RoleId!,
    sessionName: 's',
    arn: session,
  };
  const as = cloud.cloud.as(principal, TEST_ACCOUNT, 'ap-southeast-1');
  const input = {
    FunctionName: 'orders',
    Runtime: 'nodejs24.x' as const,
    Handler: 'index.handler',
    Role: ROLE,
    Code: { ZipFile: zip('') },
  };
  await expect(as.lambda.CreateFunction(input)).rejects.toThrow(
    `User: ${session} is not authorized to perform: iam:PassRole on resource: ${ROLE} because no identity-based policy allows the iam:PassRole action`,
  );
});

test.each([
  [
    { Timeout: 901 },
    'ValidationException',
    "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
  ],
  [
    { MemorySize: 64 },
    'ValidationException',
    "1 validation error detected: Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
  ],
  [
    { Code: { ZipFile: strToU8('nope') } },
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  ],
  [
    { Runtime: 'python3.13' as const },
    'NotImplemented',
    'The embedded cloud does not implement lambda CreateFunction with Runtime python3.13.',
  ],
  [
    { TracingConfig: { Mode: 'Active' as const } },
    'NotImplemented',
    'The embedded cloud does not implement lambda TracingConfig Active without the service xray.',
  ],
  [
    { VpcConfig: { SubnetIds: ['subnet-1'] } },
    'NotImplemented',
    'The embedded cloud does not implement lambda CreateFunction with VpcConfig.',
  ],
  [
    { Environment: { Variables: { AWS_REGION: 'x' } } },
    'InvalidParameterValueException',
    /Reserved keys used in this request: AWS_REGION$/,
  ],
  [
    { Environment: { Variables: { BIG: 'x'.repeat(4096) } } },
    'InvalidParameterValueException',
    /exceeded the 4KB limit\. String measured: \{"BIG":"x+"\}$/,
  ],
])('CreateFunction refuses %j', async (options, name, message) => {
  await expect(create(options)).rejects.toMatchObject({
    name,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
});

test('an invocation answers with what the handler returns, and its log', async () => {
  await create();
  environments.handlers.set('orders', (event, { log, awsRequestId }) => {
    log(`2026-11-20T00:00:00.000Z\t${awsRequestId}\tINFO\thello`);
    return { got: event };
  });
  const answer = await invoke({ event: { a: 1 }, LogType: 'Tail' });
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', payload: { got: { a: 1 } } });
  expect(answer.FunctionError).toBeUndefined();
  const id = answer.$metadata.requestId;
  const own = [
    `START RequestId: ${id} Version: $LATEST`,
    `2026-11-20T00:00:00.000Z\t${id}\tINFO\thello`,
    `END RequestId: ${id}`,
    `REPORT RequestId: ${id}\tDuration: 12.34 ms\tBilled Duration: 108 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\tInit Duration: 95.12 ms`,
  ];
  expect(answer.log).toBe(`${own.join('\n')}\n`);
  const lines = await logLines();
  expect(lines[0]).toMatch(
    /^INIT_START Runtime Version: nodejs:24\.v1\tRuntime Version ARN: arn:aws:lambda:ap-southeast-1::runtime:[0-9a-f]{64}$/,
  );
  expect(lines.slice(1)).toEqual(own);
  const { logStreams } = await cloud.root().logs.DescribeLogStreams({ logGroupName: '/aws/lambda/orders' });
  expect(logStreams![0]!.logStreamName).toMatch(/^2026\/11\/20\/\[\$LATEST\][0-9a-f]{32}$/);
  const warm = await invoke({ LogType: 'Tail' });
  expect(warm.log).not.toContain('Init Duration');
  expect(environments.created).toHaveLength(1);
  expect(cloud.faults).toEqual([]);
});

test('a function whose role may not write logs has none, and works', async () => {
  await makeRole('silent', 'lambda.amazonaws.com', 's3:*');
  await create({ Role: ROLE.replace('fn', 'silent') });
  environments.handlers.set('orders', () => 'fine');
  expect(await invoke()).toMatchObject({ payload: 'fine' });
  await expect(logLines()).rejects.toThrow();
  expect(cloud.faults).toEqual([]);
});

test('the environment carries the role session, the region and the variables', async () => {
  await create({ Environment: { Variables: { TABLE: 'orders' } }, MemorySize: 512 });
  environments.handlers.set('orders', () => 1);
  await invoke();
  const [code] = environments.created;
  expect(code).toMatchObject({
    handler: 'index.handler',
    memoryMB: 512,
    environment: {
      TABLE: 'orders',
      AWS_REGION: 'ap-southeast-1',
      AWS_LAMBDA_FUNCTION_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    },
  });
  expect([...code!.files().keys()]).toEqual(['index.mjs']);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = code!.environment;
  const own = new sdk.LambdaClient({
    ...cloud.clientOptions(),
    credentials: { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey!, sessionToken: sessionToken! },
  });
  await expect(own.send(new sdk.GetFunctionCommand({ FunctionName: 'orders' }))).rejects.toThrow(
    `User: arn:aws:sts::${TEST_ACCOUNT}:assumed-role/fn/orders is not authorized to perform: lambda:GetFunction on resource: ${ARN} because no identity-based policy allows the lambda:GetFunction action`,
  );
});

test('failures are told as Lambda tells them', async () => {
  await create({ Timeout: 5 });
  environments.handlers.set('orders', () => {
    throw new RangeError('too far');
  });
  expect(await invoke()).toMatchObject({
    StatusCode: 200,
    FunctionError: 'Unhandled',
    payload: { errorType: 'RangeError', errorMessage: 'too far' },
  });
  environments.handlers.set('orders', () => ({ result: { kind: 'timeout', durationMs: 5000 } }));
  const slow = await invoke({ LogType: 'Tail' });
  const id = slow.$metadata.requestId;
  expect(slow).toMatchObject({
    FunctionError: 'Unhandled',
    payload: { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${id} Error: Task timed out after 5.00 seconds` },
  });
  expect(slow.log).toContain(
    `2026-11-20T00:00:00.000Z ${id} Task timed out after 5.00 seconds\nEND RequestId: ${id}\nREPORT RequestId: ${id}\tDuration: 5000.00 ms\tBilled Duration: 5000 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\tStatus: timeout\n`,
  );
  environments.handlers.set('orders', () => ({
    result: { kind: 'exited', message: 'Runtime exited with error: exit status 1', durationMs: 2 },
  }));
  const gone = await invoke({ LogType: 'Tail' });
  expect(gone.payload).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${gone.$metadata.requestId} Error: Runtime exited with error: exit status 1`,
  });
  expect(gone.log).toContain('Status: error\tError Type: Runtime.ExitError');
  expect(environments.created).toHaveLength(2);
});

test('an init phase that fails fails the invocation', async () => {
  await create();
  environments.init = async () => ({
    initMs: 50,
    error: { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
  });
  const answer = await invoke({ LogType: 'Tail' });
  expect(answer).toMatchObject({
    FunctionError: 'Unhandled',
    payload: { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
  });
  expect(answer.log).toContain('Status: error\tError Type: Runtime.HandlerNotFound');
  expect((await logLines())[1]).toBe(
    'INIT_REPORT Init Duration: 50.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.HandlerNotFound',
  );
});

test('reserved concurrency throttles what goes beyond it', async () => {
  await create();
  let finish = (_: unknown) => {};
  environments.handlers.set('orders', () => new Promise((resolve) => (finish = resolve)));
  const put = (ReservedConcurrentExecutions: number) =>
    client.send(new sdk.PutFunctionConcurrencyCommand({ FunctionName: 'orders', ReservedConcurrentExecutions }));
  await expect(put(901)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  });
  await put(1);
  const first = invoke();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(invoke()).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    message: 'Rate Exceeded.',
  });
  finish('done');
  expect(await first).toMatchObject({ payload: 'done' });
  expect(await client.send(new sdk.GetAccountSettingsCommand({}))).toMatchObject({
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 999 },
  });
});

test('an update ends the environments, and idle ones end after five minutes', async () => {
  await create();
  environments.handlers.set('orders', (_, { code }) => new TextDecoder().decode(code.files().get('index.mjs')));
  await invoke();
  expect(environments.alive).toBe(1);
  const updated = await client.send(new sdk.UpdateFunctionCodeCommand({ FunctionName: 'orders', ZipFile: zip('two') }));
  expect(updated).toMatchObject({ LastUpdateStatus: 'InProgress' });
  expect(environments.alive).toBe(0);
  expect((await invoke()).payload).toBe('two');
  await client.send(
    new sdk.UpdateFunctionConfigurationCommand({ FunctionName: 'orders', Timeout: 30, Environment: { Variables: { MODE: '1' } } }),
  );
  expect(environments.alive).toBe(0);
  await invoke();
  expect(environments.created.at(-1)!.environment).toMatchObject({ MODE: '1' });
  expect(environments.alive).toBe(1);
  await cloud.clock.advance(299_000);
  expect(environments.alive).toBe(1);
  await cloud.clock.advance(1_000);
  expect(environments.alive).toBe(0);
});

test('environments are not used beyond their credentials', async () => {
  await create();
  environments.handlers.set('orders', () => 1);
  for (let minutes = 0; minutes < 60; minutes += 4) {
    await invoke();
    await cloud.clock.advance(240_000);
  }
  expect(environments.created).toHaveLength(2);
});

test('concurrent invocations get environments of their own, within what the machine carries', async () => {
  await create();
  environments.capacity = 2;
  const finish: (() => void)[] = [];
  environments.handlers.set('orders', () => new Promise<void>((resolve) => finish.push(resolve)));
  const all = [invoke(), invoke(), invoke()];
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(finish).toHaveLength(2);
  await cloud.clock.advance(1000);
  expect(finish).toHaveLength(3);
  for (const one of finish) one();
  await Promise.all(all);
});

test('an event is accepted at once and retried after one and two minutes', async () => {
  await create();
  const at: number[] = [];
  environments.handlers.set('orders', () => {
    at.push(cloud.clock.now() - Date.UTC(2026, 10, 20));
    throw new Error('no');
  });
  expect(await invoke({ InvocationType: 'Event' })).toMatchObject({ StatusCode: 202 });
  await cloud.clock.advance(600_000);
  expect(at).toEqual([0, 60_000, 180_000]);
});

test('event invoke configuration limits retries and sends what failed to its destination', async () => {
  await create();
  await create({ FunctionName: 'failed' });
  await cloud.root().iam.PutRolePolicy({
    RoleName: 'fn',
    PolicyName: 'q',
    PolicyDocument: policy({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' }),
  });
  const failed = ARN.replace('orders', 'failed');
  await client.send(
    new sdk.PutFunctionEventInvokeConfigCommand({
      FunctionName: 'orders',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: failed } },
    }),
  );
  let heard: unknown;
  environments.handlers.set('orders', () => {
    throw new Error('no');
  });
  environments.handlers.set('failed', (event) => {
    heard = event;
  });
  await invoke({ InvocationType: 'Event', event: { a: 1 } });
  await cloud.clock.advance(10);
  expect(heard).toMatchObject({
    version: '1.0',
    requestContext: { functionArn: `${ARN}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 1 },
    requestPayload: { a: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorMessage: 'no' },
  });
  const queue = `arn:aws:firehose:ap-southeast-1:${TEST_ACCOUNT}:deliverystream/q`;
  await expect(
    client.send(
      new sdk.PutFunctionEventInvokeConfigCommand({ FunctionName: 'orders', DestinationConfig: { OnFailure: { Destination: queue } } }),
    ),
  ).rejects.toThrow('The embedded cloud does not implement lambda PutFunctionEventInvokeConfig with a destination in firehose.');
});

test('DryRun runs nothing; payloads that are no JSON are refused', async () => {
  await create();
  expect(await invoke({ InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
  expect(environments.created).toHaveLength(0);
  await expect(invoke({ Payload: strToU8('{') })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: expect.stringMatching(/^Could not parse request body into json: /),
  });
});

test('versions keep what was published; aliases point at them', async () => {
  await create({ Code: { ZipFile: zip('one') } });
  environments.handlers.set('orders', (_, { code, invokedFunctionArn, functionVersion }) => [
    new TextDecoder().decode(code.files().get('index.mjs')),
    invokedFunctionArn,
    functionVersion,
  ]);
  const publish = () => client.send(new sdk.PublishVersionCommand({ FunctionName: 'orders' }));
  expect(await publish()).toMatchObject({ Version: '1', FunctionArn: `${ARN}:1` });
  expect(await publish()).toMatchObject({ Version: '1' });
  await client.send(new sdk.UpdateFunctionCodeCommand({ FunctionName: 'orders', ZipFile: zip('two') }));
  await client.send(new sdk.CreateAliasCommand({ FunctionName: 'orders', Name: 'live', FunctionVersion: '1' }));
  expect((await invoke({ Qualifier: 'live' })).payload).toEqual(['one', `${ARN}:live`, '1']);
  expect((await invoke()).payload).toEqual(['two', ARN, '$LATEST']);
  expect(await publish()).toMatchObject({ Version: '2' });
  await client.send(new sdk.UpdateAliasCommand({ FunctionName: 'orders', Name: 'live', FunctionVersion: '2' }));
  expect((await invoke({ FunctionName: `${ARN}:live` })).payload).toEqual(['two', `${ARN}:live`, '2']);
  await expect(client.send(new sdk.DeleteFunctionCommand({ FunctionName: 'orders', Qualifier: '2' }))).rejects.toMatchObject({
    name: 'ResourceConflictException',
  });
  await client.send(new sdk.DeleteFunctionCommand({ FunctionName: 'orders', Qualifier: '1' }));
  const { Versions } = await client.send(new sdk.ListVersionsByFunctionCommand({ FunctionName: 'orders' }));
  expect(Versions!.map(({ Version }) => Version)).toEqual(['$LATEST', '2']);
  await expect(invoke({ Qualifier: '1' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: ${ARN}:1`,
  });
});

test('another service may invoke only with permission, from the source it was given for', async () => {
  await create();
  environments.handlers.set('orders', () => 'ran');
  const bucket = 'arn:aws:s3:::uploads';
  const s3 = (sourceArn: string) =>
    cloud.cloud
      .as({ type: 'service', service: 's3.amazonaws.com', sourceArn, sourceAccount: TEST_ACCOUNT }, TEST_ACCOUNT, 'ap-southeast-1')
      .lambda.Invoke({ FunctionName: 'orders' });
  await expect(s3(bucket)).rejects.toThrow('lambda:InvokeFunction');
  const { Statement } = await client.send(
    new sdk.AddPermissionCommand({
      FunctionName: 'orders',
      StatementId: 's3',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceArn: bucket,
      SourceAccount: TEST_ACCOUNT,
    }),
  );
  expect(JSON.parse(Statement!)).toEqual({
    Sid: 's3',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: ARN,
    Condition: { StringEquals: { 'AWS:SourceAccount': TEST_ACCOUNT }, ArnLike: { 'AWS:SourceArn': bucket } },
  });
  expect(await s3(bucket)).toMatchObject({ StatusCode: 200 });
  await expect(s3('arn:aws:s3:::other')).rejects.toThrow('lambda:InvokeFunction');
  await client.send(new sdk.RemovePermissionCommand({ FunctionName: 'orders', StatementId: 's3' }));
  await expect(s3(bucket)).rejects.toThrow('lambda:InvokeFunction');
  await expect(client.send(new sdk.GetPolicyCommand({ FunctionName: 'orders' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a deleted function is not found', async () => {
  await create();
  await client.send(new sdk.DeleteFunctionCommand({ FunctionName: 'orders' }));
  await expect(client.send(new sdk.GetFunctionCommand({ FunctionName: 'orders' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: ${ARN}`,
  });
  await expect(client.send(new sdk.DeleteFunctionCommand({ FunctionName: 'orders' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect((await client.send(new sdk.ListFunctionsCommand({}))).Functions).toEqual([]);
});

test('an init phase beyond ten seconds starts again within the invocation', async () => {
  await create();
  environments.handlers.set('orders', () => 'late');
  environments.init = () => new Promise(() => {});
  const slow = invoke({ LogType: 'Tail' });
  await cloud.clock.advance(10_000);
  expect(await slow).toMatchObject({ payload: 'late' });
  expect(environments.created).toHaveLength(2);
  expect(await logLines()).toContain('INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout');
});

test('an event that waits for its retry survives a restart', async () => {
  const saved = new Map<string, Cell>();
  const store: StateStore = {
    load: async () => [...saved.values()].map((cell) => structuredClone(cell)),
    save: async (cells) => {
      for (const cell of cells) saved.set(`${cell.service}|${cell.account}|${cell.region}`, structuredClone(cell));
    },
  };
  const restart = async () => {
    const { clock } = cloud;
    environments = fakeEnvironments();
    cloud = await memoryCloud({ services: [iam, sts, logs, lambda], environments, store, clock });
    client = new sdk.LambdaClient(cloud.clientOptions());
  };
  await restart();
  await makeRole('fn', 'lambda.amazonaws.com');
  await create();
  environments.handlers.set('orders', () => {
    throw new Error('no');
  });
  await invoke({ InvocationType: 'Event', event: { a: 1 } });
  await cloud.clock.advance(1000);
  await cloud.cloud.stop();
  await restart();
  const heard: unknown[] = [];
  environments.handlers.set('orders', (event) => void heard.push(event));
  await cloud.clock.advance(58_000);
  expect(heard).toEqual([]);
  await cloud.clock.advance(2000);
  expect(heard).toEqual([{ a: 1 }]);
});
