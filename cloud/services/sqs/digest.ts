import { Md5, Sha256 } from '@smithy/core/checksum';
import { toHex } from '@smithy/core/serde';

/** The MD5 of some bytes, in hexadecimal. */
export async function md5(...parts: Uint8Array[]): Promise<string> {
  const hash = new Md5();
  for (const part of parts) hash.update(part);
  return toHex(await hash.digest());
}

/** The SHA-256 of a message's body: what content-based deduplication goes by. */
export async function contentDigest(body: string): Promise<string> {
  const hash = new Sha256();
  hash.update(new TextEncoder().encode(body));
  return toHex(await hash.digest());
}
