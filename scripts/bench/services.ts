import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, DeleteFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { type HostedCloud, startCloud } from '../../cloud/host/node/start.ts';
import { type Benchmark, timed } from './benchmark.ts';

/** Calls of a round, and how many are under way at once. */
export const ROUND = 2000;
export const AT_ONCE = 16;

interface Configuration {
  region: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

/** A cloud of the benchmark's own in this process, called over HTTP. */
export async function withCloud<Result>(work: (configuration: Configuration, cloud: HostedCloud) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const cloud = await startCloud({
    port: 0,
    stateDirectory: path.join(folder, 'state'),
    onFault: (fault) => {
      throw fault;
    },
  });
  try {
    return await work(
      { region: 'ap-southeast-1', endpoint: cloud.endpoint, credentials: { accessKeyId: '111122223333', secretAccessKey: 'unused' } },
      cloud,
    );
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true });
  }
}

type Send = (number: number) => Promise<unknown>;

/** Sends a round, so many at once; how long each took, in ms, and the whole. */
export async function round(send: Send): Promise<{ each: number[]; whole: number }> {
  const each: number[] = [];
  let next = 0;
  const whole = await timed(() =>
    Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < ROUND) {
          const number = next++;
          each.push(await timed(() => send(number)));
        }
      }),
    ),
  );
  return { each, whole };
}

const p99 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.99)]!;

/** DynamoDB operations on one table, through the SDK. */
const OPERATIONS: Record<string, (client: DynamoDBClient) => Send> = {
  PutItem: (client) => (n) =>
    client.send(
      new PutItemCommand({ TableName: 'Bench', Item: { pk: { S: `p${n % 50}` }, sk: { N: String(n) }, text: { S: 'x'.repeat(200) } } }),
    ),
  GetItem: (client) => (n) =>
    client.send(new GetItemCommand({ TableName: 'Bench', Key: { pk: { S: `p${n % 50}` }, sk: { N: String(n) } } })),
  Query: (client) => (n) =>
    client.send(
      new QueryCommand({
        TableName: 'Bench',
        Limit: 10,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: `p${n % 50}` } },
      }),
    ),
};

async function dynamodbRounds(name: string, times: number): Promise<{ each: number[]; whole: number }[]> {
  return withCloud(async (configuration) => {
    const client = new DynamoDBClient(configuration);
    const key = [
      { AttributeName: 'pk', KeyType: 'HASH' as const },
      { AttributeName: 'sk', KeyType: 'RANGE' as const },
    ];
    const types = [
      { AttributeName: 'pk', AttributeType: 'S' as const },
      { AttributeName: 'sk', AttributeType: 'N' as const },
    ];
    await client.send(
      new CreateTableCommand({ TableName: 'Bench', KeySchema: key, AttributeDefinitions: types, BillingMode: 'PAY_PER_REQUEST' }),
    );
    // Not counted: it fills the table and warms both sides up.
    await round(OPERATIONS.PutItem!(client));
    const rounds = [];
    for (let i = 0; i < times; i++) rounds.push(await round(OPERATIONS[name]!(client)));
    return rounds;
  });
}

const dynamodb = Object.keys(OPERATIONS).flatMap((name): Benchmark[] => [
  {
    id: `dynamodb-${name}`,
    says: `${name} through the SDK over HTTP, ${AT_ONCE} at once, client and cloud in one process`,
    unit: '/s',
    run: async ({ times }) => (await dynamodbRounds(name, times)).map(({ whole }) => ROUND / (whole / 1000)),
  },
  {
    id: `dynamodb-${name}-p99`,
    says: `the slowest hundredth of these`,
    unit: 'ms',
    run: async ({ times }) => (await dynamodbRounds(name, times)).map(({ each }) => p99(each)),
  },
]);

const HANDLER = zipSync({ 'index.mjs': strToU8('export const handler = async (event) => event;') });
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Calls `measure` with a client and a way to make a function nobody has invoked yet. */
async function withFunctions(
  measure: (lambda: LambdaClient, create: (name: string) => Promise<void>) => Promise<number[]>,
): Promise<number[]> {
  return withCloud(async (configuration) => {
    const lambda = new LambdaClient(configuration);
    const { Role } = await new IAMClient(configuration).send(new CreateRoleCommand({ RoleName: 'bench', AssumeRolePolicyDocument: TRUST }));
    return measure(lambda, async (FunctionName) => {
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Role: Role!.Arn,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { ZipFile: HANDLER },
        }),
      );
    });
  });
}

const lambda: Benchmark[] = [
  {
    id: 'lambda-cold',
    says: 'the first Invoke of a function: a new execution environment (process), init, invocation',
    unit: 'ms',
    run: ({ times }) =>
      withFunctions(async (client, create) => {
        const measured: number[] = [];
        for (let i = 0; i < times; i++) {
          await create(`cold-${i}`);
          measured.push(await timed(() => client.send(new InvokeCommand({ FunctionName: `cold-${i}`, Payload: '{}' }))));
          await client.send(new DeleteFunctionCommand({ FunctionName: `cold-${i}` }));
        }
        return measured;
      }),
  },
  {
    id: 'lambda-warm',
    says: 'an Invoke of a function that is warm, one at a time',
    unit: 'ms',
    run: ({ times }) =>
      withFunctions(async (client, create) => {
        await create('warm');
        const invoke = () => client.send(new InvokeCommand({ FunctionName: 'warm', Payload: '{}' }));
        for (let i = 0; i < 100; i++) await invoke();
        const measured: number[] = [];
        for (let i = 0; i < times * 100; i++) measured.push(await timed(invoke));
        return measured;
      }),
  },
];

/** The cloud's services, as an SDK client meets them. */
export const services: Benchmark[] = [...dynamodb, ...lambda];
