/** Where chance comes from: seeded, so that a failing run can be replayed. */
export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** An integer from 0 (inclusive) to `limit` (exclusive). */
  below(limit: number): number;
  uuid(): string;
  /** `length` characters drawn from `alphabet` (default: hexadecimal digits). */
  text(length: number, alphabet?: string): string;
}

const HEX = '0123456789abcdef';
/** The alphabet of AWS's unique ids (`AROA...`) and of generated physical names. */
export const UPPER_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A generator of the sfc32 family; the same seed gives the same sequence. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) word();
  const below = (limit: number) => Math.floor((word() / 2 ** 32) * limit);
  const text = (length: number, alphabet = HEX) => {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[below(alphabet.length)];
    return out;
  };
  return {
    next: () => word() / 2 ** 32,
    below,
    text,
    uuid: () => `${text(8)}-${text(4)}-4${text(3)}-${text(1, '89ab')}${text(3)}-${text(12)}`,
  };
}

/** A seed that differs at every start, from the platform's own source of randomness. */
export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
