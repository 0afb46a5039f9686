import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './attribute-value.ts';
import { itemSize } from './item-size.ts';
import type { Entry } from './ordered.ts';

/** Under a symbol, so that saving leaves it out: the item as it was put, or as it was read from its text. */
const ITEM = Symbol('item');

/**
 * An item in its table. It is kept as text: the state is saved again and again while items are written, and that takes
 * a sixth of the time when an item is one text and not a dozen small objects. Items with binary values are kept as they are.
 */
export interface Row extends Entry {
  stored: string | Item;
  /** bytes, as DynamoDB accounts them */
  size: number;
  [ITEM]?: Item;
}

export function makeRow({ order, hash, sort }: Entry, item: Item): Row {
  return { order, hash, sort, tie: '', stored: isPlain(item) ? JSON.stringify(item) : item, size: itemSize(item), [ITEM]: item };
}

/** The item of a row. It is never changed: a write makes another row. */
export function itemOf(row: Row): Item;
export function itemOf(row: Row | undefined): Item | undefined;
export function itemOf(row: Row | undefined): Item | undefined {
  if (!row) return undefined;
  row[ITEM] ??= typeof row.stored === 'string' ? (JSON.parse(row.stored) as Item) : row.stored;
  return row[ITEM];
}

/** Whether JSON can hold an item: it has no binary values. */
function isPlain(item: Item): boolean {
  for (const name in item) if (!isPlainValue(item[name]!)) return false;
  return true;
}

function isPlainValue(value: AttributeValue): boolean {
  if (value.B !== undefined || value.BS !== undefined) return false;
  if (value.L !== undefined) return value.L.every(isPlainValue);
  return value.M === undefined || isPlain(value.M);
}
