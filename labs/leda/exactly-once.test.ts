import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HostedCloud, startCloud } from '../../cloud/host/node/start.ts';
import { deployDirectly } from '../../scripts/deploy-directly.ts';
import { loadLab } from '../../scripts/stage.ts';
import { synthesise } from '../../scripts/synthesise.ts';
import type { CheckResult } from '../contract.ts';
import { type CheckHost, contextFor, runChecks } from '../run-checks.ts';
import { play, type Score, STORM } from './score.ts';

const TRADES = 20_000;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const root = path.resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'leda-'));
const faults: unknown[] = [];
let cloud: HostedCloud;

beforeAll(async () => {
  cloud = await startCloud({ port: 0, stateDirectory: path.join(scratch, 'state'), onFault: (fault) => faults.push(fault) });
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true });
});

const configurationOf = (account: string) => ({
  clientConfiguration: {
    region: 'ap-southeast-1',
    endpoint: cloud.endpoint,
    credentials: { accessKeyId: account, secretAccessKey: 'unused' },
  },
});

/** A stage deployed to an account of its own. */
async function deploy(stage: string, account: string): Promise<CheckHost> {
  const { clientConfiguration } = configurationOf(account);
  const artifact = synthesise(await loadLab(root, 'leda', { stage }), path.join(scratch, stage));
  return {
    outputs: await deployDirectly(artifact, { clientConfiguration, account }),
    clientConfiguration,
    fetch: globalThis.fetch,
    seed: 1,
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
    patience: 1,
    tell: () => {},
  };
}

async function checked(host: CheckHost): Promise<Record<string, CheckResult['outcome']>> {
  const { checks } = await loadLab(root, 'leda');
  return Object.fromEntries((await runChecks(checks, host)).map(({ id, outcome }) => [id, outcome]));
}

/** Plays a round with the knobs on: duplicates, stale versions, State 5 %, Map 10 %, Reduce 10 %. */
function storm(host: CheckHost, seed: number): Promise<Score> {
  return play(contextFor({ ...host, seed }, new Map(), [], []), { trades: TRADES, special: true, failures: STORM });
}

const wrong = ({ table }: Score) => table.rows.filter((row) => row.wrong).map(({ cells }) => cells.join(' '));

describe('start', () => {
  test('fails the checks of its wiring, and is not sent any trades', { timeout: 60_000 }, async () => {
    expect(await checked(await deploy('start', '111111111111'))).toEqual({
      'state-mapping': 'failed',
      'map-mapping': 'failed',
      'reduce-concurrency': 'failed',
      'reduce-mapping': 'failed',
      'trades-arrive': 'skipped',
      'exactly-once': 'skipped',
    });
  });
});

test("a mapping without the statement that lets Reduce read the stream fails the deployment, in Lambda's words", {
  timeout: 60_000,
}, async () => {
  const account = '444444444444';
  const { clientConfiguration } = configurationOf(account);
  const artifact = synthesise(await loadLab(root, 'leda'), path.join(scratch, 'forgotten'));
  const template = JSON.parse(JSON.stringify(artifact.template));
  const [policy] = Object.keys(template.Resources).filter((id) => id.startsWith('ReduceRoleDefaultPolicy'));
  const { PolicyDocument } = template.Resources[policy!].Properties;
  const isForgotten = (statement: object) => /GetRecords|ListStreams/.test(JSON.stringify(statement));
  PolicyDocument.Statement = PolicyDocument.Statement.filter((statement: object) => !isForgotten(statement));
  await expect(deployDirectly(artifact, { clientConfiguration, account }, template)).rejects.toThrow(
    /ReduceReductions\w+: .*Cannot access stream arn:aws:dynamodb:ap-southeast-1:444444444444:table\/\S+\. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM\./,
  );
});

describe('connected', () => {
  let host: CheckHost;
  beforeAll(async () => {
    host = await deploy('connected', '222222222222');
  }, 60_000);

  test('passes every check but the last', { timeout: 60_000 }, async () => {
    expect(await checked(host)).toEqual({
      'state-mapping': 'passed',
      'map-mapping': 'passed',
      'reduce-concurrency': 'passed',
      'reduce-mapping': 'passed',
      'trades-arrive': 'passed',
      'exactly-once': 'failed',
    });
  });

  test.each(SEEDS)('seed %i: 20,000 trades come out wrong', { timeout: 120_000 }, async (seed) => {
    expect(wrong(await storm(host, seed))).not.toEqual([]);
  });
});

describe('solution', () => {
  let host: CheckHost;
  beforeAll(async () => {
    host = await deploy('solution', '333333333333');
  }, 60_000);

  test('passes every check', { timeout: 60_000 }, async () => {
    expect(new Set(Object.values(await checked(host)))).toEqual(new Set(['passed']));
  });

  test.each(SEEDS)('seed %i: 20,000 trades are exact in all 18 keys and message_count', { timeout: 120_000 }, async (seed) => {
    const score = await storm(host, seed);
    expect(wrong(score)).toEqual([]);
    expect(score.counted).toEqual([TRADES, TRADES]);
  });
});

test('the cloud had no fault of its own', () => {
  expect(faults).toEqual([]);
});
