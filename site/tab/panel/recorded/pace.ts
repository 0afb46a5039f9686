import type { Moment } from '../../../recording/recording.ts';

/** What came at once is seen one by one, and nobody waits as long as the recorder did; in ms. */
const SHORTEST = 35;
const LONGEST = 1200;
/** How an action went stays to be read. */
const AFTER_ACTION = 2500;

/** How long a player waits between two moments, in ms. */
export function pause(before: Moment | undefined, next: Moment): number {
  if (!before) return 0;
  if (before.event === 'ended') return AFTER_ACTION;
  return Math.min(LONGEST, Math.max(SHORTEST, next.at - before.at));
}

/** Where "one step" ends: with what a reader can read; what travels between two resources is seen on the way. */
export const isStep = ({ event }: Moment): boolean => event !== 'activity';
