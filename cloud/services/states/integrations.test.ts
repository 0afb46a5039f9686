import * as sdk from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { events } from '../events/service.ts';
import { Bench, FUNCTION, machine, ROLE } from './states.test-fixture.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.start(['lambda:*', 'dynamodb:*', 'sqs:SendMessage', 'states:*', 'logs:CreateLogDelivery']);
});
afterEach(() => bench.noFaults());

const task = (Resource: string, Parameters: object, rest: object = {}) =>
  machine({ T: { Type: 'Task', Resource, Parameters, End: true, ...rest } });
const optimised = (name: string) => `arn:aws:states:::${name}`;
const seconds = (count: number) => bench.host.clock.advance(count * 1000);

test('lambda:invoke gives the whole answer, and an error of the function by its type', async () => {
  await bench.function('double', (event) => {
    const { n } = event as { n: number };
    if (n < 0) throw new RangeError('negative');
    return n * 2;
  });
  const definition = task(optimised('lambda:invoke'), { FunctionName: FUNCTION('double'), 'Payload.$': '$' });
  expect(await bench.run(definition, { n: 4 })).toEqual({
    status: 'SUCCEEDED',
    output: { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: 8 },
  });
  const arn = await bench.start(definition, { n: -1 });
  expect(await bench.ended(arn)).toEqual({
    status: 'FAILED',
    error: 'RangeError',
    cause: '{"errorType":"RangeError","errorMessage":"negative","trace":[]}',
  });
  const [, , scheduled, started, failed] = await bench.events(arn);
  expect(scheduled).toMatchObject({
    type: 'TaskScheduled',
    taskScheduledEventDetails: {
      resourceType: 'lambda',
      resource: 'invoke',
      region: TEST_REGION,
      parameters: JSON.stringify({ FunctionName: FUNCTION('double'), Payload: { n: -1 } }),
    },
  });
  expect(started).toMatchObject({
    type: 'TaskStarted',
    previousEventId: 3,
    taskStartedEventDetails: { resourceType: 'lambda', resource: 'invoke' },
  });
  expect(failed).toMatchObject({
    type: 'TaskFailed',
    previousEventId: 4,
    taskFailedEventDetails: { resource: 'invoke', error: 'RangeError' },
  });
});

test('DynamoDB is written as the role, and a condition that fails has its own name', async () => {
  const { dynamodb } = bench.host.root();
  const key = {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  };
  await dynamodb.CreateTable({ TableName: 'Orders', BillingMode: 'PAY_PER_REQUEST', ...key });
  const put = task(optimised('dynamodb:putItem'), {
    TableName: 'Orders',
    Item: { id: { 'S.$': '$.id' } },
    ConditionExpression: 'attribute_not_exists(id)',
  });
  expect(await bench.run(put, { id: 'o-1' })).toEqual({ status: 'SUCCEEDED', output: {} });
  expect((await dynamodb.GetItem({ TableName: 'Orders', Key: { id: { S: 'o-1' } } })).Item).toEqual({ id: { S: 'o-1' } });
  expect(await bench.run(put, { id: 'o-1' })).toMatchObject({
    error: 'DynamoDB.ConditionalCheckFailedException',
    cause: expect.stringMatching(
      /^The conditional request failed \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: [^;]+; Proxy: null\)$/,
    ),
  });
  const read = task(optimised('aws-sdk:dynamodb:getItem'), { TableName: 'Nowhere', Key: { id: { S: '1' } } });
  expect(await bench.run(read)).toMatchObject({
    error: 'DynamoDb.ResourceNotFoundException',
    cause: expect.stringMatching(/^Requested resource not found \(Service: DynamoDb, Status Code: 400, Request ID: [^)]+\)$/),
  });
});

test('what the role may not do fails the task, by the name that AWS gives it', async () => {
  const { TopicArn } = await bench.host.root().sns.CreateTopic({ Name: 'orders' });
  expect(await bench.run(task(optimised('sns:publish'), { TopicArn, Message: { id: 1 } }))).toMatchObject({
    error: 'SNS.AuthorizationErrorException',
    cause: expect.stringMatching(
      /is not authorized to perform: SNS:Publish on resource: .*\(Service: AmazonSNS; Status Code: 403; Error Code: AuthorizationError; /,
    ),
  });
  expect(await bench.run(task(optimised('sns:publish'), { TopicArn, Nonsense: 1 }))).toMatchObject({
    error: 'States.Runtime',
    cause: expect.stringContaining('could not be used to start the Task: [The field "Nonsense" is not supported by Step Functions]'),
  });
});

test('a function that the role may not invoke', async () => {
  await bench.role('poor', 'states.amazonaws.com', ['logs:*']);
  const roleArn = ROLE.replace('machine', 'poor');
  const stateMachineArn = await bench.create(machine({ T: { Type: 'Task', Resource: FUNCTION('f'), End: true } }), { roleArn });
  const { executionArn } = await bench.client.send(new sdk.StartExecutionCommand({ stateMachineArn }));
  expect(await bench.ended(executionArn!)).toMatchObject({
    error: 'Lambda.AWSLambdaException',
    cause: expect.stringMatching(
      /^User: \S+ is not authorized to perform: lambda:InvokeFunction on resource: \S+ because no identity-based policy allows the lambda:InvokeFunction action \(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException; /,
    ),
  });
});

test('a task with a token waits for whoever has it, and heartbeats keep it alive', async () => {
  const { sqs } = bench.host.root();
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'approvals' });
  const waiting = task(
    optimised('sqs:sendMessage.waitForTaskToken'),
    { QueueUrl, MessageBody: { 'token.$': '$$.Task.Token', 'id.$': '$.id' } },
    { HeartbeatSeconds: 10, TimeoutSeconds: 100 },
  );
  const arn = await bench.start(waiting, { id: 7 });
  await bench.seen(arn, 'TaskSubmitted');
  const { Messages } = await sqs.ReceiveMessage({ QueueUrl });
  const { token: taskToken, id } = JSON.parse(Messages![0]!.Body!) as { token: string; id: number };
  expect(id).toBe(7);
  await seconds(8);
  await bench.client.send(new sdk.SendTaskHeartbeatCommand({ taskToken }));
  await seconds(8);
  await bench.client.send(new sdk.SendTaskSuccessCommand({ taskToken, output: '{"approved":true}' }));
  expect(await bench.ended(arn)).toEqual({ status: 'SUCCEEDED', output: { approved: true } });
  expect((await bench.types(arn)).slice(2, 6)).toEqual(['TaskScheduled 2', 'TaskStarted 3', 'TaskSubmitted 4', 'TaskSucceeded 5']);
  await expect(bench.client.send(new sdk.SendTaskSuccessCommand({ taskToken, output: '1' }))).rejects.toMatchObject({
    name: 'TaskTimedOut',
  });
  const late = await bench.start(waiting, { id: 8 });
  await bench.seen(late, 'TaskSubmitted');
  await seconds(10);
  expect(await bench.ended(late)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
});

test("a nested execution is waited for, stopped with the one that waits, and its failure is the task's", async () => {
  const inner = await bench.create(
    machine({
      C: { Type: 'Choice', Choices: [{ Variable: '$.ok', BooleanEquals: true, Next: 'W' }], Default: 'F' },
      W: { Type: 'Wait', Seconds: 30, End: true },
      F: { Type: 'Fail', Error: 'Bad' },
    }),
  );
  const outer = (suffix: string) => task(optimised(`states:startExecution.${suffix}`), { StateMachineArn: inner, 'Input.$': '$' });
  const arn = await bench.start(outer('sync:2'), { ok: true });
  await bench.seen(arn, 'TaskSubmitted');
  await seconds(30);
  expect(await bench.ended(arn)).toMatchObject({
    status: 'SUCCEEDED',
    output: { Status: 'SUCCEEDED', StateMachineArn: inner, Output: { ok: true } },
  });
  const given = await bench.start(outer('sync'), { ok: true });
  await bench.seen(given, 'TaskSubmitted');
  await bench.client.send(new sdk.StopExecutionCommand({ executionArn: given }));
  const running = () => bench.client.send(new sdk.ListExecutionsCommand({ stateMachineArn: inner, statusFilter: 'RUNNING' }));
  await bench.until(async () => (await running()).executions!.length === 0);
  const failed = await bench.run(outer('sync'), { ok: false });
  expect(failed).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
  expect(JSON.parse(failed.cause!)).toMatchObject({ Status: 'FAILED', Error: 'Bad', Input: '{"ok":false}' });
});

test('events reach the bus, and one that is refused fails the task', async () => {
  const other = await Bench.start(['events:PutEvents'], { extra: [events] });
  const put = (Entries: object[]) => other.run(task(optimised('events:putEvents'), { Entries }));
  const entry = { Source: 'shop', DetailType: 'OrderPlaced', Detail: { id: 1 } };
  expect(await put([entry])).toEqual({
    status: 'SUCCEEDED',
    output: { FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] },
  });
  expect(await put([{ ...entry, Detail: 'no JSON' }])).toMatchObject({
    error: 'EventBridge.FailedEntry',
    cause: expect.stringContaining('MalformedDetail'),
  });
  other.noFaults();
});

test('a worker asks an activity for work, and answers', async () => {
  const { activityArn } = await bench.client.send(new sdk.CreateActivityCommand({ name: 'pack' }));
  const asked = bench.client.send(new sdk.GetActivityTaskCommand({ activityArn, workerName: 'w1' }));
  const arn = await bench.start(
    machine({
      T: { Type: 'Task', Resource: activityArn, Catch: [{ ErrorEquals: ['Broken'], Next: 'S' }], End: true },
      S: { Type: 'Succeed' },
    }),
    { box: 1 },
  );
  const { taskToken, input } = await asked;
  expect(input).toBe('{"box":1}');
  await bench.client.send(new sdk.SendTaskFailureCommand({ taskToken, error: 'Broken', cause: 'wet' }));
  expect(await bench.ended(arn)).toEqual({ status: 'SUCCEEDED', output: { Error: 'Broken', Cause: 'wet' } });
  expect((await bench.types(arn)).slice(2, 5)).toEqual(['ActivityScheduled 2', 'ActivityStarted 3', 'ActivityFailed 4']);
  const nobody = bench.client.send(new sdk.GetActivityTaskCommand({ activityArn }));
  await seconds(60);
  expect((await nobody).taskToken).toBeUndefined();
});

test('an Express machine answers at once, keeps no execution, and writes its log', async () => {
  const { logs } = bench.host.root();
  await logs.CreateLogGroup({ logGroupName: '/orders' });
  const logGroupArn = `arn:aws:logs:${TEST_REGION}:${TEST_ACCOUNT}:log-group:/orders:*`;
  const stateMachineArn = await bench.create(machine({ P: { Type: 'Pass', Result: { done: true }, End: true } }), {
    type: 'EXPRESS',
    roleArn: ROLE,
    loggingConfiguration: { level: 'ALL', includeExecutionData: true, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] },
  });
  const answer = await bench.client.send(new sdk.StartSyncExecutionCommand({ stateMachineArn, input: '{"a":1}' }));
  expect(answer).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"done":true}',
    billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
  });
  await expect(bench.describe(answer.executionArn!)).rejects.toThrow("Invalid Arn: 'Resource type not valid in this context: express'");
  const written = async () => (await logs.FilterLogEvents({ logGroupName: '/orders' })).events ?? [];
  await bench.until(async () => (await written()).length === 4);
  expect(JSON.parse((await written())[2]!.message!)).toEqual({
    id: '3',
    type: 'PassStateExited',
    details: { name: 'P', output: '{"done":true}', outputDetails: { truncated: false } },
    previous_event_id: '2',
    event_timestamp: String(bench.host.clock.now()),
    execution_arn: answer.executionArn,
    redrive_count: '0',
  });
});
