import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Item, invalid, invalidParameter, setAttribute } from '../attribute-value.ts';
import type { Condition } from '../expressions/condition.ts';
import { valueAt } from '../expressions/evaluate.ts';
import { keyRange } from '../expressions/key-condition.ts';
import { projectionOf } from '../expressions/projection.ts';
import type { Path } from '../expressions/tokens.ts';
import { keyAttributes } from '../keys.ts';
import { ascending, compareEntries } from '../ordered.ts';
import { entriesOf } from '../Query.ts';
import { filterNames, type Page, readPage, selectionOf, startEntry, type Target, targetOf } from '../read-page.ts';
import type { Key, KeyAttribute, Table } from '../state.ts';
import { storedNames } from '../write.ts';
import type { Statement } from './statement.ts';

type Select = Extract<Statement, { kind: 'select' }>;

interface SelectOptions {
  consistent?: boolean | undefined;
  limit?: number | undefined;
  start?: Item | undefined;
}

/** Reads what a SELECT asks for: one partition where its WHERE names one, else everything. */
export function runSelect(table: Table, select: Select, { consistent, limit, start }: SelectOptions): Page {
  const index = select.index === undefined ? undefined : table.indexes.find(({ name }) => name === select.index);
  if (select.index !== undefined && !index) throw invalid('The table does not have the specified index');
  if (consistent && index?.kind === 'global') throw invalid('Strongly consistent read is not supported on Global Secondary Indexes');
  const target = targetOf(table, index);
  checkStored(target, select);
  const projection = select.paths && projectionOf(select.paths);
  const selection = { ...selectionOf(target, {}, projection), projection: undefined };
  const from = start && startEntry(target, start);
  const key = select.where && partitionCondition(select.where, target.key);
  const entries = key
    ? entriesOf(target, keyRange(key, target.key), from, !select.descending)
    : ascending(target.entries, (entry) => from !== undefined && compareEntries(entry, from) <= 0);
  const page = readPage(target, entries, selection, { limit, filter: select.where, consistent });
  const { paths } = select;
  return paths ? { ...page, items: page.items.map((item) => pick(item, paths)) } : page;
}

/** A read of an index's partition can only be asked about what the index stores; a scan just finds nothing there. */
function checkStored({ table, index, key }: Target, { where }: Select): void {
  const stored = index && storedNames(index, table);
  const keyed = where && key.hash.every(({ name }) => termsOf(where).some((term) => namesPartition(term, name)));
  const missing = stored && keyed ? [...new Set(filterNames(where))].filter((name) => !stored.has(name)) : [];
  if (missing.length === 0) return;
  throw invalidParameter(`Secondary index ${index!.name} does not project one or more filter attributes: [${missing.join(', ')}]`);
}

/** The named parts of an item, each under its last name. */
export function pick(item: Item, paths: readonly Path[]): Item {
  const out: Item = {};
  for (const path of paths) {
    const value = valueAt(item, path);
    const name = path.findLast((part) => typeof part === 'string');
    if (value && name !== undefined) setAttribute(out, String(name), value);
  }
  return out;
}

/** The primary key that a WHERE names, with what else it asks. Throws ValidationException when a part is missing. */
export function keyAndRest(table: Table, where: Condition): { key: Item; rest: Condition | undefined } | undefined {
  const terms = termsOf(where);
  const key: Item = {};
  const used = new Set<Condition>();
  for (const attribute of keyAttributes(table.key)) {
    const term = terms.find((candidate) => equalValue(candidate, attribute) !== undefined);
    if (!term) return undefined;
    key[attribute.name] = equalValue(term, attribute)!;
    used.add(term);
  }
  const rest = terms.filter((term) => !used.has(term));
  return { key, rest: rest.length === 0 ? undefined : { kind: 'and', terms: rest } };
}

/** The part of a WHERE that can be answered by the order of keys: the partition, and one condition on the sort key. */
function partitionCondition(where: Condition, key: Key): Condition | undefined {
  const terms = termsOf(where);
  const hash = key.hash.map((attribute) => terms.find((term) => equalValue(term, attribute) !== undefined));
  if (hash.some((term) => term === undefined)) return undefined;
  const [range] = key.range;
  const sorts = key.range.length === 1 ? terms.filter((term) => boundsSort(term, range!)) : [];
  return { kind: 'and', terms: [...hash.filter((term) => term !== undefined), ...(sorts.length === 1 ? sorts : [])] };
}

function namesPartition(term: Condition, name: string): boolean {
  if (term.kind !== 'in') return equalValue(term, { name, type: 'S' }) !== undefined;
  return term.operand.kind === 'path' && term.operand.path.length === 1 && term.operand.path[0] === name;
}

function termsOf(condition: Condition): Condition[] {
  return condition.kind === 'and' ? condition.terms.flatMap(termsOf) : [condition];
}

function equalValue(term: Condition, { name }: KeyAttribute): AttributeValue | undefined {
  if (term.kind !== 'compare' || term.comparator !== '=') return undefined;
  const [path, value] = term.left.kind === 'path' ? [term.left, term.right] : [term.right, term.left];
  return path.kind === 'path' && path.path.length === 1 && path.path[0] === name && value.kind === 'value' ? value.value : undefined;
}

function boundsSort(term: Condition, { name, type }: KeyAttribute): boolean {
  const operands =
    term.kind === 'compare' && term.comparator !== '<>'
      ? [term.left, term.right]
      : term.kind === 'between'
        ? [term.operand, term.low, term.high]
        : term.kind === 'function' && term.name === 'begins_with'
          ? term.args
          : [];
  const paths = operands.filter((operand) => operand.kind === 'path');
  const values = operands.filter((operand) => operand.kind === 'value');
  const onKey = paths.length === 1 && paths[0]!.path.length === 1 && paths[0]!.path[0] === name;
  const typed = values.length === operands.length - 1 && values.every(({ value }) => value[type] !== undefined);
  return onKey && typed && operands.length > 0 && (term.kind === 'compare' || operands[0]!.kind === 'path');
}
