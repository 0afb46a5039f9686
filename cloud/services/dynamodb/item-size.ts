import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './attribute-value.ts';
import { numberSize } from './decimal.ts';

/** Largest item, in bytes, names and values. Developer Guide, "Quotas: Item size". */
export const MAX_ITEM_SIZE = 409_600;
/** A Query, Scan or GetRecords page ends at 1 MB. */
export const PAGE_SIZE = 1_048_576;

/** An item's size in bytes as DynamoDB accounts it. Developer Guide, "DynamoDB item sizes and formats". */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) size += utf8Size(name) + valueSize(item[name]!);
  return size;
}

/** A value's size in bytes, without its name. */
export function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return utf8Size(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.SS !== undefined) return sum(value.SS, utf8Size);
  if (value.NS !== undefined) return sum(value.NS, numberSize);
  if (value.BS !== undefined) return sum(value.BS, (bytes) => bytes.length);
  if (value.L !== undefined) return 3 + sum(value.L, (element) => 1 + valueSize(element));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

/** Bytes of a text in UTF-8. */
export function utf8Size(text: string): number {
  let size = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) size += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && text.charCodeAt(i + 1) >= 0xdc00 && text.charCodeAt(i + 1) < 0xe000) {
      size += 2; // a pair of two units is four bytes
      i++;
    } else size += 2;
  }
  return size;
}

function sum<T>(list: readonly T[], size: (element: T) => number): number {
  let total = 0;
  for (const element of list) total += size(element);
  return total;
}
