import { notImplemented } from '../../aws-error.ts';
import { isRecord } from '../../gateway/json.ts';
import { badRequest } from './ids.ts';

interface Place {
  schema: Record<string, unknown>;
  root: unknown;
  resolve(reference: string): unknown;
}

/** The keywords that say nothing about a value. */
const ANNOTATIONS = [
  '$schema',
  '$id',
  'id',
  'title',
  'description',
  'default',
  'examples',
  'definitions',
  'exclusiveMinimum',
  'exclusiveMaximum',
];

/** Formats that describe a number's width or a text's use, and allow every value. */
const FREE_FORMATS = ['int32', 'int64', 'float', 'double', 'byte', 'binary', 'password'];

/** The kind of value that a keyword must have, so that a request never meets a schema that cannot be checked. */
const KINDS: readonly [keywords: readonly string[], fits: (value: unknown) => boolean][] = [
  [['required'], (value) => Array.isArray(value) && value.every((name) => typeof name === 'string')],
  [['enum', 'allOf', 'anyOf', 'oneOf'], Array.isArray],
  [['properties', 'patternProperties', 'definitions'], isRecord],
  [['minProperties', 'maxProperties', 'minItems', 'maxItems', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'], number],
  [['$ref', 'pattern'], text],
  [['type'], (value) => [value].flat().every((name) => typeof name === 'string' && TYPES.includes(name))],
];
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];

/** Models use draft 4 of JSON Schema; keywords outside of what is checked here are refused. Throws NotImplemented, BadRequestException. */
export function checkSchema(schema: unknown): void {
  if (!isRecord(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'format' && FREE_FORMATS.includes(String(value))) continue;
    if (keyword === 'format') throw notImplemented(`apigateway models with the format ${value}`);
    if (keyword !== '$ref' && !Object.hasOwn(keywords, keyword) && !ANNOTATIONS.includes(keyword)) {
      throw notImplemented(`apigateway models with the keyword ${keyword}`);
    }
    const fits = KINDS.find(([names]) => names.includes(keyword))?.[1];
    if (fits && !fits(value)) throw badRequest(`Invalid model schema specified: ${keyword}`);
    const patterns = keyword === 'pattern' ? [String(value)] : keyword === 'patternProperties' ? Object.keys(value as object) : [];
    if (!patterns.every(isPattern)) throw badRequest(`Invalid model schema specified: ${keyword}`);
    const inner: unknown[] = ['properties', 'patternProperties', 'definitions'].includes(keyword)
      ? Object.values(isRecord(value) ? value : {})
      : ['items', 'additionalProperties', 'not', 'allOf', 'anyOf', 'oneOf'].includes(keyword)
        ? [value].flat()
        : [];
    for (const one of inner) checkSchema(one);
  }
}

/** Whether a text is a regular expression. */
export function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** What is wrong with a value, in the words of the gateway's validator; empty where it fits. `models` resolve references. */
export function violations(schema: unknown, value: unknown, models: (name: string) => unknown): string[] {
  const resolve = (reference: string): unknown => {
    const model = /\/restapis\/[^/]+\/models\/([^/#]+)$/.exec(reference)?.[1];
    if (model !== undefined) return models(model);
    let target: unknown = schema;
    for (const part of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
      target = isRecord(target) ? target[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
    }
    return target;
  };
  return check(schema, value, schema, resolve, 0);
}

const MAX_DEPTH = 100;

function check(schema: unknown, value: unknown, root: unknown, resolve: Place['resolve'], depth: number): string[] {
  if (!isRecord(schema)) return [];
  if (depth > MAX_DEPTH) return ['schema nests too deeply'];
  if (typeof schema.$ref === 'string') return check(resolve(schema.$ref), value, root, resolve, depth + 1);
  const place: Place = { schema, root, resolve };
  return Object.entries(keywords).flatMap(([name, keyword]) =>
    Object.hasOwn(schema, name)
      ? (keyword as (expected: unknown, value: unknown, at: Place, depth: number) => string[])(schema[name], value, place, depth)
      : [],
  );
}

const within = (at: Place, schema: unknown, value: unknown, depth: number) => check(schema, value, at.root, at.resolve, depth + 1);

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

const quoted = (names: readonly unknown[]) => `[${names.map((name) => JSON.stringify(name)).join(',')}]`;
function text(value: unknown): value is string {
  return typeof value === 'string';
}
function number(value: unknown): value is number {
  return typeof value === 'number';
}
/** Length in characters, not in UTF-16 units. */
const lengthOf = (value: string) => [...value].length;

const keywords = {
  type: (expected: string | string[], value: unknown) => {
    const allowed = [expected].flat();
    const actual = typeName(value);
    if (allowed.includes(actual) || (actual === 'integer' && allowed.includes('number'))) return [];
    return [`instance type (${actual}) does not match any allowed primitive type (allowed: ${quoted(allowed)})`];
  },
  required: (expected: string[], value: unknown) => {
    const missing = isRecord(value) ? expected.filter((name) => !Object.hasOwn(value, name)).sort() : [];
    return missing.length > 0 ? [`object has missing required properties (${quoted(missing)})`] : [];
  },
  enum: (expected: unknown[], value: unknown) =>
    expected.some((one) => JSON.stringify(one) === JSON.stringify(value))
      ? []
      : [`instance value (${JSON.stringify(value)}) not found in enum (possible values: ${quoted(expected)})`],
  properties: (expected: Record<string, unknown>, value: unknown, at: Place, depth = 0) =>
    isRecord(value)
      ? Object.entries(expected).flatMap(([name, schema]) => (Object.hasOwn(value, name) ? within(at, schema, value[name], depth) : []))
      : [],
  patternProperties: (expected: Record<string, unknown>, value: unknown, at: Place, depth = 0) =>
    isRecord(value)
      ? Object.entries(expected).flatMap(([pattern, schema]) =>
          Object.keys(value).flatMap((name) => (new RegExp(pattern, 'u').test(name) ? within(at, schema, value[name], depth) : [])),
        )
      : [],
  additionalProperties: (expected: unknown, value: unknown, at: Place, depth = 0) => {
    if (!isRecord(value) || expected === true) return [];
    const { properties = {}, patternProperties = {} } = at.schema as Record<string, Record<string, unknown>>;
    const patterns = Object.keys(patternProperties).map((pattern) => new RegExp(pattern, 'u'));
    const others = Object.keys(value).filter((name) => !Object.hasOwn(properties, name) && !patterns.some((pattern) => pattern.test(name)));
    if (expected !== false) return others.flatMap((name) => within(at, expected, value[name], depth));
    return others.length > 0 ? [`object instance has properties which are not allowed by the schema: ${quoted(others.sort())}`] : [];
  },
  minProperties: (expected: number, value: unknown) =>
    isRecord(value) && Object.keys(value).length < expected
      ? [`object has too few properties (found ${Object.keys(value).length} but schema requires at least ${expected})`]
      : [],
  maxProperties: (expected: number, value: unknown) =>
    isRecord(value) && Object.keys(value).length > expected
      ? [`object has too many properties (found ${Object.keys(value).length} but schema requires at most ${expected})`]
      : [],
  items: (expected: unknown, value: unknown, at: Place, depth = 0) => {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, index) => within(at, Array.isArray(expected) ? expected[index] : expected, item, depth));
  },
  minItems: (expected: number, value: unknown) =>
    Array.isArray(value) && value.length < expected
      ? [`array is too short: must have at least ${expected} elements but instance has ${value.length} elements`]
      : [],
  maxItems: (expected: number, value: unknown) =>
    Array.isArray(value) && value.length > expected
      ? [`array is too long: must have at most ${expected} elements but instance has ${value.length} elements`]
      : [],
  uniqueItems: (expected: boolean, value: unknown) =>
    expected && Array.isArray(value) && new Set(value.map((item) => JSON.stringify(item))).size < value.length
      ? ['array must not contain duplicate elements']
      : [],
  minLength: (expected: number, value: unknown) =>
    text(value) && lengthOf(value) < expected
      ? [`string ${JSON.stringify(value)} is too short (length: ${lengthOf(value)}, required minimum: ${expected})`]
      : [],
  maxLength: (expected: number, value: unknown) =>
    text(value) && lengthOf(value) > expected
      ? [`string ${JSON.stringify(value)} is too long (length: ${lengthOf(value)}, maximum allowed: ${expected})`]
      : [],
  pattern: (expected: string, value: unknown) =>
    text(value) && !new RegExp(expected, 'u').test(value)
      ? [`ECMA 262 regex ${JSON.stringify(expected)} does not match input string ${JSON.stringify(value)}`]
      : [],
  minimum: (expected: number, value: unknown, at: Place) => {
    if (!number(value)) return [];
    if (at.schema.exclusiveMinimum === true)
      return value > expected ? [] : [`numeric instance is not strictly greater than the required minimum ${expected}`];
    return value >= expected ? [] : [`numeric instance is lower than the required minimum (minimum: ${expected}, found: ${value})`];
  },
  maximum: (expected: number, value: unknown, at: Place) => {
    if (!number(value)) return [];
    if (at.schema.exclusiveMaximum === true)
      return value < expected ? [] : [`numeric instance is not strictly lower than the required maximum ${expected}`];
    return value <= expected ? [] : [`numeric instance is greater than the required maximum (maximum: ${expected}, found: ${value})`];
  },
  multipleOf: (expected: number, value: unknown) =>
    number(value) && value % expected !== 0 ? [`remainder of division is not zero (${value % expected})`] : [],
  allOf: (expected: unknown[], value: unknown, at: Place, depth = 0) => expected.flatMap((schema) => within(at, schema, value, depth)),
  anyOf: (expected: unknown[], value: unknown, at: Place, depth = 0) =>
    expected.some((schema) => within(at, schema, value, depth).length === 0)
      ? []
      : [`instance failed to match at least one required schema among ${expected.length}`],
  oneOf: (expected: unknown[], value: unknown, at: Place, depth = 0) => {
    const matching = expected.filter((schema) => within(at, schema, value, depth).length === 0).length;
    return matching === 1 ? [] : [`instance failed to match exactly one schema (matched ${matching} out of ${expected.length})`];
  },
  not: (expected: unknown, value: unknown, at: Place, depth = 0) =>
    within(at, expected, value, depth).length > 0 ? [] : ['instance matched a schema which it should not have'],
};
