import { fromBase64, toBase64 } from '@smithy/core/serde';
import { badRequest } from './ids.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;

interface PageInput {
  position?: string | undefined;
  limit?: number | undefined;
}

/** A page of a list. Throws BadRequestException for a position that no answer gave. */
export function page<T>(all: readonly T[], { position, limit = DEFAULT_LIMIT }: PageInput): { items: T[]; position?: string } {
  const size = Math.min(Math.max(1, limit), MAX_LIMIT);
  const start = position === undefined ? 0 : startOf(position);
  const next = start + size;
  return {
    items: structuredClone(all.slice(start, next)) as T[],
    ...(next < all.length && { position: toBase64(new TextEncoder().encode(String(next))) }),
  };
}

function startOf(position: string): number {
  let text = '';
  try {
    text = new TextDecoder().decode(fromBase64(position));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
  }
  if (!/^\d+$/.test(text)) throw badRequest('Invalid position parameter specified');
  return Number(text);
}
