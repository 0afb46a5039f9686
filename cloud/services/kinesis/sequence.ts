import type { Stream } from './state.ts';

// A sequence number is a decimal of 56 digits that starts with 49, as AWS's do: version 2, the second in which the stream
// was made, the ordinal, the shard.
const VERSION = 2n << 184n;
const CREATED_SHIFT = 148n;
const ORDINAL_SHIFT = 36n;
const SHARD_SHIFT = 4n;
const MASK_36 = (1n << 36n) - 1n;
const MASK_112 = (1n << 112n) - 1n;
const MASK_32 = (1n << 32n) - 1n;

export function formatSequence(stream: Stream, shardIndex: number, ordinal: number): string {
  return String(
    VERSION | (createdSeconds(stream) << CREATED_SHIFT) | (BigInt(ordinal) << ORDINAL_SHIFT) | (BigInt(shardIndex) << SHARD_SHIFT) | 2n,
  );
}

/** What a sequence number says; undefined when it is none. */
export function parseSequence(text: string): { createdSeconds: bigint; shardIndex: number; ordinal: number } | undefined {
  if (!/^\d{56}$/.test(text)) return undefined;
  const number = BigInt(text);
  if (number >> 184n !== 2n || (number & 15n) !== 2n) return undefined;
  return {
    createdSeconds: (number >> CREATED_SHIFT) & MASK_36,
    shardIndex: Number((number >> SHARD_SHIFT) & MASK_32),
    ordinal: Number((number >> ORDINAL_SHIFT) & MASK_112),
  };
}

export function createdSeconds(stream: Stream): bigint {
  return BigInt(Math.floor(stream.createdAt / 1000));
}
