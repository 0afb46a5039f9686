import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployDirectly } from '../../scripts/deploy-directly.ts';
import { type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { removeDirectly } from '../../scripts/remove-directly.ts';
import { loadLab } from '../../scripts/stage.ts';
import { synthesise } from '../../scripts/synthesise.ts';
import { contextFor } from '../run-checks.ts';
import { play, type Score, STORM } from './score.ts';

const TRADES = 20_000;
/** A tenth is enough to come out wrong. */
const FEWER_TRADES = 2000;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
let leda: LabInTest;

beforeAll(async () => {
  leda = await labInTest('leda');
});
afterAll(async () => {
  await leda.close();
  expect(leda.faults).toEqual([]);
});

const WIRED = { 'state-mapping': 'passed', 'map-mapping': 'passed', 'reduce-concurrency': 'passed', 'reduce-mapping': 'passed' };

test('start fails the checks of its wiring and is sent nothing; updated to the solution it passes all', async () => {
  expect(await leda.check(await leda.deploy({ stage: 'start' }))).toEqual({
    'state-mapping': 'failed',
    'map-mapping': 'failed',
    'reduce-concurrency': 'failed',
    'reduce-mapping': 'failed',
    'trades-arrive': 'skipped',
    'exactly-once': 'skipped',
  });
  expect(await leda.check(await leda.deploy())).toEqual({ ...WIRED, 'trades-arrive': 'passed', 'exactly-once': 'passed' });
});

test('connected passes every check but the last', async () => {
  const said = await leda.check(await leda.deploy({ stage: 'connected' }, '555555555555'));
  expect(said).toEqual({ ...WIRED, 'trades-arrive': 'passed', 'exactly-once': 'failed' });
});

test("a mapping without the statement that lets Reduce read the stream fails the deployment, in Lambda's words", async () => {
  const account = '222222222222';
  const root = path.resolve(import.meta.dirname, '../..');
  const artifact = synthesise(await loadLab(root, 'leda'), path.join(root, '.workshop', 'synth', 'without-statement'));
  const template = structuredClone(artifact.template);
  const [policy] = Object.keys(template.Resources).filter((id) => id.startsWith('ReduceRoleDefaultPolicy'));
  const { PolicyDocument } = template.Resources[policy!].Properties;
  PolicyDocument.Statement = PolicyDocument.Statement.filter(
    (statement: object) => !/GetRecords|ListStreams/.test(JSON.stringify(statement)),
  );
  await expect(deployDirectly(artifact, { clientConfiguration: leda.clientConfiguration(account), account }, template)).rejects.toThrow(
    /ReduceReductions\w+: .*Cannot access stream arn:aws:dynamodb:ap-southeast-1:222222222222:table\/\S+\. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM\./,
  );
});

test.each(SEEDS)(
  'seed %i: the solution counts 20,000 trades exactly once, in all 18 keys and message_count; connected is wrong',
  async (seed) => {
    const [connected, solution] = await Promise.all([storm('connected', seed, FEWER_TRADES), storm('solution', seed, TRADES)]);
    expect(wrong(solution)).toEqual([]);
    expect(solution.counted).toEqual([TRADES, TRADES]);
    expect(wrong(connected)).not.toEqual([]);
  },
);

const wrong = ({ table }: Score) => table.rows.filter((row) => row.wrong).map(({ cells }) => cells.join(' '));

/** Plays a round with the knobs on (duplicates, stale versions, State 5 %, Map 10 %, Reduce 10 %) on a stack of its own. */
async function storm(stage: string, seed: number, trades: number): Promise<Score> {
  const account = `${stage === 'connected' ? 3 : 4}${String(seed).padStart(11, '0')}`;
  const host = await leda.deploy({ stage }, account);
  try {
    return await play(contextFor({ ...host, seed }, new Map(), [], []), { trades, special: true, failures: STORM });
  } finally {
    await removeDirectly(leda.clientConfiguration(account), 'leda');
  }
}
