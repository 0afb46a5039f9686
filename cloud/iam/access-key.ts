import type { Random } from '../random.ts';
import { UPPER_AND_DIGITS } from '../random.ts';

/** `AKIA` of a user, `ASIA` of a session. */
export type AccessKeyPrefix = 'AKIA' | 'ASIA';

/**
 * Makes an access key id that tells its account, as AWS's do, and that this cloud recognises as one of its own: a key
 * that was issued and is gone must not be mistaken for a stranger's.
 */
export function newAccessKeyId(prefix: AccessKeyPrefix, account: string, random: Random): string {
  let rest = BigInt(account);
  let digits = '';
  for (let i = 0; i < 8; i++) {
    digits = UPPER_AND_DIGITS[Number(rest % 32n)] + digits;
    rest /= 32n;
  }
  const body = prefix + digits + random.text(6, UPPER_AND_DIGITS);
  return body + check(body);
}

export function newSecretAccessKey(random: Random): string {
  return random.text(40, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
}

/** The account of a key that this cloud issued; undefined for any other. */
export function issuedAccount(accessKeyId: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined;
  const body = accessKeyId.slice(0, -2);
  if (check(body) !== accessKeyId.slice(-2)) return undefined;
  const account = [...body.slice(4, 12)].reduce((sum, digit) => sum * 32n + BigInt(UPPER_AND_DIGITS.indexOf(digit)), 0n);
  return account.toString().padStart(12, '0');
}

function check(body: string): string {
  let sum = 7;
  for (let i = 0; i < body.length; i++) sum = (sum * 33 + body.charCodeAt(i)) % 1021;
  return UPPER_AND_DIGITS[sum >> 5]! + UPPER_AND_DIGITS[sum & 31];
}
