import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CheckResult, Drill } from '#labs/contract.ts';
import { type CheckHost, contextFor, runChecks } from '#labs/run-checks.ts';
import { type Clock, systemClock } from '../cloud/clock.ts';
import { type HostedCloud, startCloud } from '../cloud/host/node/start.ts';
import { deployDirectly } from './deploy-directly.ts';
import { readDrill } from './drill-workspace.ts';
import { confirmMails } from './outbox.ts';
import { fetchAt } from './reach.ts';
import { loadLab, openLab } from './stage.ts';
import type { Variant } from './stage-files.ts';
import { synthesise } from './synthesise.ts';

const repository = path.resolve(import.meta.dirname, '..');
export const TEST_REGION = 'ap-southeast-1';

/** An embedded cloud of a test's own, with real execution environments, and one lab on it in any of its states. */
export interface LabInTest {
  cloud: HostedCloud;
  /** Options for SDK clients of an account. */
  clientConfiguration(account?: string): {
    region: string;
    endpoint: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** Deploys the lab in a state to an account; over what is deployed there it is an update. Rejects with the failed resources' reasons. */
  deploy(variant?: Variant, account?: string): Promise<CheckHost>;
  /** What each check says, by its id. */
  check(host: CheckHost): Promise<Record<string, CheckResult['outcome']>>;
  results(host: CheckHost): Promise<CheckResult[]>;
  drill(id: string): Promise<Drill>;
  /** Does what the links in the outbox's mails do. Answers with the addresses that were waiting. */
  confirmMails(): Promise<string[]>;
  /** Lets a drill's symptom happen. */
  provoke(id: string, host: CheckHost): Promise<void>;
  /** Faults of the cloud itself; a test expects none. */
  faults: unknown[];
  close(): Promise<void>;
}

const ACCOUNT = '111122223333';

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
    forcePathStyle: true,
  });
  let synthesised = 0;
  const results = async (host: CheckHost) => runChecks((await loadLab(root, id)).checks, host);
  return {
    cloud,
    faults,
    clientConfiguration,
    async deploy(variant = {}, account = ACCOUNT) {
      const artifact = synthesise(await loadLab(root, id, variant), path.join(scratch, `synth-${synthesised++}`));
      return {
        outputs: await deployDirectly(artifact, { clientConfiguration: clientConfiguration(account), account }),
        clientConfiguration: clientConfiguration(account),
        fetch: fetchAt(cloud.endpoint),
        seed: 1,
        now: () => clock.now(),
        sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
        patience: 1,
        tell: () => {},
      };
    },
    results,
    check: async (host) => Object.fromEntries((await results(host)).map((result) => [result.id, result.outcome])),
    drill: async (drill) => readDrill(await openLab(root, id), drill),
    confirmMails: async () => (await confirmMails(cloud.endpoint)).map(({ to }) => to),
    async provoke(drill, host) {
      await (await readDrill(await openLab(root, id), drill)).provoke?.(contextFor(host, new Map(), [], []));
    },
    async close() {
      await cloud.close();
      rmSync(scratch, { recursive: true });
    },
  };
}
