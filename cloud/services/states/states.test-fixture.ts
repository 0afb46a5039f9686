import * as sdk from '@aws-sdk/client-sfn';
import { type HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import { strToU8, zipSync } from 'fflate';
import { expect } from 'vitest';
import type { SetClock } from '../../clock.ts';
import type { CloudOptions } from '../../cloud.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import type { Service } from '../../service.ts';
import { cloudformation } from '../cloudformation/service.ts';
import { dynamodb } from '../dynamodb/service.ts';
import { iam } from '../iam/service.ts';
import { type FakeEnvironments, type FakeHandler, fakeEnvironments } from '../lambda/fake-environments.ts';
import { lambda } from '../lambda/service.ts';
import { logs } from '../logs/service.ts';
import { sns } from '../sns/service.ts';
import { sqs } from '../sqs/service.ts';
import { sts } from '../sts/service.ts';
import { states } from './service.ts';

export const ROLE = `arn:aws:iam::${TEST_ACCOUNT}:role/machine`;
export const FUNCTION = (name: string) => `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:${name}`;
export const MACHINE = (name: string) => `arn:aws:states:${TEST_REGION}:${TEST_ACCOUNT}:stateMachine:${name}`;

/** A machine's states; `Pass` ones end where nothing else is said. */
export const machine = (States: Record<string, object>, rest: object = {}) => ({ StartAt: Object.keys(States)[0]!, States, ...rest });

interface BenchOptions {
  store?: NonNullable<CloudOptions['store']>;
  clock?: SetClock;
  // biome-ignore lint/suspicious/noExplicitAny: services of any state stand in one list.
  extra?: Service<any, any>[];
}

/** A cloud with a role for machines, and what tests ask of it. */
export class Bench {
  readonly host: MemoryCloud;
  readonly client: SFNClient;
  readonly environments: FakeEnvironments;
  #made = 0;

  private constructor(host: MemoryCloud, environments: FakeEnvironments) {
    this.host = host;
    this.environments = environments;
    this.client = new SFNClient(host.clientOptions());
  }

  /** `allow` is what the machines' role may do. */
  static async start(allow: string[] = ['*'], options: BenchOptions = {}): Promise<Bench> {
    const bench = await Bench.resume(options);
    await bench.role('machine', 'states.amazonaws.com', allow);
    return bench;
  }

  /** A cloud with what was saved of another. */
  static async resume({ extra = [], ...options }: BenchOptions): Promise<Bench> {
    const environments = fakeEnvironments();
    const services = [cloudformation, dynamodb, iam, lambda, logs, sns, sqs, states, sts, ...extra];
    return new Bench(await memoryCloud({ services, environments, ...options }), environments);
  }

  async role(RoleName: string, Service: string, Action: string[]) {
    const { iam: roles } = this.host.root();
    const Version = '2012-10-17';
    const trust = { Version, Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' } };
    await roles.CreateRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
    if (Action.length === 0) return;
    const policy = { Version, Statement: { Effect: 'Allow', Action, Resource: '*' } };
    await roles.PutRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: JSON.stringify(policy) });
  }

  async function(FunctionName: string, handler: FakeHandler) {
    this.environments.handlers.set(FunctionName, handler);
    if (this.environments.handlers.size === 1) await this.role('fn', 'lambda.amazonaws.com', ['logs:*']);
    const ZipFile = zipSync({ 'index.mjs': strToU8('export const handler = 1;') });
    const Role = `arn:aws:iam::${TEST_ACCOUNT}:role/fn`;
    await this.host
      .root()
      .lambda.CreateFunction({ FunctionName, Role, Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile } });
    await this.host.root().lambda.GetFunction({ FunctionName });
  }

  async create(definition: object, options: Partial<sdk.CreateStateMachineCommandInput> = {}): Promise<string> {
    const name = `m${++this.#made}`;
    const input = { name, definition: JSON.stringify(definition), roleArn: ROLE, ...options };
    return (await this.client.send(new sdk.CreateStateMachineCommand(input))).stateMachineArn!;
  }

  async start(definition: object, input: unknown = {}): Promise<string> {
    const stateMachineArn = await this.create(definition);
    return (await this.client.send(new sdk.StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }))).executionArn!;
  }

  describe(executionArn: string) {
    return this.client.send(new sdk.DescribeExecutionCommand({ executionArn }));
  }

  /** Lets what is under way come to rest: client packages are loaded meanwhile. */
  async until(holds: () => Promise<boolean>) {
    for (let tries = 0; tries < 500; tries++) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    throw new Error('It did not come to that.');
  }

  async ended(arn: string) {
    await this.until(async () => (await this.describe(arn)).status !== 'RUNNING');
    const { status, output, error, cause } = await this.describe(arn);
    return {
      status,
      ...(output !== undefined && { output: JSON.parse(output) as unknown }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    };
  }

  async run(definition: object, input: unknown = {}) {
    return this.ended(await this.start(definition, input));
  }

  async events(executionArn: string): Promise<HistoryEvent[]> {
    return (await this.client.send(new sdk.GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }))).events!;
  }

  /** Until the history has an event of a type so many times. */
  async seen(arn: string, type: string, times = 1) {
    await this.until(async () => (await this.events(arn)).filter((event) => event.type === type).length >= times);
  }

  async types(arn: string): Promise<string[]> {
    return (await this.events(arn)).map(({ type, previousEventId }) => `${type} ${previousEventId}`);
  }

  noFaults() {
    expect(this.host.faults).toEqual([]);
  }
}
