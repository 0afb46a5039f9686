import type { PropertyChange, PropertyTable } from '../resource-type.ts';
import type { Properties, Value } from './model.ts';
import { isObject } from './template.ts';

/** Paths of properties that a type's table does not know: `Rules/0/Prefix`. */
export function unhonoured(properties: Properties, table: PropertyTable, path = ''): string[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const change = entry(table, name);
    if (change === undefined) return [`${path}${name}`];
    return typeof change === 'string' ? [] : within(value, change, `${path}${name}`);
  });
}

function within(value: Value, table: PropertyTable, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => within(item, table, `${path}/${index}`));
  return isObject(value) ? unhonoured(value, table, `${path}/`) : [];
}

function entry(table: PropertyTable, name: string): PropertyChange | undefined {
  return Object.hasOwn(table, name) ? table[name] : table['*'];
}

/** How types call the property that holds their tags. */
export const TAG_PROPERTIES = ['Tags', 'ResourceTags'];

/** Whether a type takes tags, a table's replicas included: then a change of the stack's tags changes its resources. */
export function takesTags(table: PropertyTable): boolean {
  if (TAG_PROPERTIES.some((name) => Object.hasOwn(table, name))) return true;
  return typeof table.Replicas === 'object' && takesTags(table.Replicas);
}

/** A top-level property that differs, and what its change does. */
export interface PropertyDifference {
  name: string;
  change: 'update' | 'replace';
}

/** What differs between two sets of resolved properties. */
export function differences(before: Properties, after: Properties, table: PropertyTable): PropertyDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !equal(before[name], after[name]))
    .map((name) => ({ name, change: changeOf(entry(table, name), before[name], after[name]) }));
}

function changeOf(change: PropertyChange | undefined, before: Value | undefined, after: Value | undefined): 'update' | 'replace' {
  if (change === undefined || change === 'update') return 'update';
  if (change === 'replace') return 'replace';
  const olds = Array.isArray(before) ? before : [before];
  const news = Array.isArray(after) ? after : [after];
  for (let index = 0; index < Math.max(olds.length, news.length); index++) {
    const old = olds[index];
    const now = news[index];
    const found = differences(isObject(old) ? old : {}, isObject(now) ? now : {}, change);
    if (found.some((difference) => difference.change === 'replace')) return 'replace';
  }
  return 'update';
}

/** Equal as JSON, whatever the order of keys; numbers and booleans equal their text, as templates may spell them either way. */
export function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
  }
  const scalar = (value: unknown) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return scalar(a) && scalar(b) && String(a) === String(b);
}
