import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Cell, StateStore } from '../../../cells.ts';
import { type SetClock, setClock } from '../../../clock.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../../host/memory.ts';
import { type Random, seededRandom } from '../../../random.ts';
import { iam } from '../../iam/service.ts';
import { kinesis } from '../../kinesis/service.ts';
import { logs } from '../../logs/service.ts';
import { sts } from '../../sts/service.ts';
import { fakeEnvironments } from '../fake-environments.ts';
import { lambda } from '../service.ts';

const STREAM = `arn:aws:kinesis:ap-southeast-1:${TEST_ACCOUNT}:stream/incoming`;

/** One run's settings, drawn from its seed. */
function draw(random: Random) {
  return {
    shards: 1 + random.below(3),
    BatchSize: [1, 3, 10][random.below(3)]!,
    ParallelizationFactor: [1, 2, 5][random.below(3)]!,
    BisectBatchOnFunctionError: random.below(2) === 1,
    FunctionResponseTypes: random.below(2) === 1 ? (['ReportBatchItemFailures'] as const) : ([] as const),
    failures: random.below(6) / 10,
    records: 60,
    keys: 1 + random.below(8),
  };
}

interface Given {
  sequenceNumber: string;
  data: string;
}

test.each(Array.from({ length: 16 }, (_, n) => n + 1))(
  'every record is processed, in the order of its key, through failures and restarts (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const plan = draw(random);
    const processed = new Map<string, string[]>();
    const attempts: { given: string[]; failed: boolean }[] = [];
    const saved = new Map<string, Cell>();
    const handle = (event: unknown): unknown => {
      const given = (event as { Records: { kinesis: Given }[] }).Records.map(({ kinesis }) => ({ ...kinesis, data: atob(kinesis.data) }));
      const fails = random.next() < plan.failures;
      attempts.push({ given: given.map(({ data }) => data), failed: fails });
      const isPartial = fails && plan.FunctionResponseTypes.length > 0 && random.below(2) === 1;
      const good = fails ? (isPartial ? random.below(given.length) : 0) : given.length;
      for (const { data } of given.slice(0, good)) {
        const [key] = data.split(':') as [string];
        processed.set(key, [...(processed.get(key) ?? []), data]);
      }
      if (fails && !isPartial) throw new Error('induced');
      return isPartial ? { batchItemFailures: [{ itemIdentifier: given[good]!.sequenceNumber }] } : undefined;
    };
    let cloud = await start(saved, handle, setClock());
    const root = cloud.root();
    await prepare(cloud, plan.shards);
    const { shards: _shards, failures: _failures, records: _records, keys: _keys, FunctionResponseTypes, ...settings } = plan;
    await root.lambda.CreateEventSourceMapping({
      EventSourceArn: STREAM,
      FunctionName: 'state',
      StartingPosition: 'LATEST',
      ...settings,
      FunctionResponseTypes: [...FunctionResponseTypes],
    });
    const sent = new Map<string, string[]>();
    for (let n = 0; n < plan.records; ) {
      const burst = Array.from({ length: Math.min(1 + random.below(12), plan.records - n) }, () => `k${random.below(plan.keys)}:${n++}`);
      for (const data of burst) sent.set(data.split(':')[0]!, [...(sent.get(data.split(':')[0]!) ?? []), data]);
      await cloud.root().kinesis.PutRecords({
        StreamName: 'incoming',
        Records: burst.map((data) => ({ PartitionKey: data.split(':')[0]!, Data: strToU8(data) })),
      });
      await cloud.clock.advance(random.below(300));
      if (random.below(6) === 0) {
        await cloud.cloud.stop();
        cloud = await start(saved, handle, cloud.clock);
      }
    }
    const isComplete = () => [...processed.values()].flat().length >= plan.records;
    for (let i = 0; i < 60 && !isComplete(); i++) await cloud.clock.advance(10_000);
    expect(processed).toEqual(sent);
    if (!plan.BisectBatchOnFunctionError && FunctionResponseTypes.length === 0) expectIdenticalRetries(attempts);
    expect(cloud.faults).toEqual([]);
  },
);

/** After a failure, the next attempt that holds the batch's first record holds exactly the batch. */
function expectIdenticalRetries(attempts: readonly { given: string[]; failed: boolean }[]): void {
  attempts.forEach(({ given, failed }, index) => {
    if (!failed) return;
    const next = attempts.slice(index + 1).find((later) => later.given.includes(given[0]!));
    expect(next?.given).toEqual(given);
  });
}

async function start(saved: Map<string, Cell>, handler: (event: unknown) => unknown, clock: SetClock): Promise<MemoryCloud> {
  const environments = fakeEnvironments();
  environments.handlers.set('state', handler);
  const store: StateStore = {
    load: async () => [...saved.values()].map((cell) => structuredClone(cell)),
    save: async (cells) => {
      for (const cell of cells) saved.set(`${cell.service}|${cell.account}|${cell.region}`, structuredClone(cell));
    },
  };
  return memoryCloud({ services: [iam, sts, logs, kinesis, lambda], environments, store, clock });
}

async function prepare(cloud: MemoryCloud, ShardCount: number): Promise<void> {
  const root = cloud.root();
  const policy = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  const trust = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await root.iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument: trust });
  const PolicyDocument = policy({ Effect: 'Allow', Action: ['kinesis:*', 'logs:*'], Resource: '*' });
  await root.iam.PutRolePolicy({ RoleName: 'fn', PolicyName: 'p', PolicyDocument });
  await root.kinesis.CreateStream({ StreamName: 'incoming', ShardCount });
  await root.lambda.CreateFunction({
    FunctionName: 'state',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::${TEST_ACCOUNT}:role/fn`,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 1') }) },
  });
}
