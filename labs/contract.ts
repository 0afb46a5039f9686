/** A text in both languages of the workshop. */
export interface Text {
  vi: string;
  en: string;
}

/** The three ways a reader runs a lab: in the page, on this machine, in an AWS account. */
export type Way = 'tab' | 'local' | 'aws';

/** How much of a service a way of running covers: its behaviour, only its settings, or nothing of it. */
export type Coverage = 'real' | 'control-plane' | 'not-covered';

/** A lab's manifest: `labs/<id>/lab.ts` exports it as `lab`. */
export interface Lab {
  /** The folder's name. */
  id: string;
  title: Text;
  level: 100 | 200 | 300 | 400;
  /** How long a reader takes, from deployment to clean-up. */
  minutes: number;
  /** AWS services in use, by their names in IAM: `s3`, `lambda`, `dynamodb`. */
  services: readonly string[];
  cost: Cost;
  /** Per way of running, what each service is. Every service of `services` is named. */
  covers: Record<Way, Readonly<Record<string, Coverage>>>;
  /** What an AWS account must allow beyond permissions; asked before a deployment. */
  needs?: Needs;
  /**
   * Its stack writes to somebody by e-mail, who has to click on a link: no template can. Where a cloud keeps an outbox, what
   * runs a lab without a reader (lab:verify, tests) does it after a stage is deployed.
   */
  confirmsMail?: true;
  /**
   * From the state the reader finds to `solution`, in order. `solution` is the lab's own folder; every other stage is a
   * folder in `stages/` that holds only the files in which it differs from the stage after it.
   */
  stages: readonly string[];
  /** Folders in `drills/`, each with a `drill.ts` and the files in which the broken lab differs from the solution. */
  drills: readonly string[];
}

/** What a lab takes of an account's quotas; a test compares it with the lab's template. */
export interface Needs {
  /** Concurrency the lab's functions reserve, together. */
  reservedConcurrency?: number;
  /** Of each quota, how much; what is not named is not needed. */
  quotas?: Partial<Record<Quota, number>>;
}

/** Quotas that labs run into; `scripts/preflight/quotas.ts` says how each is asked for and what uses it up. */
export type Quota =
  | 'kinesis.shards'
  | 'ec2.elastic-ips'
  | 'vpc.vpcs'
  | 'vpc.internet-gateways'
  | 'vpc.nat-gateways-per-zone'
  | 'ecs.fargate-vcpus';

/** In ap-southeast-1, on demand, without the free tier. */
export interface Cost {
  /** One deployment, its checks and its removal. */
  usdPerRun: number;
  /** What a deployed and idle lab costs. */
  usdPerForgottenHour: number;
  /** The day of the estimate: `2026-11-20`. */
  checked: string;
}

/** One thing that is true when the lab works. `labs/<id>/checks.ts` exports them, in order, as `checks`. */
export interface Check {
  id: string;
  /** What is true then, as a sentence. */
  says: Text;
  /** Where to look when it is not; never the answer itself. */
  hint: Text;
  /** Checks that must have passed before this one makes sense; without them it is skipped. */
  needs?: readonly string[];
  /** Throws when it is not true; see CheckContext for the ways to say so. */
  run(context: CheckContext): Promise<void>;
}

/** What "Run" does: lets the lab work on something a reader can watch. `labs/<id>/scenarios.ts` exports `scenarios`. */
export interface Scenario {
  id: string;
  says: Text;
  run(context: CheckContext): Promise<void>;
}

/**
 * What a check works with. It calls AWS through SDK clients and HTTP only, so that the same file runs against AWS, the
 * local cloud and a browser tab: whoever hosts it decides where clients go and how long a second is.
 */
export interface CheckContext {
  /** The stack's outputs, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** An SDK client for the deployment: `client(DynamoDBClient)`. Asked again, the same one. */
  // biome-ignore lint/suspicious/noExplicitAny: each client's configuration is its own; the host fills it.
  client<Client>(Client: new (configuration: any) => Client): Client;
  /** The web as the deployment is reached from here. */
  readonly fetch: typeof globalThis.fetch;
  /** What a run's data are made from: the same seed gives the same data. */
  readonly seed: number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits `ms` milliseconds, as the local cloud counts: against AWS, which reacts more slowly, the host waits longer. */
  wait(ms: number): Promise<void>;
  /** Calls `attempt` until it no longer throws; after `within` its last error stands. `wait` says what a millisecond is. */
  eventually<Value>(attempt: () => Value | Promise<Value>, patience?: Patience): Promise<Value>;
  /** Notes both values and ends the check when they differ (compared deeply). */
  equal<Value>(seen: Value, expected: Value, what?: Text): void;
  /** Ends the check. */
  fail(expected: string, seen: string, what?: Text): never;
  /** Says what is going on now, for whoever watches. */
  tell(text: Text): void;
  /** Adds a table to the result. */
  show(table: Table): void;
}

export interface Patience {
  /** Milliseconds; 10,000 unless said. */
  within?: number;
  /** Milliseconds between attempts; 200 unless said. */
  every?: number;
}

/** Figures that belong to a result, as text: LEDA's difference per key. */
export interface Table {
  title: Text;
  columns: readonly Text[];
  /** `wrong` marks a row that made the check fail. */
  rows: readonly { cells: readonly string[]; wrong?: boolean }[];
}

/** What a check compared. Values are shown as JSON, unless they are text. */
export interface Comparison {
  what?: Text;
  expected: string;
  seen: string;
  passed: boolean;
}

/** How a check went. */
export interface CheckResult {
  id: string;
  says: Text;
  /** `skipped`: a check it needs had not passed. */
  outcome: 'passed' | 'failed' | 'skipped';
  /** The comparison that failed, or the last one. An error that was no comparison is `seen`. */
  expected?: string;
  seen?: string;
  comparisons: readonly Comparison[];
  details: readonly Table[];
  /** Present unless the check passed. */
  hint?: Text;
  durationMs: number;
}

/** A mishap to be found and mended: `labs/<lab>/drills/<id>/drill.ts` exports it as `drill`. */
export interface Drill {
  id: string;
  title: Text;
  /** What a user of the broken lab meets, and nothing about its cause. */
  symptom: Text;
  /** The stage that stands before the fault is deployed, where only a change of what runs shows it; else it comes to an empty place. */
  over?: string;
  /** Makes the symptom happen before the reader's eyes. Absent where the failing deployment says it all. */
  provoke?(context: CheckContext): Promise<void>;
  /** What the deployment fails with, word for word, where the fault stops it. */
  deploymentFails?: string;
  /** The checks that fail while the fault is in. */
  fails: readonly string[];
  /** From "where to look" to the fix, one step at a time. */
  hints: readonly Text[];
}

/**
 * What a lab's drawing needs beyond its template, where it does: `labs/<lab>/diagram.ts` exports it as `diagram`.
 * Resources are named by their construct path (`Users`, `Api/Orders`) or logical id, an index of a table as
 * `Users/index/EmailIndex`, an actor by its key. A name that no stage has fails the build.
 */
export interface DiagramHints {
  /** The order of the tall drawing, for phones: as data meets them. Those not named follow. */
  order?: readonly string[];
  nodes?: Readonly<Record<string, NodeHint>>;
  /** By `<from>--<to>`. */
  edges?: Readonly<Record<string, EdgeHint>>;
  /** Who uses the lab from outside: a caller, a browser. */
  actors?: Readonly<Record<string, Actor>>;
  /** What dotted arrows are. */
  legend?: Text;
}

export interface NodeHint {
  /** Written under the icon instead of the construct's name and its kind. */
  name?: Text;
  kind?: Text;
  hidden?: true;
  /** Drawn by itself, where it would be drawn as part of another: a function's log group. */
  shown?: true;
  /** Column and row in the wide drawing, halves too. Either every drawn node has a place or none. */
  at?: readonly [number, number];
}

export interface EdgeHint {
  /** `null`: nothing is written on it. */
  label?: Text | null;
  /** Only looked at: drawn dotted. */
  setting?: true;
  /** Not drawn; the list beside the drawing still has it. */
  hidden?: true;
}

export interface Actor {
  name: Text;
  kind: Text;
  icon: 'person' | 'computer' | 'internet';
  at?: readonly [number, number];
  uses: readonly { what: string; label?: Text }[];
}
