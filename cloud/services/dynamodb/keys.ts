import type { AttributeDefinition, AttributeValue, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { attributeOf, binaryText, type Item, invalid, invalidParameter, typeOf } from './attribute-value.ts';
import { sortableNumber } from './decimal.ts';
import { valueSize } from './item-size.ts';
import type { Entry } from './ordered.ts';
import type { Index, Key, KeyAttribute, Table } from './state.ts';

const MAX_HASH_SIZE = 2048;
const MAX_RANGE_SIZE = 1024;
const SCHEMA_MISMATCH = 'The provided key element does not match the schema';

/** Reads a key schema with the types of its attributes. */
export function keyOf(schema: readonly KeySchemaElement[], definitions: readonly AttributeDefinition[]): Key {
  const attributes = (keyType: string): KeyAttribute[] =>
    schema
      .filter((element) => element.KeyType === keyType)
      .map(({ AttributeName: name }) => {
        const type = definitions.find((definition) => definition.AttributeName === name)!.AttributeType;
        return { name: name!, type: type === 'N' || type === 'B' ? type : 'S' };
      });
  return { hash: attributes('HASH'), range: attributes('RANGE') };
}

/** The key's attributes, partition key first. */
export function keyAttributes({ hash, range }: Key): KeyAttribute[] {
  return [...hash, ...range];
}

/** The key attributes of an item. */
export function keyItem(key: Key, item: Item): Item {
  const out: Item = {};
  for (const { name } of key.hash) out[name] = item[name]!;
  for (const { name } of key.range) out[name] = item[name]!;
  return out;
}

/** Where an item stands in its table. The item holds a valid key. */
export function rowEntry(key: Key, item: Item): Entry {
  const hash = encodeAll(key.hash, item)!;
  return { order: spread(hash), hash, sort: encodeAll(key.range, item)!, tie: '' };
}

/** Where an item stands in an index; undefined when it lacks one of the index's keys (a sparse index). */
export function indexEntry(index: Index, row: Entry, item: Item): Entry | undefined {
  const hash = encodeAll(index.key.hash, item);
  const sort = hash === undefined ? undefined : encodeAll(index.key.range, item);
  if (hash === undefined || sort === undefined) return undefined;
  return { order: spread(hash), hash, sort, tie: primaryText(row) };
}

/** One text for a primary key. */
export function primaryText({ hash, sort }: Entry): string {
  return sort === '' ? hash : `${hash.length}:${hash}${sort}`;
}

/** A key value as a text whose order is DynamoDB's: numbers by value, strings by UTF-8 bytes. */
export function encodeKeyValue(value: AttributeValue): string {
  if (value.S !== undefined) return /[\ud800-\uffff]/.test(value.S) ? utf8Order(value.S) : value.S;
  if (value.N !== undefined) return sortableNumber(value.N);
  return binaryText(value.B!);
}

/** Key values of several attributes as one text, in order, each ended by two zeros. */
export function encodeKeyValues(values: readonly AttributeValue[], of: number): string {
  if (of === 1) return values[0] ? encodeKeyValue(values[0]) : '';
  return values.map((value) => `${encodeKeyValue(value).replaceAll('\0', '\0\xff')}\0\0`).join('');
}

/** The encoded value of each attribute in a text of encodeKeyValues. */
export function splitKeyText(text: string, of: number): string[] {
  return of === 1 ? [text] : text.split('\0\0').slice(0, of);
}

/** Spreads partition keys over 32 bits (FNV-1a): the order of a Scan. */
export function spread(hash: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < hash.length; i++) state = Math.imul(state ^ hash.charCodeAt(i), 0x01000193);
  state ^= state >>> 15;
  return Math.imul(state, 0x2c1b3c6d) >>> 0;
}

function encodeAll(attributes: readonly KeyAttribute[], item: Item): string | undefined {
  if (attributes.length === 0) return '';
  if (attributes.length === 1) {
    const value = attributeOf(item, attributes[0]!.name);
    return value && encodeKeyValue(value);
  }
  const values: AttributeValue[] = [];
  for (const { name } of attributes) {
    const value = attributeOf(item, name);
    if (!value) return undefined;
    values.push(value);
  }
  return encodeKeyValues(values, attributes.length);
}

/** UTF-16 text changed so that its order by code units is the order of its UTF-8 bytes: surrogates after all others. */
function utf8Order(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    out += unit < 0xd800 ? text[i] : String.fromCharCode(unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);
  }
  return out;
}

/** Checks the Key of a read, update or delete. Throws ValidationException. */
export function checkKey(table: Table, key: Item): void {
  const attributes = keyAttributes(table.key);
  if (Object.keys(key).length !== attributes.length) throw invalid(SCHEMA_MISMATCH);
  for (const { name, type } of attributes) {
    const value = attributeOf(key, name);
    if (!value || typeOf(value) !== type) throw invalid(SCHEMA_MISMATCH);
  }
  checkKeySizes(table.key, key);
}

/** Checks the key attributes of an item to be put. Throws ValidationException. */
export function checkItemKey(table: Table, item: Item): void {
  for (const { name, type } of keyAttributes(table.key)) {
    const value = attributeOf(item, name);
    if (!value) throw invalidParameter(`Missing the key ${name} in the item`);
    if (typeOf(value) !== type) throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
  }
  checkKeySizes(table.key, item);
}

function checkKeySizes(key: Key, item: Item): void {
  checkEmptyKey(key, item);
  if (valueSize(item[key.hash[0]!.name]!) > MAX_HASH_SIZE) {
    throw invalidParameter(`Size of hashkey has exceeded the maximum size limit of${MAX_HASH_SIZE} bytes`);
  }
  const range = key.range[0];
  if (range && valueSize(item[range.name]!) > MAX_RANGE_SIZE) {
    throw invalidParameter(`Aggregated size of all range keys has exceeded the size limit of ${MAX_RANGE_SIZE} bytes`);
  }
}

/** Refuses empty strings and binaries in the key attributes that are there. Throws ValidationException. */
export function checkEmptyKey(key: Key, item: Item): void {
  for (const attributes of [key.hash, key.range]) {
    for (const { name } of attributes) {
      const empty = emptyKind(attributeOf(item, name));
      if (empty) {
        throw invalid(
          `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
        );
      }
    }
  }
}

/** Checks the attributes that are keys of an index: right type, not empty. Throws ValidationException. */
export function checkIndexKeys(table: Table, item: Item, how: 'put' | 'update'): void {
  for (const index of table.indexes) {
    for (const { name, type } of keyAttributes(index.key)) {
      const value = attributeOf(item, name);
      if (!value || isKeyOf(table.key, name)) continue;
      const actual = typeOf(value);
      if (actual !== type) {
        throw invalidParameter(`Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`);
      }
      checkIndexKeySize(index, name, value);
      const empty = emptyKind(value);
      if (empty) throw emptyIndexKey(index.name, name, empty, how);
    }
  }
}

/** Whether an index key of the item is empty: the kind of failure that can be told from a request alone. */
export function checkEmptyIndexKeys(table: Table, item: Item, how: 'put' | 'update'): void {
  for (const index of table.indexes) {
    for (const { name } of keyAttributes(index.key)) {
      const empty = isKeyOf(table.key, name) ? undefined : emptyKind(attributeOf(item, name));
      if (empty) throw emptyIndexKey(index.name, name, empty, how);
    }
  }
}

function emptyIndexKey(indexName: string, name: string, kind: string, how: 'put' | 'update'): Error {
  const reason = `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;
  return invalid(
    how === 'put'
      ? `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${reason} IndexName: ${indexName}, IndexKey: ${name}`
      : `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. ${reason}`,
  );
}

function checkIndexKeySize(index: Index, name: string, value: AttributeValue): void {
  const isHash = index.key.hash.some((attribute) => attribute.name === name);
  if (valueSize(value) <= (isHash ? MAX_HASH_SIZE : MAX_RANGE_SIZE)) return;
  throw invalidParameter(
    isHash
      ? `Size of hashkey has exceeded the maximum size limit of${MAX_HASH_SIZE} bytes`
      : `Aggregated size of all range keys has exceeded the size limit of ${MAX_RANGE_SIZE} bytes`,
  );
}

function emptyKind(value: AttributeValue | undefined): 'string' | 'binary' | undefined {
  if (value?.S === '') return 'string';
  return value?.B?.length === 0 ? 'binary' : undefined;
}

export function isKeyOf(key: Key, name: string): boolean {
  return key.hash.some((attribute) => attribute.name === name) || key.range.some((attribute) => attribute.name === name);
}
