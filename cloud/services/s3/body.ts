import { Md5 } from '@smithy/core/checksum';
import { fromUtf8, toHex } from '@smithy/core/serde';

/** A streaming member's bytes: `wire` hands them over in one piece, house code may give text. The bytes are kept: they own their buffer. */
export function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (typeof body === 'string') return fromUtf8(body);
  if (!(body instanceof Uint8Array)) throw new TypeError('A body must be text or a Uint8Array.');
  return body.byteLength === body.buffer.byteLength ? body : body.slice();
}

export async function md5(bytes: Uint8Array): Promise<Uint8Array> {
  const hash = new Md5();
  hash.update(bytes);
  return hash.digest();
}

/** The entity tag of an object written in one piece. */
export async function etagOf(bytes: Uint8Array): Promise<string> {
  return `"${toHex(await md5(bytes))}"`;
}

export function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
