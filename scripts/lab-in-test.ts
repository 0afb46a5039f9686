import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CheckContext, CheckResult, Drill, Table } from '#labs/contract.ts';
import { type CheckHost, contextFor, runChecks } from '#labs/run-checks.ts';
import { type Clock, systemClock } from '../cloud/clock.ts';
import { type HostedCloud, startCloud } from '../cloud/host/node/start.ts';
import { clientsOf } from './clients.ts';
import { assetBucketOf, deployDirectly } from './deploy-directly.ts';
import { readDrill } from './drill-workspace.ts';
import { bucketsOf, emptyBucket } from './empty-buckets.ts';
import { lastUpdate } from './last-update.ts';
import { confirmMails } from './outbox.ts';
import { fetchAt } from './reach.ts';
import { removeDirectly } from './remove-directly.ts';
import { loadLab, openLab } from './stage.ts';
import type { Variant } from './stage-files.ts';
import { synthesise } from './synthesise.ts';

const repository = path.resolve(import.meta.dirname, '..');
export const TEST_REGION = 'ap-southeast-1';

/** What somebody who watches is told, in English, and the tables that are shown. */
export interface Heard {
  told: string[];
  shown: Table[];
}

/** A lab as it stands deployed, with all that was told and shown since. */
export interface DeployedLab extends CheckHost, Heard {}

/** An embedded cloud of a test's own, with real execution environments, and one lab on it in any of its states. */
export interface LabInTest {
  cloud: HostedCloud;
  /** Options for SDK clients of an account. */
  clientConfiguration(account?: string): {
    region: string;
    endpoint: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    forcePathStyle: true;
    disableHostPrefix: true;
  };
  /** Deploys the lab in a state to an account; over what is deployed there it is an update. Rejects with the failed resources' reasons. */
  deploy(variant?: Variant, account?: string): Promise<DeployedLab>;
  /** What the stack's last update did, sorted: `UPDATE_COMPLETE Orders`. */
  updated(): Promise<string[]>;
  /** The same by type, each once: `UPDATE Lambda::Function`. */
  updatedTypes(): Promise<string[]>;
  /** What each check says, by its id. */
  check(host: CheckHost): Promise<Record<string, CheckResult['outcome']>>;
  results(host: CheckHost): Promise<CheckResult[]>;
  /** The ids of the checks that fail. */
  failed(host: CheckHost): Promise<string[]>;
  /** What checks, scenarios and drills run in. */
  context(host: DeployedLab): CheckContext;
  /** Runs a scenario. */
  run(id: string, host: DeployedLab): Promise<Heard>;
  /** Runs every scenario, in order. */
  runAll(host: DeployedLab): Promise<Heard>;
  drill(id: string): Promise<Drill>;
  /** Does what the links in the outbox's mails do. Answers with the addresses that were waiting. */
  confirmMails(): Promise<string[]>;
  /** Lets a drill's symptom happen. */
  provoke(id: string, host: DeployedLab): Promise<Heard>;
  /**
   * Empties the stack's buckets, deletes the stack and waits until it is gone. Answers with what is in its account then, of
   * any type, but for the CDK's assets. Rejects with the reasons of what stays.
   */
  remove(): Promise<string[]>;
  /** Faults of the cloud itself; a test expects none. */
  faults: unknown[];
  close(): Promise<void>;
}

const ACCOUNT = '111122223333';

/** The ids of the checks that failed. */
export const failedOf = (results: readonly CheckResult[]): string[] =>
  results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);

export async function labInTest(id: string, root = repository, clock: Clock = systemClock): Promise<LabInTest> {
  const scratch = mkdtempSync(path.join(tmpdir(), `${id}-`));
  const faults: unknown[] = [];
  const cloud = await startCloud({
    port: 0,
    stateDirectory: path.join(scratch, 'state'),
    saves: false,
    clock,
    onFault: (fault) => faults.push(fault),
  });
  const clientConfiguration = (account = ACCOUNT) => ({
    region: TEST_REGION,
    endpoint: cloud.endpoint,
    credentials: { accessKeyId: account, secretAccessKey: 'unused' },
    forcePathStyle: true as const,
    disableHostPrefix: true as const,
  });
  let synthesised = 0;
  const results = async (host: CheckHost) => runChecks((await loadLab(root, id)).checks, host);
  const context = (host: DeployedLab) => contextFor(host, new Map(), [], host.shown);
  const scenarios = async () => (await loadLab(root, id)).scenarios;
  const drill = async (drillId: string) => readDrill(await openLab(root, id), drillId);
  return {
    cloud,
    faults,
    clientConfiguration,
    async deploy(variant = {}, account = ACCOUNT) {
      const artifact = synthesise(await loadLab(root, id, variant), path.join(scratch, `synth-${synthesised++}`));
      const told: string[] = [];
      return {
        outputs: await deployDirectly(artifact, { clientConfiguration: clientConfiguration(account), account }),
        clientConfiguration: clientConfiguration(account),
        fetch: fetchAt(cloud.endpoint),
        seed: 1,
        now: () => clock.now(),
        sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
        patience: 1,
        tell: ({ en }) => void told.push(en),
        told,
        shown: [],
      };
    },
    async updated() {
      return (await lastUpdate(clientConfiguration(), id)).map((change) => `${change.status} ${change.id}`).sort();
    },
    async updatedTypes() {
      const changes = await lastUpdate(clientConfiguration(), id);
      return [...new Set(changes.map(({ status, type }) => `${status.split('_')[0]} ${type.replace('AWS::', '')}`))].sort();
    },
    results,
    check: async (host) => Object.fromEntries((await results(host)).map((result) => [result.id, result.outcome])),
    failed: async (host) => failedOf(await results(host)),
    context,
    async run(scenarioId, host) {
      const scenario = (await scenarios()).find((each) => each.id === scenarioId);
      if (!scenario) throw new RangeError(`${id} has no scenario ${scenarioId}.`);
      return hearing(host, () => scenario.run(context(host)));
    },
    runAll: (host) =>
      hearing(host, async () => {
        for (const scenario of await scenarios()) await scenario.run(context(host));
      }),
    drill,
    confirmMails: async () => (await confirmMails(cloud.endpoint)).map(({ to }) => to),
    provoke: (drillId, host) => hearing(host, async () => (await drill(drillId)).provoke?.(context(host))),
    async remove() {
      // Reason: the types of a whole account take a while to load, and most who deploy a lab never look.
      const { everythingIn, typesOf } = await import('./left-in-test.ts');
      const configuration = clientConfiguration();
      const aws = clientsOf(configuration);
      const types = await typesOf(aws, id);
      for (const bucket of await bucketsOf(configuration, id)) await emptyBucket(configuration, bucket);
      await removeDirectly(configuration, id);
      const assets = `AWS::S3::Bucket ${assetBucketOf(ACCOUNT, TEST_REGION)}`;
      return (await everythingIn(aws, types)).filter((item) => item !== assets);
    },
    async close() {
      await cloud.close();
      rmSync(scratch, { recursive: true });
    },
  };
}

/** What is told and shown while something is done. */
async function hearing(host: DeployedLab, work: () => Promise<void>): Promise<Heard> {
  const [told, shown] = [host.told.length, host.shown.length];
  await work();
  return { told: host.told.slice(told), shown: host.shown.slice(shown) };
}
