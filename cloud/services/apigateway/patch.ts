import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { badRequest } from './ids.ts';

/**
 * What one patch path sets. `value` is undefined for `remove`; `names` are the path's placeholders; `item` is the value as
 * it came: to take something out of a list, it must be named.
 */
export type PatchSetter<T> = (target: T, value: string | undefined, names: readonly string[], op: string, item: string | undefined) => void;

/** Paths by their template: `/variables/{name}`. */
export type PatchTable<T> = Record<string, PatchSetter<T>>;

/**
 * Applies the patch operations of an Update call, all or none. Throws BadRequestException. API Gateway API Reference,
 * "Patch Operations".
 */
export function patched<T>(target: T, operations: readonly PatchOperation[] | undefined, table: PatchTable<T>): T {
  const copy = structuredClone(target);
  for (const { op = 'replace', path = '', value } of operations ?? []) {
    if (!['add', 'replace', 'remove'].includes(op))
      throw badRequest(`Invalid patch operation specified. Must be one of: [add, replace, remove]`);
    const found = match(table, path);
    if (!found) {
      throw badRequest(`Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${Object.keys(table).join(', ')}]`);
    }
    found.set(copy, op === 'remove' ? undefined : (value ?? ''), found.names, op, value);
  }
  return copy;
}

function match<T>(table: PatchTable<T>, path: string): { set: PatchSetter<T>; names: string[] } | undefined {
  const given = path.split('/');
  for (const [template, set] of Object.entries(table)) {
    const wanted = template.split('/');
    if (wanted.length !== given.length) continue;
    const names: string[] = [];
    const fits = wanted.every((segment, index) => {
      if (!/^\{.*\}$/.test(segment)) return segment === given[index];
      names.push(unescaped(given[index]!));
      return given[index] !== '';
    });
    if (fits) return { set, names };
  }
  return undefined;
}

/** JSON Pointer's escapes. */
function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A segment of a patch path that holds any text. */
export function patchSegment(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}

type KeyOf<T, Value> = { [K in keyof T]-?: Value extends Exclude<T[K], undefined> ? K : never }[keyof T];

export function text<T>(key: KeyOf<T, string>): PatchSetter<T> {
  return (target, value) => Object.assign(target as object, { [key]: value });
}

export function flag<T>(key: KeyOf<T, boolean>): PatchSetter<T> {
  return (target, value) => Object.assign(target as object, { [key]: value === 'true' });
}

export function number<T>(key: KeyOf<T, number>): PatchSetter<T> {
  return (target, value) => Object.assign(target as object, { [key]: value === undefined ? undefined : numberOf(value) });
}

export function numberOf(value: string): number {
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) throw badRequest(`Invalid number value: ${value}`);
  return number;
}

/** A map's entry by the path's first placeholder. */
export function entry<T>(key: keyof T): PatchSetter<T> {
  return (target, value, [name]) => {
    const map: Record<string, unknown> = { ...(target[key] as Record<string, unknown> | undefined) };
    if (value === undefined) delete map[name!];
    else map[name!] = value;
    Object.assign(target as object, { [key]: map });
  };
}

/** A map's entry that is true or false. */
export function flagEntry<T>(key: keyof T): PatchSetter<T> {
  return (target, value, [name]) => {
    const map: Record<string, unknown> = { ...(target[key] as Record<string, unknown> | undefined) };
    if (value === undefined) delete map[name!];
    else map[name!] = value === 'true';
    Object.assign(target as object, { [key]: map });
  };
}
