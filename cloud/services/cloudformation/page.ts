import { validationError } from '../../formation/template-error.ts';

/** One page of a list that only grows at its end, newest first; the token is the place where the next page begins. */
export function newestFirst<Item>(items: readonly Item[], token: string | undefined, size: number): { items: Item[]; NextToken?: string } {
  const end = token === undefined ? items.length : readToken(token, items.length);
  const start = Math.max(0, end - size);
  return { items: items.slice(start, end).reverse(), ...(start > 0 && { NextToken: btoa(String(start)) }) };
}

/** One page of a list in its own order. */
export function pageOf<Item>(items: readonly Item[], token: string | undefined, size: number): { items: Item[]; NextToken?: string } {
  const start = token === undefined ? 0 : readToken(token, items.length);
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: btoa(String(end)) }) };
}

function readToken(token: string, length: number): number {
  const place = /^[A-Za-z0-9+/]+={0,2}$/.test(token) && token.length % 4 === 0 ? Number(atob(token)) : Number.NaN;
  if (!Number.isInteger(place) || place < 0 || place > length) throw validationError('Invalid NextToken');
  return place;
}
