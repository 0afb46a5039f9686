import type { Lab } from '#labs/contract.ts';

/** A lab as the page runs it: made at build time from the lab's folder, one JSON file per lab. */
export interface LabPack {
  lab: Lab;
  /** The services of the embedded cloud that its templates and code need. */
  services: string[];
  /** By `stage:start`, `drill:not-permitted`. */
  variants: Record<string, LabVariant>;
  /** Deployment packages' code by the S3 key that templates name: `<sha256>.zip` -> what `index.mjs` holds. */
  code: Record<string, string>;
}

/** A lab in one state. */
export interface LabVariant {
  stackName: string;
  /** The CloudFormation template, as CDK synthesised it. */
  template: Template;
  tags: Record<string, string>;
  /** Function source by its path in the lab's folder: `functions/state.ts`. */
  sources: Record<string, string>;
  /** The other files of the state that a reader wants to see: `stack.ts`. */
  shown: Record<string, string>;
  /** Logical id of each function -> the file that exports its handler. */
  entries: Record<string, string>;
}

export interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; [attribute: string]: unknown }>;
  [section: string]: unknown;
}

/** A stage or a drill of a lab, as a key of `LabPack.variants`. */
export type VariantKey = `stage:${string}` | `drill:${string}`;

/** What runs in the page, as files next to the site: made at build time. Addresses are below the site's root. */
export interface TabManifest {
  /** The cloud's Worker. */
  cloud: string;
  /** The first module of a function's Worker. */
  bootstrap: string;
  /** The SDK's packages for function code. */
  provided: Record<string, string>;
  /** Per lab: its pack (JSON), and the module with checks, scenarios and drills. */
  labs: Record<string, { pack: string; module: string }>;
}

/** What the module of a lab exports. */
export interface LabModule {
  checks: readonly import('#labs/contract.ts').Check[];
  scenarios: readonly import('#labs/contract.ts').Scenario[];
  drills: readonly import('#labs/contract.ts').Drill[];
}
