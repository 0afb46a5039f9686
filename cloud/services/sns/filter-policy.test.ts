import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilterPolicy } from './filter-policy.ts';

const passes = (policy: object, facts: object) => parseFilterPolicy(JSON.stringify(policy), 'MessageBody')(facts);

describe('operators', () => {
  test.each([
    [{ a: ['x', 'y'] }, { a: 'y' }, { a: 'z' }],
    [{ a: [7] }, { a: 7 }, { a: '7' }],
    [{ a: [true] }, { a: true }, { a: 'true' }],
    [{ a: [null] }, { a: null }, {}],
    [{ a: ['x'], b: ['y'] }, { a: 'x', b: 'y' }, { a: 'x' }],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, { a: 'x' }],
    [{ a: [{ 'anything-but': ['x'] }] }, { a: ['x', 'z'] }, {}],
    [{ a: [{ 'anything-but': 7 }] }, { a: 8 }, { a: 7 }],
    [{ a: [{ 'anything-but': { prefix: 'order-' } }] }, { a: 'bill-1' }, { a: 'order-1' }],
    [{ a: [{ 'anything-but': { suffix: '.tmp' } }] }, { a: 'x.jpg' }, { a: 'x.tmp' }],
    [{ a: [{ 'anything-but': { wildcard: '*@example.com' } }] }, { a: 'a@b.vn' }, { a: 'a@example.com' }],
    [{ a: [{ prefix: 'bas' }] }, { a: 'baseball' }, { a: 'rugby' }],
    [{ a: [{ suffix: 'ball' }] }, { a: 'baseball' }, { a: 'rugby' }],
    [{ a: [{ 'equals-ignore-case': 'Tennis' }] }, { a: 'TENNIS' }, { a: 'tennis2' }],
    [{ a: [{ wildcard: '*ball.*g' }] }, { a: 'football.jpg' }, { a: 'footballxjpg' }],
    [{ a: [{ wildcard: 'a\\*b' }] }, { a: 'a*b' }, { a: 'axb' }],
    [{ a: [{ numeric: ['>', 0, '<=', 150] }] }, { a: 150 }, { a: 0 }],
    [{ a: [{ numeric: ['=', 3.5] }] }, { a: 3.5 }, { a: '3.5' }],
    [{ a: [{ exists: true }] }, { a: null }, { b: 1 }],
    [{ a: [{ exists: false }] }, { b: 1 }, { a: 1 }],
    [{ a: [{ cidr: '10.0.0.0/24' }] }, { a: '10.0.0.255' }, { a: '10.0.1.1' }],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, { a: 'y' }],
    [{ a: { b: { c: ['x'] } } }, { a: { b: { c: 'x' } } }, { a: { c: 'x' } }],
    [{ items: { sku: ['x'], count: [2] } }, { items: [{ sku: 'y' }, { sku: 'x', count: 2 }] }, { items: [{ sku: 'x' }, { count: 2 }] }],
  ])('%j lets %j through, and not %j', (policy, wanted, unwanted) => {
    expect([passes(policy, wanted), passes(policy, unwanted)]).toEqual([true, false]);
  });

  test.each([
    ['{', 'MessageBody', 'Invalid parameter: FilterPolicy: failed to parse JSON.'],
    ['{"a":"x"}', 'MessageBody', 'Invalid parameter: FilterPolicy: "a" must be an object or an array'],
    ['{"a":[]}', 'MessageBody', 'Invalid parameter: FilterPolicy: Empty arrays are not allowed'],
    ['{"a":[{"like":"x"}]}', 'MessageBody', 'Invalid parameter: FilterPolicy: Unrecognized match type like'],
    ['{"a":[{"numeric":["<","x"]}]}', 'MessageBody', 'Invalid parameter: FilterPolicy: Value of < must be numeric'],
    [
      '{"a":{"b":["x"]}}',
      'MessageAttributes',
      'Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy',
    ],
    [
      '{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}',
      'MessageBody',
      'Invalid parameter: FilterPolicy: Filter policy can not have more than 5 keys',
    ],
  ] as const)('%s for %s is refused', (text, scope, message) => {
    expect(() => parseFilterPolicy(text, scope)).toThrow(message);
  });
});

type Condition = string | number | { [operator: string]: unknown };

/** The same rules, written out plainly for flat facts. */
function naive(policy: Record<string, Condition[]>, facts: Record<string, unknown>): boolean {
  for (const key of Object.keys(policy)) {
    const has = Object.hasOwn(facts, key) && !(Array.isArray(facts[key]) && facts[key].length === 0);
    const values = has ? [facts[key]].flat() : [];
    let fits = false;
    for (const condition of policy[key]!) {
      if (typeof condition === 'object' && 'exists' in condition) {
        if (condition.exists === has) fits = true;
        continue;
      }
      for (const value of values) if (naiveFits(condition, value)) fits = true;
    }
    if (!fits) return false;
  }
  return true;
}

function naiveFits(condition: Condition, value: unknown): boolean {
  if (typeof condition !== 'object') return condition === value;
  const [[operator, operand]] = Object.entries(condition) as [[string, never]];
  if (operator === 'anything-but') return !(operand as unknown[]).includes(value);
  if (operator === 'numeric') {
    const [, low, , high] = operand as [string, number, string, number];
    return typeof value === 'number' && value >= low && value < high;
  }
  if (typeof value !== 'string') return false;
  const wanted: string = operand;
  if (operator === 'prefix') return value.slice(0, wanted.length) === wanted;
  if (operator === 'suffix') return value.length >= wanted.length && value.slice(value.length - wanted.length) === wanted;
  if (operator === 'equals-ignore-case') return value.toUpperCase() === wanted.toUpperCase();
  return matchesWildcard(wanted, value);
}

function matchesWildcard(pattern: string, value: string): boolean {
  if (pattern === '') return value === '';
  if (pattern[0] === '*') return matchesWildcard(pattern.slice(1), value) || (value !== '' && matchesWildcard(pattern, value.slice(1)));
  return value[0] === pattern[0] && matchesWildcard(pattern.slice(1), value.slice(1));
}

test('a filter policy decides as a plain reading of its rules does', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.'), maxLength: 3 });
  const wildcard = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 4 }).filter((text) => !text.includes('**'));
  const number = fc.integer({ min: 0, max: 4 });
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    word,
    number,
    fc.record({ prefix: word }),
    fc.record({ suffix: word }),
    fc.record({ 'equals-ignore-case': word }),
    fc.record({ wildcard }),
    fc.record({ exists: fc.boolean() }),
    fc.record({ 'anything-but': fc.array(fc.oneof(word, number), { minLength: 1, maxLength: 2 }) }),
    fc.record({ numeric: fc.tuple(fc.constant('>='), number, fc.constant('<'), number) }),
  );
  const key = fc.constantFrom('k1', 'k2', 'k3');
  const value = fc.oneof(word, number, fc.boolean());
  fc.assert(
    fc.property(
      fc.dictionary(key, fc.array(condition, { minLength: 1, maxLength: 3 }), { minKeys: 1, maxKeys: 3 }),
      fc.dictionary(key, fc.oneof(value, fc.array(value, { maxLength: 3 })), { maxKeys: 3 }),
      (policy, facts) => {
        expect(passes(policy, facts)).toBe(naive(policy, facts));
      },
    ),
    { numRuns: 2000 },
  );
});
