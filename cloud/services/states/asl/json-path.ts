import { isObject, type Json, type JsonObject } from './json.ts';
import { parseFilter } from './json-path-filter.ts';

/** One step of a path: what it selects of each value it comes to. */
export type PathStep =
  | { kind: 'member'; names: string[] }
  | { kind: 'index'; at: number[] }
  | { kind: 'all' }
  | { kind: 'slice'; from: number | undefined; to: number | undefined; by: number }
  | { kind: 'filter'; holds: (item: Json, root: Json) => boolean }
  | { kind: 'deep' };

export interface JsonPath {
  text: string;
  steps: PathStep[];
  /** It selects at most one value, so the answer is that value and not a list. */
  definite: boolean;
}

/** What is wrong with a path's text. */
export class PathSyntaxError extends Error {}

const cache = new Map<string, JsonPath>();
const MOST_CACHED = 2000;

/** Reads a path that begins with `$`. Throws PathSyntaxError. */
export function parsePath(text: string): JsonPath {
  const known = cache.get(text);
  if (known) return known;
  if (!text.startsWith('$')) throw new PathSyntaxError("Reference path didn't start with '$'");
  const steps: PathStep[] = [];
  let at = 1;
  while (at < text.length) {
    const { step, next } = text[at] === '[' ? bracket(text, at) : dot(text, at);
    steps.push(...step);
    at = next;
  }
  const definite = steps.every(
    (step) => (step.kind === 'member' && step.names.length === 1) || (step.kind === 'index' && step.at.length === 1),
  );
  const path = { text, steps, definite };
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(text, path);
  return path;
}

function dot(text: string, at: number): { step: PathStep[]; next: number } {
  if (text[at] !== '.') throw new PathSyntaxError(`Expected '.' or '[' at position ${at}`);
  const deep = text[at + 1] === '.';
  const from = at + (deep ? 2 : 1);
  const before: PathStep[] = deep ? [{ kind: 'deep' }] : [];
  if (deep && text[from] === '[') {
    const inner = bracket(text, from);
    return { step: [...before, ...inner.step], next: inner.next };
  }
  if (text[from] === '*') return { step: [...before, { kind: 'all' }], next: from + 1 };
  const name = /^[^.[\]()'"\s?*]+/.exec(text.slice(from))?.[0];
  if (name === undefined) throw new PathSyntaxError("Path must not end with a '.' or '..'");
  return { step: [...before, { kind: 'member', names: [name] }], next: from + name.length };
}

function bracket(text: string, at: number): { step: PathStep[]; next: number } {
  const end = closing(text, at);
  const inner = text.slice(at + 1, end).trim();
  return { step: [selector(inner)], next: end + 1 };
}

function selector(inner: string): PathStep {
  if (inner === '*') return { kind: 'all' };
  const filter = /^\?\s*\((.*)\)$/s.exec(inner);
  if (filter) return { kind: 'filter', holds: parseFilter(filter[1]!, parsePath, readPath) };
  if (/^['"]/.test(inner)) return { kind: 'member', names: quoted(inner) };
  const slice = /^(-?\d*)\s*:\s*(-?\d*)(?:\s*:\s*(\d+))?$/.exec(inner);
  if (slice) return { kind: 'slice', from: numberOf(slice[1]), to: numberOf(slice[2]), by: Number(slice[3] ?? 1) };
  if (/^-?\d+(\s*,\s*-?\d+)*$/.test(inner)) return { kind: 'index', at: inner.split(',').map(Number) };
  throw new PathSyntaxError("'[' must be followed by ' or '[' or a number");
}

const numberOf = (text: string | undefined) => (text ? Number(text) : undefined);

function quoted(inner: string): string[] {
  const names: string[] = [];
  const name = /\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")\s*(,|$)/y;
  while (name.lastIndex < inner.length) {
    const found = name.exec(inner);
    if (!found) throw new PathSyntaxError('Property has not been closed - missing closing ]');
    names.push((found[1] ?? found[2]!).replace(/\\(.)/g, '$1'));
  }
  return names;
}

/** Where the bracket that opens at `at` closes, past what stands in quotes. */
function closing(text: string, at: number): number {
  let depth = 0;
  let quote = '';
  for (let i = at; i < text.length; i++) {
    const char = text[i]!;
    if (quote) {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return i;
  }
  throw new PathSyntaxError('Property has not been closed - missing closing ]');
}

/** What a path selects: the value or nothing where it is definite, a list of values where it is not. */
export function readPath(path: JsonPath, root: Json): { found: Json } | undefined {
  let values: Json[] = [root];
  for (const step of path.steps) {
    values = values.flatMap((value) => select(step, value, root));
    if (values.length === 0) break;
  }
  if (!path.definite) return { found: values };
  return values.length === 0 ? undefined : { found: values[0]! };
}

function select(step: PathStep, value: Json, root: Json): Json[] {
  switch (step.kind) {
    case 'member':
      return isObject(value) ? step.names.filter((name) => Object.hasOwn(value, name)).map((name) => value[name]!) : [];
    case 'index':
      return Array.isArray(value) ? step.at.map((at) => value.at(at)).filter((item) => item !== undefined) : [];
    case 'all':
      return children(value);
    case 'slice':
      return Array.isArray(value) ? value.slice(step.from, step.to).filter((_, at) => at % step.by === 0) : [];
    case 'filter':
      return (Array.isArray(value) ? value : [value]).filter((item) => step.holds(item, root));
    case 'deep':
      return descendants(value);
  }
}

function children(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** A value and everything in it. */
function descendants(value: Json): Json[] {
  return [value, ...children(value).flatMap(descendants)];
}

/** Whether a path names one place, so that something can be put there. */
export function isReference({ steps }: JsonPath): boolean {
  return steps.every(
    (step) => (step.kind === 'member' && step.names.length === 1) || (step.kind === 'index' && step.at.length === 1 && step.at[0]! >= 0),
  );
}

/** The value with something else at one place; undefined where the place cannot be made. */
export function writePath({ steps }: JsonPath, root: Json, value: Json): { written: Json } | undefined {
  const put = (at: number, within: Json | undefined): { written: Json } | undefined => {
    const step = steps[at];
    if (!step) return { written: value };
    if (step.kind === 'index') {
      const index = step.at[0]!;
      if (!Array.isArray(within) || index >= within.length) return undefined;
      const inner = put(at + 1, within[index]);
      return inner && { written: within.with(index, inner.written) };
    }
    if (step.kind !== 'member') return undefined;
    if (within !== undefined && within !== null && !isObject(within)) return undefined;
    const name = step.names[0]!;
    const object: JsonObject = within ?? {};
    const inner = put(at + 1, Object.hasOwn(object, name) ? object[name] : undefined);
    return inner && { written: { ...object, [name]: inner.written } };
  };
  return put(0, root);
}
