import { AwsError, notImplemented } from '../../../aws-error.ts';

/** Whether an event fits. */
export type Pattern = (event: unknown) => boolean;

/** Whether one value fits; `absent` stands for a field that is not there. */
type Test = (value: unknown) => boolean;
const absent = Symbol('absent');

/** Reads an event pattern. Throws InvalidParameterValueException. EventBridge User Guide, "Comparison operators". */
export function parsePattern(text: string): Pattern {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw invalid();
  }
  if (!isObject(pattern) || Object.keys(pattern).length === 0) throw invalid();
  return fields(pattern);
}

function fields(pattern: Record<string, unknown>): Pattern {
  const tests = Object.entries(pattern).map(([name, expected]): Pattern => {
    if (name === '$or') {
      if (!Array.isArray(expected) || expected.length < 2 || !expected.every(isObject)) throw invalid();
      const options = expected.map(fields);
      return (event) => options.some((option) => option(event));
    }
    if (Array.isArray(expected)) {
      if (expected.length === 0) throw invalid();
      const values = expected.map(comparison);
      return (event) => {
        const value = isObject(event) && Object.hasOwn(event, name) ? event[name] : absent;
        const candidates = Array.isArray(value) ? value : [value];
        return candidates.some((candidate) => values.some((test) => test(candidate)));
      };
    }
    if (!isObject(expected)) throw invalid();
    const inner = fields(expected);
    return (event) => inner(isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined);
  });
  return (event) => tests.every((test) => test(event));
}

function comparison(expected: unknown): Test {
  if (!isObject(expected)) return (value) => value === expected;
  const [operator, operand] = Object.entries(expected)[0] ?? [];
  switch (operator) {
    case 'exists':
      return (value) => (value !== absent) === operand;
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
      return textTest(operator, operand);
    case 'anything-but': {
      const unwanted = isObject(operand) ? [comparison(operand)] : (Array.isArray(operand) ? operand : [operand]).map(comparison);
      return (value) => value !== absent && !unwanted.some((test) => test(value));
    }
    case 'numeric':
      return numericTest(operand);
    default:
      throw notImplemented(`lambda event filters with ${operator}`);
  }
}

function textTest(operator: 'prefix' | 'suffix' | 'equals-ignore-case', operand: unknown): Test {
  if (typeof operand !== 'string') throw notImplemented(`lambda event filters with ${operator} of this kind`);
  switch (operator) {
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(operand);
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(operand);
    case 'equals-ignore-case':
      return (value) => typeof value === 'string' && value.toLowerCase() === operand.toLowerCase();
  }
}

function numericTest(operand: unknown): Test {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) throw invalid();
  const limits: ((value: number) => boolean)[] = [];
  for (let i = 0; i < operand.length; i += 2) {
    const limit: unknown = operand[i + 1];
    const compare = COMPARE[String(operand[i])];
    if (!compare || typeof limit !== 'number') throw invalid();
    limits.push((value) => compare(value, limit));
  }
  return (value) => typeof value === 'number' && limits.every((within) => within(value));
}

const COMPARE: Record<string, ((a: number, b: number) => boolean) | undefined> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(): AwsError {
  return new AwsError('InvalidParameterValueException', 'Invalid filter pattern definition.');
}
