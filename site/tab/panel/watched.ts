import type { VariantKey } from '#labs/lab-pack.ts';
import type { About, LabState } from '../messages.ts';
import type { Action, RunnerEvent } from './runner.ts';

/** A lab at work, as it is looked at: it runs in the page, or a recording of it is played. */
export interface Watched {
  readonly about: About;
  readonly state: LabState;
  readonly busy: Action | undefined;
  /** The stage or drill that is chosen. */
  readonly variant: VariantKey;
  /** The drill that is chosen; undefined where it is a stage. */
  readonly drill: About['drills'][number] | undefined;
  /** Ids of the checks that passed once. */
  readonly passed: readonly string[];
  /** Logical ids of a stage's stack. */
  resourcesOf(stage: string): string[];
  on(listener: (event: RunnerEvent) => void): void;
}

/** Nothing deployed. */
export const NOTHING: LabState = { status: undefined, variant: undefined, outputs: {}, resources: {} };
