import type { Change } from './change.ts';

const struck = new Set<string>();

/** A user with `mishap: poison` can never be audited. */
export function mishapBefore({ after, userId }: Change): void {
  if (after?.mishap === 'poison') throw new Error(`cannot audit ${userId}: poison`);
}

/** A user with `mishap: once` makes the function fail once, when the work is already done. */
export function mishapAfter({ after, userId, sequence }: Change): void {
  if (after?.mishap !== 'once' || struck.has(sequence)) return;
  struck.add(sequence);
  throw new Error(`failed after auditing ${userId}`);
}
