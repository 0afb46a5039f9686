import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { workshopTags } from '#cdk/workshop-tags.ts';
import { eachAtOnce } from '../event/at-once.ts';
import { accountOf, eventInTest, REGION } from '../event/event-in-test.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { startedCloud } from './spawned.ts';

const PORT = 24_590;
/** The pace of AWS: API calls a second in each account, and accounts at once. */
const RATE = 10;
const ACCOUNTS_AT_ONCE = 8;
const STACKS_EACH = 4;
const TEMPLATE = {
  Resources: { Files: { Type: 'AWS::S3::Bucket' }, Jobs: { Type: 'AWS::SQS::Queue' }, News: { Type: 'AWS::SNS::Topic' } },
};

interface CleanedUp {
  /** By the event's clock, which jumps over every wait: what an instructor would wait for. */
  ms: number;
  calls: number;
}

/** Plans and applies the clean-up of so many stacks, four in each account. */
async function cleanedUp(stacks: number): Promise<CleanedUp> {
  const at = await eventInTest({ participants: stacks / STACKS_EACH, change: { pace: { accountsAtOnce: ACCOUNTS_AT_ONCE } } });
  at.access.requestsPerSecond = RATE;
  try {
    await at.open();
    for (const { account } of at.participants)
      for (let index = 0; index < STACKS_EACH; index++) await at.deploy(account, `workshop-${index}`, TEMPLATE);
    await at.plan();
    const began = at.clock.now();
    const { left, sent } = await at.apply();
    if (left > 0) throw new Error(`${left} things were left.`);
    return { ms: at.clock.now() - began, calls: sent };
  } finally {
    at.close();
  }
}

const bySize = (stacks: number): Benchmark => ({
  id: `cleanup-${stacks}-stacks`,
  says: `event:cleanup --apply of ${stacks} stacks in ${stacks / STACKS_EACH} accounts, ${ACCOUNTS_AT_ONCE} accounts at once and ${RATE} calls a second in each, by the event's clock`,
  unit: 'ms',
  run: async () => [(await cleanedUp(stacks)).ms],
});

/** Deploys a stack to each of so many accounts of a cloud in another process, and resolves with the live heap of what cleans them up. */
async function liveHeap(bench: Bench, participants: number): Promise<number> {
  const here = { ...bench, home: path.join(bench.home, String(participants)) };
  mkdirSync(here.home);
  const cloud = await startedCloud(here, PORT);
  try {
    const accounts = Array.from({ length: participants }, (_, index) => accountOf(index));
    await eachAtOnce(accounts, ACCOUNTS_AT_ONCE, (account) => deploy(cloud.endpoint, account));
    writeFileSync(path.join(here.home, 'class.csv'), ['account', ...accounts, ''].join('\n'));
    const child = spawn(
      process.execPath,
      ['--expose-gc', path.join(import.meta.dirname, 'clean-up-memory.ts'), cloud.endpoint, here.home],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((resolve) => void child.once('close', resolve));
    if (code !== 0) throw new Error(`The clean-up of ${participants} accounts ended with ${code}.`);
    return Number(said);
  } finally {
    await cloud.stop();
  }
}

async function deploy(endpoint: string, account: string): Promise<void> {
  const client = new CloudFormationClient({ region: REGION, endpoint, credentials: { accessKeyId: account, secretAccessKey: 'unused' } });
  const Tags = Object.entries(workshopTags('bench', { event: 'cloud-day' })).map(([Key, Value]) => ({ Key, Value }));
  const StackName = 'workshop-bench';
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(TEMPLATE), Tags }));
  for (;;) {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    if (stack?.StackStatus === 'CREATE_COMPLETE') break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  client.destroy();
}

/** The clean-up of an event: its time against the number of stacks, against the API rate, and its memory against the number of participants. */
export const cleanUp: Benchmark[] = [
  ...[32, 128, 512].map(bySize),
  {
    id: 'cleanup-growth',
    says: 'the time for 512 stacks against four times that for 128: 1 is linear',
    unit: '×',
    goal: 1.2,
    run: async () => [(await cleanedUp(512)).ms / (4 * (await cleanedUp(128)).ms)],
  },
  {
    id: 'cleanup-pace',
    says: `the time for 512 stacks against that of its calls alone, ${RATE} a second in each of ${ACCOUNTS_AT_ONCE} accounts; an account that waits for CloudFormation lends its turn, hence below 1`,
    unit: '×',
    goal: 1.3,
    async run() {
      const { ms, calls } = await cleanedUp(512);
      return [ms / ((1000 * calls) / (RATE * ACCOUNTS_AT_ONCE))];
    },
  },
  {
    id: 'cleanup-memory',
    says: 'the live heap of planning and applying for 500 participants against that for 50',
    unit: '×',
    goal: 1.2,
    run: async (bench) => [(await liveHeap(bench, 500)) / (await liveHeap(bench, 50))],
  },
];
