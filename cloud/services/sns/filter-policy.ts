import { invalidParameter } from './errors.ts';

/** What a filter policy is asked about: a message's attributes by name, or its parsed body. */
export type Facts = Record<string, unknown>;
export type Filter = (facts: unknown) => boolean;
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** Whether one value fits. */
type Test = (value: unknown) => boolean;
/** Stands for a field that is not there. */
const absent = Symbol('absent');

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;

/** Reads a filter policy. Throws InvalidParameter. SNS Developer Guide, "Amazon SNS subscription filter policies". */
export function parseFilterPolicy(text: string, scope: FilterScope): Filter {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch (cause) {
    throw invalidParameter('FilterPolicy: failed to parse JSON.', cause);
  }
  if (!isObject(policy)) throw invalidParameter('FilterPolicy: Filter policy must be an object');
  if (scope === 'MessageAttributes') checkFlat(policy);
  const size = { keys: 0, combinations: 1 };
  const filter = fields(policy, size);
  if (size.keys > MOST_KEYS) throw invalidParameter(`FilterPolicy: Filter policy can not have more than ${MOST_KEYS} keys`);
  if (size.combinations > MOST_COMBINATIONS) throw invalidParameter('FilterPolicy: Filter policy is too complex');
  return filter;
}

function checkFlat(policy: Record<string, unknown>): void {
  for (const [name, expected] of Object.entries(policy)) {
    if (name === '$or' && Array.isArray(expected)) for (const option of expected) isObject(option) && checkFlat(option);
    else if (isObject(expected)) throw invalidParameter('Filter policy scope MessageAttributes does not support nested filter policy');
  }
}

interface Size {
  keys: number;
  combinations: number;
}

function fields(policy: Record<string, unknown>, size: Size): Filter {
  const tests = Object.entries(policy).map(([name, expected]): Filter => {
    if (name === '$or' && Array.isArray(expected) && expected.length > 1 && expected.every(isObject)) {
      const options = expected.map((option) => fields(option, size));
      return (facts) => options.some((option) => option(facts));
    }
    if (Array.isArray(expected)) {
      if (expected.length === 0) throw invalidParameter('FilterPolicy: Empty arrays are not allowed');
      size.keys++;
      size.combinations *= expected.length;
      const values = expected.map(comparison);
      return (facts) => candidates(facts, name).some((candidate) => values.some((test) => test(candidate)));
    }
    if (!isObject(expected)) throw invalidParameter(`FilterPolicy: "${name}" must be an object or an array`);
    if (Object.keys(expected).length === 0) throw invalidParameter('FilterPolicy: Empty objects are not allowed');
    const inner = fields(expected, size);
    return (facts) => {
      const value = fieldOf(facts, name);
      return Array.isArray(value) ? value.some(inner) : inner(value === absent ? undefined : value);
    };
  });
  return (facts) => tests.every((test) => test(facts));
}

function fieldOf(facts: unknown, name: string): unknown {
  return isObject(facts) && Object.hasOwn(facts, name) ? facts[name] : absent;
}

/** A field's values: of an array each element counts, and an empty one is as good as none. */
function candidates(facts: unknown, name: string): unknown[] {
  const value = fieldOf(facts, name);
  if (!Array.isArray(value)) return [value];
  return value.length === 0 ? [absent] : value.flat(Number.POSITIVE_INFINITY);
}

function comparison(expected: unknown): Test {
  if (!isObject(expected)) {
    if (Array.isArray(expected)) throw invalidParameter('FilterPolicy: Match value must be String, number, true, false, or null');
    return (value) => value === expected;
  }
  const entries = Object.entries(expected);
  if (entries.length !== 1) throw invalidParameter('FilterPolicy: Only one key allowed in match expression');
  const [operator, operand] = entries[0]!;
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean') throw invalidParameter('FilterPolicy: exists match pattern must be either true or false.');
      return (value) => (value !== absent) === operand;
    case 'anything-but':
      return anythingBut(operand);
    case 'numeric':
      return numeric(operand);
    case 'cidr':
      return cidr(operand);
    default:
      return text(operator, operand);
  }
}

/** Operators whose operand is a string. */
const TEXTS: Record<string, (operand: string) => (value: string) => boolean> = {
  prefix: (operand) => (value) => value.startsWith(operand),
  suffix: (operand) => (value) => value.endsWith(operand),
  'equals-ignore-case': (operand) => (value) => value.toLowerCase() === operand.toLowerCase(),
  wildcard: (operand) => {
    const pattern = wildcardPattern(operand);
    return (value) => pattern.test(value);
  },
};

function text(operator: string, operand: unknown): Test {
  const make = Object.hasOwn(TEXTS, operator) ? TEXTS[operator] : undefined;
  if (!make) throw invalidParameter(`FilterPolicy: Unrecognized match type ${operator}`);
  if (typeof operand !== 'string') throw invalidParameter(`FilterPolicy: ${operator} match pattern must be a string`);
  const fits = make(operand);
  return (value) => typeof value === 'string' && fits(value);
}

/** `*` stands for any characters; a backslash takes its meaning away. */
function wildcardPattern(operand: string): RegExp {
  if (operand.includes('**')) throw invalidParameter('FilterPolicy: Consecutive wildcard characters');
  const source = operand.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return found === '*' ? '.*' : `\\${found}`;
  });
  return new RegExp(`^${source}$`, 'su');
}

function anythingBut(operand: unknown): Test {
  const unwanted = isObject(operand) ? nestedUnwanted(operand) : [operand].flat().map(plain);
  if (unwanted.length === 0) throw invalidParameter('FilterPolicy: Anything-But list must not be empty');
  return (value) => value !== absent && !unwanted.some((test) => test(value));
}

function nestedUnwanted(operand: Record<string, unknown>): Test[] {
  return Object.entries(operand).flatMap(([operator, inner]) => [inner].flat().map((one) => text(operator, one)));
}

function plain(expected: unknown): Test {
  if (typeof expected === 'string' || typeof expected === 'number') return (value) => value === expected;
  throw invalidParameter('FilterPolicy: Inside anything but list, start|null|boolean is not supported.');
}

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function numeric(operand: unknown): Test {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw invalidParameter('FilterPolicy: Value of numeric must be an array of one or two comparisons');
  }
  const limits: ((value: number) => boolean)[] = [];
  for (let at = 0; at < operand.length; at += 2) {
    const operator = String(operand[at]);
    const limit: unknown = operand[at + 1];
    const compare = Object.hasOwn(COMPARE, operator) ? COMPARE[operator] : undefined;
    if (!compare) throw invalidParameter(`FilterPolicy: Unrecognized numeric range operator: ${operator}`);
    if (typeof limit !== 'number') throw invalidParameter(`FilterPolicy: Value of ${operator} must be numeric`);
    limits.push((value) => compare(value, limit));
  }
  return (value) => typeof value === 'number' && limits.every((within) => within(value));
}

function cidr(operand: unknown): Test {
  const [address, bits] = typeof operand === 'string' ? operand.split('/') : [];
  const network = address === undefined ? undefined : ipv4(address);
  const length = Number(bits);
  if (network === undefined || !/^\d+$/.test(bits ?? '') || length > 32)
    throw invalidParameter("FilterPolicy: Malformed CIDR, one '/' required");
  const mask = length === 0 ? 0 : (-1 << (32 - length)) >>> 0;
  return (value) => {
    const given = typeof value === 'string' ? ipv4(value) : undefined;
    return given !== undefined && (given & mask) >>> 0 === (network & mask) >>> 0;
  };
}

function ipv4(address: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  const parts = address.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => ((sum << 8) | part) >>> 0, 0) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
