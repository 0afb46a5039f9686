import { validationError } from './names.ts';

interface PageInput {
  Marker?: string | undefined;
  MaxItems?: number | undefined;
}
interface Page<Item> {
  items: Item[];
  more: { IsTruncated: boolean; Marker?: string };
}

/** One page of a list that is sorted by `key`; the marker names the last item given. */
export function pageOf<Item>(all: Iterable<Item>, key: (item: Item) => string, { Marker, MaxItems = 100 }: PageInput): Page<Item> {
  const sorted = [...all].sort((a, b) => compare(key(a), key(b)));
  const after = Marker === undefined ? undefined : readMarker(Marker);
  const rest = after === undefined ? sorted : sorted.filter((item) => compare(key(item), after) > 0);
  const items = rest.slice(0, MaxItems);
  const last = items.at(-1);
  if (rest.length <= MaxItems || last === undefined) return { items, more: { IsTruncated: false } };
  return { items, more: { IsTruncated: true, Marker: btoa(key(last)) } };
}

function readMarker(marker: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(marker) || marker.length % 4 !== 0) throw validationError(`Invalid Marker: ${marker}`);
  return atob(marker);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
