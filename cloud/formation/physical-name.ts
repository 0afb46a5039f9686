import type { Random } from '../random.ts';

const UPPER_ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const RANDOM_LENGTH = 12;

/**
 * `<stack>-<logicalId>-<12 random characters>`, at most `limit` long: the two names share what is left, each giving
 * what it does not need to the other.
 */
export function physicalName(stackName: string, logicalId: string, limit: number, random: Random): string {
  const room = limit - RANDOM_LENGTH - 2;
  const half = Math.floor(room / 2);
  const stackRoom = Math.max(room - logicalId.length, half, 0);
  const stack = stackName.slice(0, stackRoom);
  const logical = logicalId.slice(0, Math.max(room - stack.length, 0));
  return [stack, logical, random.text(RANDOM_LENGTH, UPPER_ALPHANUMERIC)].filter((part) => part !== '').join('-');
}
