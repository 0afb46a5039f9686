import { NEVER } from '#cdk/workshop-tags.ts';
import { UserError } from './user-error.ts';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** So soon a lab is hardly deployed; so late nobody knows any more why it is there. */
const LEAST_MS = 10 * 60_000;
const MOST_MS = 30 * UNIT_MS.d!;

/** Reads `--expires`: the moment as `2026-11-21T06:00:00Z`, or `never`. Throws UserError. */
export function readExpires(text: string, now: number): string {
  if (text === NEVER) return NEVER;
  const [, amount, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const ms = Number(amount) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(ms >= LEAST_MS && ms <= MOST_MS)) throw new UserError('argument.expires', { value: text });
  return `${new Date(now + ms).toISOString().slice(0, 19)}Z`;
}

/** The stack that deletes a lab's stack when its time has come. */
export const expiryStackOf = (stackName: string) => `${stackName}-expiry`;
export const isExpiryStack = (stackName: string) => stackName.endsWith('-expiry');
