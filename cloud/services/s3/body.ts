import { Md5 } from '@smithy/core/checksum';
import { fromUtf8, toHex } from '@smithy/core/serde';

/** An input whose body is here in one piece: as `wire` hands it over, or as house code gives it. */
export type WithBytes<Input extends { Body?: unknown }> = Omit<Input, 'Body'> & { Body?: Input['Body'] | string | Uint8Array };

/** A streaming member's bytes: they are kept, so they get a buffer of their own. */
export function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (typeof body === 'string') return fromUtf8(body);
  if (!(body instanceof Uint8Array)) throw new TypeError('A body must be text or bytes, in one piece.');
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
