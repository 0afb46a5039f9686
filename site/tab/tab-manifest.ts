import type { Check, Drill, Scenario } from '#labs/contract.ts';

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
  checks: readonly Check[];
  scenarios: readonly Scenario[];
  drills: readonly Drill[];
}
