import { attributeOf, type Item, sameItem, sameValue } from './attribute-value.ts';
import { addIndexUsage, noUsage, type Usage, writeUnits } from './capacity.ts';
import { itemSize, utf8Size, valueSize } from './item-size.ts';
import { indexEntry, keyAttributes } from './keys.ts';
import { type Entry, findEntry, putEntry, removeEntry } from './ordered.ts';
import { itemOf, makeRow, type Row } from './rows.ts';
import type { Index, IndexEntry, Table } from './state.ts';
import { appendRecord } from './streams/stream.ts';
import type { DynamoDbCall } from './tables.ts';
import { trackExpiry } from './time-to-live.ts';

/** The item at a key. */
export function rowAt(table: Table, at: Entry): Row | undefined {
  return findEntry(table.rows, at);
}

/**
 * Puts `item` in the place of whatever is at a key of a table (or deletes it), in the table, its indexes and its stream.
 * Everything was checked before; this cannot fail. Returns the units it took.
 */
export function writeRow(
  call: DynamoDbCall,
  table: Table,
  at: Entry,
  old: Row | undefined,
  item: Item | undefined,
  expired = false,
): Usage {
  const usage = noUsage();
  const row = item && makeRow(at, item);
  const size = row?.size ?? 0;
  usage.table = writeUnits(Math.max(size, old?.size ?? 0));
  if (!item && !old) return usage;
  if (row) putEntry(table.rows, row);
  else removeEntry(table.rows, at);
  table.size += size - (old?.size ?? 0);
  for (const index of table.indexes) addIndexUsage(usage, index, writeIndex(index, table, at, old, row));
  if (table.timeToLive) trackExpiry(call, table.timeToLive, old, row);
  if (table.streamArn && !(old && item && sameItem(itemOf(old), item))) appendRecord(call, table, old, row, expired);
  return usage;
}

/** Brings an index up to date and returns the units it took: none where what the index stores stays the same. */
function writeIndex(index: Index, table: Table, at: Entry, old: Row | undefined, row: Row | undefined): number {
  const before = old && indexEntry(index, at, itemOf(old));
  const after = row && indexEntry(index, at, itemOf(row));
  const present = before && findEntry(index.entries, before);
  if (present && after && before.hash === after.hash && before.sort === after.sort) {
    const entry: IndexEntry = { ...after, row: row!, size: storedSize(index, table, itemOf(row!)) };
    putEntry(index.entries, entry);
    index.size += entry.size - present.size;
    return sameStored(index, itemOf(old!), itemOf(row!)) ? 0 : writeUnits(Math.max(entry.size, present.size));
  }
  let units = 0;
  if (present) {
    removeEntry(index.entries, present);
    index.size -= present.size;
    units += writeUnits(present.size);
  }
  if (after) units += writeUnits(addToIndex(index, table, after, row!).size);
  return units;
}

/** Adds a row to an index in which it has a place. */
export function addToIndex(index: Index, table: Table, at: Entry, row: Row): IndexEntry {
  const entry: IndexEntry = { ...at, row, size: storedSize(index, table, itemOf(row)) };
  putEntry(index.entries, entry);
  index.size += entry.size;
  return entry;
}

/** The names of the attributes an index stores; undefined for all. */
export function storedNames(index: Index, table: Table): Set<string> | undefined {
  if (index.projection.ProjectionType === 'ALL') return undefined;
  const names = [...keyAttributes(table.key), ...keyAttributes(index.key)].map(({ name }) => name);
  return new Set([...names, ...(index.projection.NonKeyAttributes ?? [])]);
}

function storedSize(index: Index, table: Table, item: Item): number {
  const names = storedNames(index, table);
  if (!names) return itemSize(item);
  let size = 0;
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value) size += utf8Size(name) + valueSize(value);
  }
  return size;
}

/** Whether an index stores the same of both items, whose keys are the same. */
function sameStored(index: Index, old: Item, item: Item): boolean {
  if (index.projection.ProjectionType === 'ALL') return sameItem(old, item);
  return (index.projection.NonKeyAttributes ?? []).every((name) => {
    const [before, after] = [attributeOf(old, name), attributeOf(item, name)];
    return before && after ? sameValue(before, after) : before === after;
  });
}
