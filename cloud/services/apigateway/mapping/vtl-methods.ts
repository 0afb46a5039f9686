import { isRecord } from '../../../gateway/json.ts';

/** The variables of mapping templates, with their functions; undefined: a map. */
export const knownVariables: Record<string, readonly string[] | undefined> = {
  input: ['body', 'json', 'params', 'path'],
  util: ['escapeJavaScript', 'parseJson', 'urlEncode', 'urlDecode', 'base64Encode', 'base64Decode'],
  context: undefined,
  stageVariables: undefined,
};

type Method<Target> = (target: Target, args: unknown[]) => unknown;

const strings: Record<string, Method<string>> = {
  length: (text) => text.length,
  isEmpty: (text) => text === '',
  equals: (text, [other]) => text === other,
  equalsIgnoreCase: (text, [other]) => text.toLowerCase() === String(other).toLowerCase(),
  contains: (text, [part]) => text.includes(String(part)),
  startsWith: (text, [part]) => text.startsWith(String(part)),
  endsWith: (text, [part]) => text.endsWith(String(part)),
  indexOf: (text, [part]) => text.indexOf(String(part)),
  lastIndexOf: (text, [part]) => text.lastIndexOf(String(part)),
  substring: (text, [from, to]) => text.substring(Number(from), to === undefined ? text.length : Number(to)),
  replace: (text, [from, to]) => text.replaceAll(String(from), () => String(to)),
  replaceAll: (text, [from, to]) => text.replace(new RegExp(String(from), 'gu'), String(to)),
  replaceFirst: (text, [from, to]) => text.replace(new RegExp(String(from), 'u'), String(to)),
  matches: (text, [pattern]) => new RegExp(`^(?:${pattern})$`, 'su').test(text),
  split: (text, [separator]) => text.split(new RegExp(String(separator), 'u')),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
  concat: (text, [other]) => text + String(other),
  toString: (text: string) => text,
};

const lists: Record<string, Method<unknown[]>> = {
  size: (list) => list.length,
  isEmpty: (list) => list.length === 0,
  get: (list, [index]) => list[Number(index)],
  contains: (list, [item]) => list.includes(item),
  indexOf: (list, [item]) => list.indexOf(item),
  add: (list, [item]) => list.push(item) > 0,
  addAll: (list, [items]) => Array.isArray(items) && list.push(...items) > 0,
  set: (list, [index, item]) => {
    list[Number(index)] = item;
    return item;
  },
  remove: (list, [index]) => list.splice(Number(index), 1)[0],
};

const maps: Record<string, Method<Record<string, unknown>>> = {
  size: (map) => Object.keys(map).length,
  isEmpty: (map) => Object.keys(map).length === 0,
  get: (map, [key]) => (Object.hasOwn(map, String(key)) ? map[String(key)] : undefined),
  containsKey: (map, [key]) => Object.hasOwn(map, String(key)),
  containsValue: (map, [value]) => Object.values(map).includes(value),
  keySet: (map) => Object.keys(map),
  values: (map) => Object.values(map),
  entrySet: (map) => Object.entries(map).map(([key, value]) => ({ key, value })),
  getKey: (map) => map.key,
  getValue: (map) => map.value,
  put: (map, [key, value]) => {
    Object.defineProperty(map, String(key), { value, enumerable: true, configurable: true, writable: true });
    return undefined;
  },
  putAll: (map, [other]) => void Object.assign(map, other),
  remove: (map, [key]) => {
    const value = map[String(key)];
    delete map[String(key)];
    return value;
  },
};

const others: Record<string, Method<unknown>> = {
  toString: (value: unknown) => String(value),
  equals: (value, [other]) => value === other,
  intValue: (value) => Math.trunc(Number(value)),
  doubleValue: (value) => Number(value),
};

/** Every method that a template may call on a value. */
export const knownMethods: readonly string[] = [strings, lists, maps, others].flatMap((table) => Object.keys(table));

/** Calls a value's method as Velocity calls Java's; undefined where the value has none of that name. */
export function callMethod(target: unknown, name: string, args: unknown[]): unknown {
  if (target === undefined || target === null) return undefined;
  if (typeof target === 'string') return called(strings, target, name, args);
  if (Array.isArray(target)) return called(lists, target, name, args);
  if (isRecord(target)) return called(maps, target, name, args);
  return called(others, target, name, args);
}

function called<Target>(table: Record<string, Method<Target>>, target: Target, name: string, args: unknown[]): unknown {
  return Object.hasOwn(table, name) ? table[name]!(target, args) : undefined;
}
