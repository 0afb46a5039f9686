import { s3Error } from './errors.ts';

/** Bytes `start` to `end` (exclusive) of an object. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Reads `bytes=0-9`, `bytes=5-`, `bytes=-5`; several ranges, or none, mean the whole. Throws InvalidRange. RFC 9110, section 14. */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Number(last);
    if (length === 0 || size === 0) throw s3Error('InvalidRange');
    return { start: Math.max(0, size - length), end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw s3Error('InvalidRange');
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}
