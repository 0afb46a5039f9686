import { Md5 } from '@smithy/core/checksum';
import { toHex } from '@smithy/core/serde';

const ALGORITHMS = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export function isAlgorithm(name: unknown): name is Algorithm {
  return ALGORITHMS.includes(name as Algorithm);
}

/** The digest of a text's UTF-8, in hexadecimal. */
export async function digest(text: string, algorithm: Algorithm): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  if (algorithm !== 'MD5') return toHex(new Uint8Array(await crypto.subtle.digest(algorithm, bytes)));
  const md5 = new Md5();
  md5.update(bytes);
  return toHex(await md5.digest());
}
