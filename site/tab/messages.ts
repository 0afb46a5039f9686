import type { CheckResult, Table, Text } from '#labs/contract.ts';
import type { LabPack, VariantKey } from '#labs/lab-pack.ts';
import type { Mail } from '../../cloud/services/sns/mailbox.ts';
import type { LabModule, TabManifest } from './tab-manifest.ts';

/** What the page asks of its cloud, as methods of `TabCloud`; each is answered once. */
export interface TabCloud {
  /** Loads the lab and what was left of it at the last visit. */
  open(lab: string, manifest: TabManifest): Promise<LabState>;
  /** What is deployed now. */
  state(): Promise<LabState>;
  /** Creates or updates the stack. Rejects with `DeploymentFailed` and the failed resources' reasons, or with SourceError. */
  deploy(variant: VariantKey, edits: Edits): Promise<Deployed>;
  /** What a scenario of the lab does. */
  run(scenario: string): Promise<Table[]>;
  /** Runs the lab's checks; each result is told as `check`, too. */
  check(): Promise<CheckResult[]>;
  /** Lets a drill's symptom happen. */
  provoke(drill: string): Promise<Table[]>;
  /** Removes the stack with all its buckets hold, then looks for what is left. */
  destroy(): Promise<{ leftovers: Leftover[]; ms: number }>;
  /** Forgets everything; the Worker is of no use after it. */
  reset(): Promise<void>;
  /** Any operation of the page's cloud, as the account's root: for looking into it. */
  aws(service: string, operation: string, input: object): Promise<unknown>;
  /** An HTTP request to what is deployed, by the address a stack's output gives. */
  http(request: TabRequest): Promise<TabResponse>;
  /** What SNS of the page's cloud would have sent by e-mail, the latest first. */
  mails(): Promise<Mail[]>;
  /** Does what a click on a mail's link does; false where it has nothing to confirm. */
  confirmMail(id: string): Promise<boolean>;
  /** The lab's scenarios, checks and drills: what there is to press. */
  about(): Promise<About>;
  /** The lab itself, without the deployment packages' code. */
  pack(): Promise<PackToShow>;
}

/** What the page shows of a lab's pack. */
export type PackToShow = Omit<LabPack, 'code'>;

/** What the page hears without asking. */
export type TabEvent =
  | { event: 'stack'; at: number; resource: string; type: string; status: string; reason?: string }
  | { event: 'activity'; activity: Activity[] }
  | { event: 'tell'; text: Text }
  | { event: 'check'; result: CheckResult }
  | { event: 'fault'; message: string };

/** What happened between two parts of the stack since the last such message. Logical ids; `you` is the page, `aws` a service itself. */
export interface Activity {
  from: string;
  to: string;
  /** `dynamodb:PutItem` */
  action: string;
  /** How many calls, and how many records, messages or items they carried. */
  calls: number;
  items: number;
  /** How many of the calls failed, and the last error's name. */
  failed: number;
  error?: string;
}

/** The reader's changes: sources by path, and the template as JSON text. */
export interface Edits {
  sources?: Readonly<Record<string, string>>;
  template?: string;
}

export interface LabState {
  /** `CREATE_COMPLETE`, ...; undefined where nothing is deployed. */
  status: string | undefined;
  /** What was deployed last. */
  variant: VariantKey | undefined;
  outputs: Record<string, string>;
  /** Logical id -> physical id and type. */
  resources: Record<string, { id: string; type: string }>;
}

export interface Deployed extends LabState {
  ms: number;
  /** Logical ids that were created, changed or replaced. */
  touched: string[];
}

export interface Leftover {
  type: string;
  id: string;
}

export interface TabRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface TabResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  ms: number;
}

export interface About {
  scenarios: { id: string; says: Text }[];
  checks: { id: string; says: Text }[];
  drills: Omit<LabModule['drills'][number], 'provoke'>[];
}

/** A call as it is carried to the Worker, and its answer. */
export type TabCall = { id: number; method: keyof TabCloud; args: unknown[] };
export type TabAnswer = { id: number; result: unknown } | { id: number; error: TabError };

/** An error as it is carried back. */
export interface TabError {
  name: string;
  message: string;
  /** Of a SourceError. */
  file?: string;
  line?: number;
  column?: number;
  /** Of a failed deployment: the resources' reasons. */
  reasons?: { resource: string; type: string; reason: string }[];
}
