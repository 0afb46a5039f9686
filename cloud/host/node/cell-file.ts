import { createHash } from 'node:crypto';
import { DefaultDeserializer, serialize } from 'node:v8';
import type { Cell } from '../../cells.ts';

/** A saved cell cannot be read. Says which file, and what to do. */
export class CorruptState extends Error {
  readonly file: string;

  constructor(file: string, reason: string, cause?: unknown) {
    super(`${file} cannot be read: ${reason}. Start with --fresh to forget all saved state, or delete this file to forget this part.`, {
      cause,
    });
    this.name = 'CorruptState';
    this.file = file;
  }
}

const MAGIC = Buffer.from('xuong-may cell 1\n');
const DIGEST_BYTES = 32;

/**
 * A cell as the bytes of its file: a first line, the SHA-256 of the rest, the rest in V8's structured-clone format.
 * Throws where the state holds what cannot be written, and says whose state it is.
 */
export function writeCell(cell: Cell): Buffer[] {
  let body: Buffer;
  try {
    body = serialize(cell);
  } catch (error) {
    const place = [cell.service, cell.account, cell.region].filter(Boolean).join(' ');
    throw new Error(`The state of ${place} cannot be saved: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  return [MAGIC, digest(body), body];
}

/** The cell in a file's bytes. Throws CorruptState. */
export function readCell(file: string, bytes: Buffer): Cell {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new CorruptState(file, 'it is not a saved state');
  const body = bytes.subarray(MAGIC.length + DIGEST_BYTES);
  if (!digest(body).equals(bytes.subarray(MAGIC.length, MAGIC.length + DIGEST_BYTES)))
    throw new CorruptState(file, 'it is damaged or cut short');
  const reader = new OwnBytes(body);
  reader.readHeader();
  const cell: unknown = reader.readValue();
  if (!isCell(cell)) throw new CorruptState(file, 'it holds something else');
  return cell;
}

/** Node's reader gives views into the file's own buffer: a later structuredClone of one would copy the whole file. */
class OwnBytes extends DefaultDeserializer {
  _readHostObject(): unknown {
    const inherited: unknown = Reflect.get(DefaultDeserializer.prototype, '_readHostObject');
    const view: unknown = typeof inherited === 'function' ? Reflect.apply(inherited, this, []) : undefined;
    return view instanceof Uint8Array ? Uint8Array.prototype.slice.call(view) : view;
  }
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function isCell(value: unknown): value is Cell {
  return (
    typeof value === 'object' &&
    value !== null &&
    'service' in value &&
    typeof value.service === 'string' &&
    'account' in value &&
    typeof value.account === 'string' &&
    'region' in value &&
    typeof value.region === 'string' &&
    'state' in value
  );
}
