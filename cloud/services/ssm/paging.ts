import { validation } from './names.ts';

interface PageInput {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

/** One page of a list sorted by `key`; the token names the last item given. */
export function pageOf<Item>(
  all: Iterable<Item>,
  key: (item: Item) => string,
  { NextToken, MaxResults }: PageInput,
  most: number,
): { items: Item[]; next: { NextToken?: string } } {
  const size = MaxResults ?? most;
  if (size < 1 || size > most) throw validation(`MaxResults must be between 1 and ${most}.`);
  const after = NextToken === undefined ? undefined : readToken(NextToken);
  const sorted = [...all].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const rest = after === undefined ? sorted : sorted.filter((item) => key(item) > after);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  return { items, next: rest.length > size && last !== undefined ? { NextToken: btoa(key(last)) } : {} };
}

function readToken(token: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(token) || token.length % 4 !== 0) throw validation('The specified token is not valid.');
  return atob(token);
}
