import type { CheckResult, Table } from '#labs/contract.ts';
import type { VariantKey } from '#labs/lab-pack.ts';
import type { Mail } from '../../../cloud/services/sns/mailbox.ts';
import { type Connection, connect, TabFailure } from '../connect.ts';
import { loadManifest } from '../manifest.ts';
import type { About, Edits, LabState, PackToShow, TabCloud, TabEvent, TabRequest, TabResponse } from '../messages.ts';
import { NOTHING, type Watched } from './watched.ts';
import { KeptWork } from './work.ts';

/** What a reader can press. */
export type Action = 'deploy' | 'run' | 'check' | 'destroy';

/** How the last action went. */
export type Outcome =
  | { action: 'deploy'; ms: number; status: string; touched: number }
  | { action: 'run'; ms: number; tables: Table[] }
  | { action: 'check'; ms: number; results: CheckResult[] }
  | { action: 'destroy'; ms: number; left: string[] }
  | { action: Action; failure: TabFailure };

/** What the parts of the panel hear: the cloud's events, and changes of what the runner knows. */
export type RunnerEvent =
  | TabEvent
  | { event: 'state' }
  | { event: 'begun'; action: Action; what: string }
  | { event: 'ended'; outcome: Outcome }
  | { event: 'taken' };

/** This lab is open in another tab of the same browser: both would write the same state. */
export class OpenElsewhere extends Error {}

/** One lab that runs in the page: its cloud, what is deployed, and what the reader has done. */
export class Runner implements Watched {
  readonly lab: string;
  readonly work: KeptWork;
  readonly about: About;
  readonly pack: PackToShow;
  state: LabState;
  busy: Action | undefined;
  readonly #connection: Connection;
  readonly #listeners: Set<(event: RunnerEvent) => void>;

  private constructor(
    lab: string,
    connection: Connection,
    opened: { state: LabState; about: About; pack: PackToShow },
    listeners: Set<(event: RunnerEvent) => void>,
  ) {
    this.lab = lab;
    this.work = new KeptWork(lab);
    this.#connection = connection;
    this.#listeners = listeners;
    this.state = opened.state;
    this.about = opened.about;
    this.pack = opened.pack;
  }

  /** Starts the lab's cloud. Throws OpenElsewhere, TabFailure. */
  static async open(lab: string): Promise<Runner> {
    if (!(await isAlone(lab))) throw new OpenElsewhere();
    const manifest = await loadManifest(location.origin);
    const listeners = new Set<(event: RunnerEvent) => void>();
    const connection = connect(manifest, (event) => {
      for (const listener of listeners) listener(event);
    });
    const state = await connection.cloud.open(lab, manifest);
    const [about, pack] = await Promise.all([connection.cloud.about(), connection.cloud.pack()]);
    return new Runner(lab, connection, { state, about, pack }, listeners);
  }

  on(listener: (event: RunnerEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** The stage or drill that is chosen. */
  get variant(): VariantKey {
    const keys = Object.keys(this.pack.variants) as VariantKey[];
    return keys.find((key) => key === (this.work.now.variant ?? this.state.variant)) ?? keys[0]!;
  }

  choose(variant: VariantKey): void {
    this.work.change({ variant });
    this.#tell({ event: 'state' });
  }

  /** The drill that is chosen; undefined where it is a stage. */
  get drill(): About['drills'][number] | undefined {
    return this.about.drills.find(({ id }) => this.variant === `drill:${id}`);
  }

  get passed(): readonly string[] {
    return this.work.now.passed;
  }

  resourcesOf(stage: string): string[] {
    return Object.keys(this.pack.variants[`stage:${stage}`]?.template.Resources ?? {});
  }

  get edits(): Edits {
    return this.work.editsOf(this.variant);
  }

  edit(edits: Edits): void {
    this.work.edit(this.variant, edits);
  }

  /** Takes work out of a file; false when it is none of this lab. */
  take(text: string): boolean {
    const isTaken = this.work.fromFile(text);
    if (isTaken) {
      this.#tell({ event: 'state' });
      this.#tell({ event: 'taken' });
    }
    return isTaken;
  }

  /** A drill comes over the stage it names, or to an empty place. */
  deploy(): Promise<void> {
    const { variant, drill } = this;
    return this.#do('deploy', variant, async (cloud) => {
      if (drill && this.state.variant !== variant) {
        if (drill.over) this.#hold(await cloud.deploy(`stage:${drill.over}`, {}));
        else if (this.state.status !== undefined) await cloud.destroy();
      }
      const { ms, touched, ...state } = await cloud.deploy(variant, this.edits);
      this.#hold(state);
      return { action: 'deploy', ms, status: state.status ?? '', touched: touched.length };
    });
  }

  run(scenario: string): Promise<void> {
    return this.#do('run', scenario, async (cloud, started) => {
      const tables = await cloud.run(scenario);
      return { action: 'run', ms: performance.now() - started, tables };
    });
  }

  /** Lets the chosen drill's symptom happen. */
  provoke(drill: string): Promise<void> {
    return this.#do('run', drill, async (cloud, started) => {
      const tables = await cloud.provoke(drill);
      return { action: 'run', ms: performance.now() - started, tables };
    });
  }

  check(): Promise<void> {
    return this.#do('check', '', async (cloud, started) => {
      const results = await cloud.check();
      const passed = results.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id);
      this.work.change({ passed: [...new Set([...this.work.now.passed, ...passed])] });
      return { action: 'check', ms: performance.now() - started, results };
    });
  }

  destroy(): Promise<void> {
    return this.#do('destroy', '', async (cloud) => {
      const { leftovers, ms } = await cloud.destroy();
      this.#hold(NOTHING);
      return { action: 'destroy', ms, left: leftovers.map(({ type, id }) => `${type} ${id}`) };
    });
  }

  /** Forgets work and cloud; the panel has to be opened anew. */
  async forget(): Promise<void> {
    await this.#connection.cloud.reset();
    this.work.change({ variant: undefined, edits: {}, passed: [] });
    this.#connection.close();
    leave(this.lab);
  }

  aws<Output>(service: string, operation: string, input: object): Promise<Output> {
    return this.#connection.cloud.aws(service, operation, input) as Promise<Output>;
  }

  http(request: TabRequest): Promise<TabResponse> {
    return this.#connection.cloud.http(request);
  }

  mails(): Promise<Mail[]> {
    return this.#connection.cloud.mails();
  }

  /** False where the mail has nothing to confirm. */
  async confirmMail(id: string): Promise<boolean> {
    const isDone = await this.#connection.cloud.confirmMail(id);
    // Reason: what is deployed is what it was; what is known of it is not.
    this.#tell({ event: 'state' });
    return isDone;
  }

  /** Physical ids of what is deployed of a type, by logical id. */
  deployed(type: string): { name: string; id: string }[] {
    return Object.entries(this.state.resources)
      .filter(([, resource]) => resource.type === type)
      .map(([logicalId, { id }]) => ({ name: shortName(logicalId), id }));
  }

  async #do(action: Action, what: string, work: (cloud: TabCloud, started: number) => Promise<Outcome>): Promise<void> {
    if (this.busy) return;
    this.busy = action;
    this.#tell({ event: 'begun', action, what });
    let outcome: Outcome;
    try {
      outcome = await work(this.#connection.cloud, performance.now());
    } catch (error) {
      outcome = { action, failure: asFailure(error) };
    }
    this.busy = undefined;
    if ('failure' in outcome) await this.#lookAgain();
    this.#tell({ event: 'ended', outcome });
  }

  async #lookAgain(): Promise<void> {
    this.#hold(await this.#connection.cloud.state());
  }

  #hold(state: LabState): void {
    this.state = state;
    this.#tell({ event: 'state' });
  }

  #tell(event: RunnerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** A logical id without the hash that CDK puts behind it. */
export const shortName = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');

function asFailure(error: unknown): TabFailure {
  if (error instanceof TabFailure) return error;
  return new TabFailure({ name: 'Error', message: error instanceof Error ? error.message : String(error) });
}

const leaving = new Map<string, () => void>();

/** Holds the lab for this page until it is left. Where browsers have no locks every page is alone. */
function isAlone(lab: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`xuong-may/${lab}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<void>((done) => leaving.set(lab, done));
      })
      .catch(reject);
  });
}

function leave(lab: string): void {
  leaving.get(lab)?.();
  leaving.delete(lab);
}
