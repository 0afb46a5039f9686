import type { VariantKey } from '#labs/lab-pack.ts';
import type { Edits } from '../messages.ts';

/** What a reader has done in a lab: kept in the browser, and in a file where they want it elsewhere. */
export interface Work {
  /** The stage or drill they chose last. */
  variant: VariantKey | undefined;
  edits: Partial<Record<VariantKey, Edits>>;
  /** Ids of the checks that passed once. */
  passed: string[];
}

export const noWork: Work = { variant: undefined, edits: {}, passed: [] };

/** Data from outside as work; undefined when anything in it is not what it has to be. */
export function workOf(data: unknown): Work | undefined {
  if (!isRecord(data) || !isRecord(data.edits) || !Array.isArray(data.passed)) return undefined;
  const { variant, edits, passed } = data;
  if (variant !== undefined && !isVariant(variant)) return undefined;
  if (!passed.every((id) => typeof id === 'string')) return undefined;
  if (!Object.entries(edits).every(([key, value]) => isVariant(key) && isEdits(value))) return undefined;
  return { variant, edits: edits as Work['edits'], passed };
}

const isVariant = (value: unknown): value is VariantKey => typeof value === 'string' && /^(stage|drill):[\w-]+$/.test(value);
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isEdits(value: unknown): value is Edits {
  if (!isRecord(value)) return false;
  const { sources = {}, template } = value;
  return (
    isRecord(sources) &&
    Object.values(sources).every((source) => typeof source === 'string') &&
    (template === undefined || typeof template === 'string')
  );
}

/** What either has; where both have something else in the same place, the first one's stays. */
export function mergedWork(one: Work = noWork, other: Work): Work {
  return {
    variant: one.variant ?? other.variant,
    edits: { ...other.edits, ...one.edits },
    passed: [...new Set([...one.passed, ...other.passed])],
  };
}
