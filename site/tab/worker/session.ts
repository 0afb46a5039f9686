import type { Check, CheckResult, Table } from '#labs/contract.ts';
import type { LabPack, VariantKey } from '#labs/lab-pack.ts';
import { type CheckHost, contextFor, runChecks } from '#labs/run-checks.ts';
import { forgetDatabase, indexedDbStore } from '../../../cloud/host/browser/indexed-db-store.ts';
import { type BrowserCloud, startBrowserCloud, TAB_ENDPOINT } from '../../../cloud/host/browser/start.ts';
import { connectSdk } from '../../../cloud/runtime/browser-sdk.ts';
import type { Aws } from '../../../cloud/services/aws.ts';
import type { Mail } from '../../../cloud/services/sns/mailbox.ts';
import { databaseOf } from '../database.ts';
import type { About, Deployed, Edits, LabState, Leftover, PackToShow, TabCloud, TabEvent, TabRequest, TabResponse } from '../messages.ts';
import type { LabModule, TabManifest } from '../tab-manifest.ts';
import { ActivityWatch, LOOKING } from './activity.ts';
import { assetBucket, deploy, type Place, settled, statusOf, VARIANT_TAG } from './deploy.ts';
import { emptyBuckets } from './empty-buckets.ts';
import { tabFetch } from './http.ts';
import { takeInventory } from './inventory.ts';
import { loadService } from './services.ts';

const ACCOUNT = '111122223333';
const REGION = 'ap-southeast-1';
/** Checks and scenarios draw from this: a page shows the same data as the tests. */
const SEED = 1;

/** One lab in a page: its cloud, and what the page may ask of it. */
export class Session implements TabCloud {
  readonly #tell: (event: TabEvent) => void;
  readonly #watch: ActivityWatch;
  #lab: { pack: LabPack; module: LabModule; cloud: BrowserCloud; aws: Aws; looking: Aws; close(): void } | undefined;

  constructor(tell: (event: TabEvent) => void) {
    this.#tell = tell;
    this.#watch = new ActivityWatch((activity) => tell({ event: 'activity', activity }));
  }

  async open(id: string, manifest: TabManifest): Promise<LabState> {
    const addresses = manifest.labs[id];
    if (!addresses) throw new RangeError(`${id} does not run in the page`);
    const [pack, module] = await Promise.all([
      fetch(addresses.pack).then((response) => {
        if (!response.ok) throw new Error(`${addresses.pack}: ${response.status}`);
        return response.json() as Promise<LabPack>;
      }),
      import(/* @vite-ignore */ addresses.module) as Promise<LabModule>,
    ]);
    const services = await Promise.all(pack.services.map(loadService));
    const store = await indexedDbStore(databaseOf(id)).catch((error) => {
      // Reason: private windows may have no storage; the lab runs all the same and forgets itself with the page.
      this.#fault(error);
      return undefined;
    });
    const cloud = await startBrowserCloud({
      services,
      bootstrap: manifest.bootstrap,
      provided: manifest.provided,
      ...(store && { store }),
      observe: (activity) => this.#watch.see(activity),
      onFault: (error) => this.#fault(error),
    });
    connectSdk(cloud.carry, {
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL: TAB_ENDPOINT,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: 'unused',
    });
    const aws = cloud.cloud.as({ type: 'root', account: ACCOUNT }, ACCOUNT, REGION);
    const looking = cloud.cloud.as({ type: 'root', account: ACCOUNT, via: LOOKING }, ACCOUNT, REGION);
    this.#lab = { pack, module, cloud, aws, looking, close: () => store?.close() };
    return this.state();
  }

  async about(): Promise<About> {
    const { module } = this.#opened();
    return {
      scenarios: module.scenarios.map(({ id, says }) => ({ id, says })),
      checks: module.checks.map(({ id, says }) => ({ id, says })),
      drills: module.drills.map(({ provoke: _, ...drill }) => drill),
    };
  }

  async pack(): Promise<PackToShow> {
    const { code: _, ...pack } = this.#opened().pack;
    return pack;
  }

  async deploy(variant: VariantKey, edits: Edits): Promise<Deployed> {
    const started = performance.now();
    const touched = await deploy(this.#opened().pack, variant, edits, this.#place());
    return { ...(await this.state()), ms: performance.now() - started, touched };
  }

  async run(id: string): Promise<Table[]> {
    const scenario = this.#opened().module.scenarios.find((candidate) => candidate.id === id);
    if (!scenario) throw new RangeError(`No scenario "${id}"`);
    return this.#inContext((context) => scenario.run(context));
  }

  async provoke(id: string): Promise<Table[]> {
    const drill = this.#opened().module.drills.find((candidate) => candidate.id === id);
    if (!drill) throw new RangeError(`No drill "${id}"`);
    return this.#inContext(async (context) => drill.provoke?.(context));
  }

  async check(): Promise<CheckResult[]> {
    const { module } = this.#opened();
    return runChecks(module.checks as Check[], await this.#host(), (result) => this.#tell({ event: 'check', result }));
  }

  async destroy(): Promise<{ leftovers: Leftover[]; ms: number }> {
    const started = performance.now();
    const { aws, cloud } = this.#opened();
    const StackName = this.#stackName();
    if ((await statusOf(aws, StackName)) !== undefined) {
      await emptyBuckets(aws, StackName);
      await aws.cloudformation.DeleteStack({ StackName });
      await settled(this.#place(), StackName, undefined);
    }
    await emptyBuckets(aws, undefined, assetBucket({ account: ACCOUNT, region: REGION }));
    this.#watch.know({}, undefined);
    const leftovers = await takeInventory(aws);
    await lastInvocations(() => cloud.environmentsAlive());
    for (let alive = 0; alive < cloud.environmentsAlive(); alive++)
      leftovers.push({ type: 'execution environment', id: `Worker ${alive + 1}` });
    await cloud.cloud.save();
    return { leftovers, ms: performance.now() - started };
  }

  async reset(): Promise<void> {
    const { cloud, pack, close } = this.#opened();
    await cloud.cloud.stop();
    close();
    await forgetDatabase(databaseOf(pack.lab.id));
  }

  async aws(service: string, operation: string, input: object): Promise<unknown> {
    const clients = this.#opened().looking as unknown as Record<string, Record<string, (input: object) => Promise<unknown>> | undefined>;
    const client = clients[service];
    if (!client) throw new RangeError(`The page's cloud has no ${service} for this lab`);
    return client[operation]!(input);
  }

  async http({ method, url, headers, body }: TabRequest): Promise<TabResponse> {
    const started = performance.now();
    const response = await tabFetch(this.#opened().cloud.carry)(url, { method, headers, ...(body !== undefined && { body }) });
    const text = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body: text, ms: performance.now() - started };
  }

  async mails(): Promise<Mail[]> {
    const { mailsOf } = await mailbox();
    return mailsOf(this.#opened().cloud.cloud);
  }

  async confirmMail(id: string): Promise<boolean> {
    const { confirmMail } = await mailbox();
    return (await confirmMail(this.#opened().cloud.cloud, id))?.status === 200;
  }

  async state(): Promise<LabState> {
    const { aws, pack } = this.#opened();
    const StackName = this.#stackName();
    const { Stacks = [] } = await aws.cloudformation.DescribeStacks({});
    const stack = Stacks.find((candidate) => candidate.StackName === StackName);
    if (!stack) return { status: undefined, variant: undefined, outputs: {}, resources: {} };
    const { StackResources = [] } = await aws.cloudformation.DescribeStackResources({ StackName });
    const resources = Object.fromEntries(
      StackResources.map(({ LogicalResourceId = '', PhysicalResourceId: id = '', ResourceType: type = '' }) => [
        LogicalResourceId,
        { id, type },
      ]),
    );
    const variant = stack.Tags?.find(({ Key }) => Key === VARIANT_TAG)?.Value as VariantKey | undefined;
    this.#watch.know(resources, variant && pack.variants[variant]?.template);
    const outputs = Object.fromEntries((stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    return { status: stack.StackStatus, variant, outputs, resources };
  }

  async #inContext(work: (context: ReturnType<typeof contextFor>) => Promise<void> | undefined): Promise<Table[]> {
    const tables: Table[] = [];
    const clients = new Map<unknown, unknown>();
    await work(contextFor(await this.#host(), clients, [], tables));
    return tables;
  }

  async #host(): Promise<CheckHost> {
    const { cloud } = this.#opened();
    return {
      outputs: (await this.state()).outputs,
      clientConfiguration: {},
      fetch: tabFetch(cloud.carry),
      seed: SEED,
      now: Date.now,
      sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
      patience: 1,
      tell: (text) => this.#tell({ event: 'tell', text }),
    };
  }

  #place(): Place {
    return { aws: this.#opened().aws, account: ACCOUNT, region: REGION, tell: this.#tell };
  }

  #stackName(): string {
    return Object.values(this.#opened().pack.variants)[0]!.stackName;
  }

  #opened() {
    if (!this.#lab) throw new Error('No lab is open');
    return this.#lab;
  }

  #fault(error: unknown): void {
    this.#tell({ event: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Only labs that write e-mails need it. */
const mailbox = () => import('../../../cloud/services/sns/mailbox.ts');

/** How long an invocation under way is waited for, in ms. */
const LAST_INVOCATION = 5000;

/** What is under way when its function is deleted runs to its end, as on Lambda. */
async function lastInvocations(alive: () => number): Promise<void> {
  const until = performance.now() + LAST_INVOCATION;
  while (alive() > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
}
