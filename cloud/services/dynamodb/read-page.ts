import type { AttributeValue, QueryInput } from '@aws-sdk/client-dynamodb';
import { attributeOf, checkItem, type Item, invalid, invalidParameter, typeOf } from './attribute-value.ts';
import { addIndexUsage, noUsage, readUnits, type Usage } from './capacity.ts';
import type { Condition, Operand } from './expressions/condition.ts';
import { meets } from './expressions/evaluate.ts';
import { type Projection, project, projectionOf } from './expressions/projection.ts';
import { PAGE_SIZE } from './item-size.ts';
import { indexEntry, keyAttributes, keyItem, rowEntry } from './keys.ts';
import type { Entry, Ordered } from './ordered.ts';
import { itemOf, type Row } from './rows.ts';
import type { Index, IndexEntry, Key, Table } from './state.ts';
import { storedNames } from './write.ts';

/** What a Query or Scan reads: a table, or one of its indexes. */
export interface Target {
  table: Table;
  index: Index | undefined;
  key: Key;
  entries: Ordered<Row | IndexEntry>;
}

export function targetOf(table: Table, index: Index | undefined): Target {
  return { table, index, key: index?.key ?? table.key, entries: index?.entries ?? table.rows };
}

/** What a page holds of the items it reads. */
export interface Selection {
  countOnly: boolean;
  projection: Projection | undefined;
  /** Whether items are read from the table beside the local index, because the index does not store all that is asked. */
  fetch: boolean;
}

type SelectInput = Pick<QueryInput, 'Select' | 'AttributesToGet' | 'ProjectionExpression'>;

/** Select, with the projection it goes with. Throws ValidationException. */
export function selectionOf({ table, index }: Target, input: SelectInput, projection: Projection | undefined): Selection {
  const select = input.Select ?? (projection ? 'SPECIFIC_ATTRIBUTES' : index ? 'ALL_PROJECTED_ATTRIBUTES' : 'ALL_ATTRIBUTES');
  if (projection && select !== 'SPECIFIC_ATTRIBUTES') {
    const parameter = input.AttributesToGet ? 'AttributesToGet' : 'ProjectionExpression';
    throw invalid(`Cannot specify the ${parameter} when choosing to get ${select === 'COUNT' ? 'only the Count' : select}`);
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && !projection) {
    throw invalid('Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES');
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && !index) {
    throw invalid('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  const stored = index && storedNames(index, table);
  let fetch = false;
  if (index && stored) {
    if (select === 'ALL_ATTRIBUTES') {
      if (index.kind === 'global') {
        throw invalidParameter(
          `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
        );
      }
      fetch = true;
    }
    const missing = projection?.names.filter((name) => !stored.has(name)) ?? [];
    if (missing.length > 0 && index.kind === 'global') {
      throw invalidParameter(`Global secondary index ${index.name} does not project [${missing.join(', ')}]`);
    }
    fetch ||= missing.length > 0;
  }
  return { countOnly: select === 'COUNT', projection, fetch };
}

export interface Page {
  items: Item[];
  count: number;
  scanned: number;
  last: Item | undefined;
  usage: Usage;
}

/** Reads entries until they end, the limit is reached or the page is full (1 MB); the filter comes after. */
export function readPage(
  target: Target,
  entries: Iterable<Row | IndexEntry>,
  selection: Selection,
  options: { limit?: number | undefined; filter?: Condition | undefined; consistent?: boolean | undefined },
): Page {
  const { table, index } = target;
  const stored = index && !selection.fetch ? storedNames(index, table) : undefined;
  const view = stored && projectionOf([...stored].map((name) => [name]));
  const items: Item[] = [];
  let [count, scanned, bytes, fetched] = [0, 0, 0, 0];
  let last: Item | undefined;
  for (const entry of entries) {
    const row = 'row' in entry ? entry.row : entry;
    scanned++;
    bytes += entry.size;
    if (selection.fetch) fetched += readUnits(row.size, options);
    const item = project(itemOf(row), view);
    if (!options.filter || meets(item, options.filter)) {
      count++;
      if (!selection.countOnly) items.push(project(item, selection.projection));
    }
    if (scanned === options.limit || bytes >= PAGE_SIZE) {
      last = { ...keyItem(table.key, itemOf(row)), ...(index && keyItem(index.key, itemOf(row))) };
      break;
    }
  }
  const usage = noUsage();
  const units = readUnits(bytes, options);
  if (index) addIndexUsage(usage, index, units);
  else usage.table = units;
  usage.table += fetched;
  return { items, count, scanned, last, usage };
}

/** Where ExclusiveStartKey stands. Throws ValidationException. */
export function startEntry({ table, index }: Target, start: Item): Entry {
  checkItem(start);
  const attributes = new Map(
    [...keyAttributes(table.key), ...(index ? keyAttributes(index.key) : [])].map(({ name, type }) => [name, type]),
  );
  if (Object.keys(start).length !== attributes.size) throw invalid('The provided starting key is invalid');
  for (const [name, type] of attributes) {
    const value = attributeOf(start, name);
    if (!value) throw invalid('The provided starting key is invalid');
    if (typeOf(value) !== type) throw invalid('The provided starting key is invalid: The provided key element does not match the schema');
  }
  const row = rowEntry(table.key, start);
  return index ? indexEntry(index, row, start)! : row;
}

/** A Query's filter must leave the key's attributes to the key condition. Throws ValidationException. */
export function refuseKeysInFilter(filter: Condition | undefined, key: Key, parameter: string): void {
  if (!filter) return;
  const names = new Set(filterNames(filter));
  for (const { name } of keyAttributes(key)) {
    if (names.has(name)) throw invalid(`${parameter} can only contain non-primary key attributes: Primary key attribute: ${name}`);
  }
}

/** The top-level attributes that a condition looks at. */
export function filterNames(condition: Condition): string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.terms.flatMap(filterNames);
    case 'not':
      return filterNames(condition.term);
    case 'compare':
      return [condition.left, condition.right].flatMap(operandNames);
    case 'between':
      return [condition.operand, condition.low, condition.high].flatMap(operandNames);
    case 'in':
      return [condition.operand, ...condition.list].flatMap(operandNames);
    case 'function':
      return condition.args.flatMap(operandNames);
  }
}

function operandNames(operand: Operand<AttributeValue>): string[] {
  if (operand.kind === 'path') return [String(operand.path[0])];
  return operand.kind === 'size' ? operandNames(operand.of) : [];
}
