import type { Lab } from './contract.ts';

/** A lab as a page runs it: made at build time from the lab's folder, one JSON file per lab. */
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
