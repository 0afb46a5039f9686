/**
 * A sorted list as plain data: chunks of at most 512 entries, so that inserting moves few of them. Tables and indexes
 * keep their entries by (order, hash, sort, tie): all items of a partition stand together, sorted by their sort key.
 */
export interface Ordered<E extends Entry> {
  chunks: E[][];
  length: number;
}

/** What entries are sorted by. */
export interface Entry {
  /** A number that spreads partitions over a scan (or the time an item expires). */
  order: number;
  /** The encoded partition key. */
  hash: string;
  /** The encoded sort key, '' without one. */
  sort: string;
  /** Tells entries of an index apart whose keys are the same: the encoded primary key. */
  tie: string;
}

const MAX_CHUNK = 512;

export function createOrdered<E extends Entry>(): Ordered<E> {
  return { chunks: [], length: 0 };
}

/** Negative, zero or positive, as `a` stands before, at or after `b`. */
export function compareEntries(a: Entry, b: Entry): number {
  if (a.order !== b.order) return a.order - b.order;
  if (a.hash !== b.hash) return a.hash < b.hash ? -1 : 1;
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1;
  if (a.tie !== b.tie) return a.tie < b.tie ? -1 : 1;
  return 0;
}

/** The entry with exactly these keys. */
export function findEntry<E extends Entry>(ordered: Ordered<E>, probe: Entry): E | undefined {
  const { chunk, index } = seek(ordered, (entry) => compareEntries(entry, probe) < 0);
  const entry = ordered.chunks[chunk]?.[index];
  return entry && compareEntries(entry, probe) === 0 ? entry : undefined;
}

/** Puts an entry in its place, instead of the one with the same keys, which is returned. */
export function putEntry<E extends Entry>(ordered: Ordered<E>, entry: E): E | undefined {
  const { chunk, index } = seek(ordered, (other) => compareEntries(other, entry) < 0);
  const present = ordered.chunks[chunk]?.[index];
  if (present && compareEntries(present, entry) === 0) {
    ordered.chunks[chunk]![index] = entry;
    return present;
  }
  ordered.length++;
  // Reason: a position before the first entry of a chunk may as well be the end of the chunk before it.
  const at = index === 0 && chunk > 0 ? chunk - 1 : chunk;
  const target = ordered.chunks[at];
  if (!target) {
    ordered.chunks.push([entry]);
    return undefined;
  }
  if (at === chunk) target.splice(index, 0, entry);
  else target.push(entry);
  if (target.length > MAX_CHUNK)
    ordered.chunks.splice(at + 1, 0, target.splice(at === ordered.chunks.length - 1 ? MAX_CHUNK - 8 : MAX_CHUNK / 2));
  return undefined;
}

/** Takes the entry with these keys out. */
export function removeEntry<E extends Entry>(ordered: Ordered<E>, probe: Entry): E | undefined {
  const { chunk, index } = seek(ordered, (entry) => compareEntries(entry, probe) < 0);
  const entries = ordered.chunks[chunk];
  const entry = entries?.[index];
  if (!entries || !entry || compareEntries(entry, probe) !== 0) return undefined;
  entries.splice(index, 1);
  if (entries.length === 0) ordered.chunks.splice(chunk, 1);
  ordered.length--;
  return entry;
}

/** The entries from the first that is not `before` (true for a leading run of entries) on. */
export function* ascending<E extends Entry>(ordered: Ordered<E>, before: (entry: E) => boolean): Generator<E> {
  let { chunk, index } = seek(ordered, before);
  for (; chunk < ordered.chunks.length; chunk++, index = 0) {
    const entries = ordered.chunks[chunk]!;
    for (; index < entries.length; index++) yield entries[index]!;
  }
}

/** The entries back from the last that is `before`. */
export function* descending<E extends Entry>(ordered: Ordered<E>, before: (entry: E) => boolean): Generator<E> {
  let { chunk, index } = seek(ordered, before);
  for (; chunk >= 0; chunk--, index = ordered.chunks[chunk]?.length ?? 0) {
    const entries = ordered.chunks[chunk];
    for (let at = index - 1; entries && at >= 0; at--) yield entries[at]!;
  }
}

/** Where the first entry stands that is not `before`; one past the last chunk when all are. */
function seek<E extends Entry>(ordered: Ordered<E>, before: (entry: E) => boolean): { chunk: number; index: number } {
  const { chunks } = ordered;
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entries = chunks[middle]!;
    if (before(entries[entries.length - 1]!)) low = middle + 1;
    else high = middle;
  }
  const entries = chunks[low];
  if (!entries) return { chunk: low, index: 0 };
  let first = 0;
  let last = entries.length;
  while (first < last) {
    const middle = (first + last) >>> 1;
    if (before(entries[middle]!)) first = middle + 1;
    else last = middle;
  }
  return { chunk: low, index: first };
}
