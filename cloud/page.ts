/** What an answer gives of a list, and where the next one goes on. */
export interface Page<Item> {
  items: Item[];
  /** Absent after the last page. */
  next?: string;
}

/**
 * One page of a list in the order of its keys; the token names the last item given, so that what comes and goes in
 * between upsets nothing. `refuse` makes the service's own error for a token that this cloud did not give.
 */
export function pageAfter<Item>(
  all: Iterable<Item>,
  key: (item: Item) => string,
  { token, size }: { token?: string | undefined; size: number },
  refuse: () => Error,
): Page<Item> {
  const after = token === undefined || token === '' ? undefined : readToken(token, refuse);
  const keyed = [...all].map((item) => ({ item, at: key(item) }));
  keyed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const rest = after === undefined ? keyed : keyed.filter(({ at }) => at > after);
  const page = rest.slice(0, size);
  return { items: page.map(({ item }) => item), ...(rest.length > size && { next: writeToken(page.at(-1)!.at) }) };
}

function writeToken(key: string): string {
  return btoa(encodeURIComponent(key));
}

function readToken(token: string, refuse: () => Error): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(token) || token.length % 4 !== 0) throw refuse();
  try {
    return decodeURIComponent(atob(token));
  } catch (error) {
    if (error instanceof URIError) throw refuse();
    throw error;
  }
}
