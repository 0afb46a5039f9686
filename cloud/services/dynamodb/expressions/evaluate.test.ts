import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../attribute-value.ts';
import { Binder } from './binder.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { meets } from './evaluate.ts';
import { writeCondition } from './expression-text.ts';

const local = () => ({ expressions: new Map(), expiry: new Map() });
const holds = (item: Item, text: string, values?: Record<string, AttributeValue>, names?: Record<string, string>) => {
  const binder = new Binder(local(), { ExpressionAttributeNames: names, ExpressionAttributeValues: values });
  const condition = binder.condition('ConditionExpression', text)!;
  binder.done();
  return meets(item, condition);
};

const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'b', 'é', '\u{1f600}', '\uffff').map((S) => ({ S })),
  fc.integer({ min: -3, max: 3 }).map((n) => ({ N: String(n) })),
  fc.constantFrom('1.5', '-0.25', '12345678901234567890').map((N) => ({ N })),
  fc.constantFrom([1], [1, 2], [255]).map((bytes) => ({ B: Uint8Array.from(bytes) })),
);
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true as const }),
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }).map((SS) => ({ SS })),
  fc.uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1 }).map((NS) => ({ NS })),
  fc.array(scalar, { maxLength: 2 }).map((L) => ({ L })),
  fc.dictionary(fc.constantFrom('x', 'y'), scalar).map((M) => ({ M })),
);
const item: fc.Arbitrary<Item> = fc.dictionary(fc.constantFrom('a', 'b', 'm', 'l'), value);
const path: fc.Arbitrary<Operand<AttributeValue>> = fc
  .constantFrom(['a'], ['b'], ['m'], ['m', 'x'], ['l', 0], ['l', 1], ['missing'])
  .map((parts) => ({ kind: 'path', path: parts }));
const constant: fc.Arbitrary<Operand<AttributeValue>> = scalar.map((one) => ({ kind: 'value', value: one }));
const ordered: Comparator[] = ['=', '<>', '<', '<=', '>', '>='];

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('compare' as const), comparator: fc.constantFrom(...ordered), left: path, right: constant }),
  fc.record({
    kind: fc.constant('compare' as const),
    comparator: fc.constantFrom(...ordered),
    left: path.map((of): Operand<AttributeValue> => ({ kind: 'size', of })),
    right: fc.integer({ min: 0, max: 3 }).map((n): Operand<AttributeValue> => ({ kind: 'value', value: { N: String(n) } })),
  }),
  fc.record({ kind: fc.constant('in' as const), operand: path, list: fc.array(constant, { minLength: 1, maxLength: 3 }) }),
  fc
    .tuple(fc.constantFrom('attribute_exists' as const, 'attribute_not_exists' as const), path)
    .map(([name, arg]): Condition => ({ kind: 'function', name, args: [arg] })),
  fc.tuple(path, constant).map(([subject, part]): Condition => ({ kind: 'function', name: 'contains', args: [subject, part] })),
  fc.tuple(path, fc.constantFrom('', 'a', 'é')).map(
    ([subject, prefix]): Condition => ({
      kind: 'function',
      name: 'begins_with',
      args: [subject, { kind: 'value', value: { S: prefix } }],
    }),
  ),
  fc.tuple(path, fc.constantFrom('S', 'N', 'L', 'M', 'BOOL', 'NULL')).map(
    ([subject, type]): Condition => ({
      kind: 'function',
      name: 'attribute_type',
      args: [subject, { kind: 'value', value: { S: type } }],
    }),
  ),
);
const condition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    tie('node').map((term): Condition => ({ kind: 'not', term })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 }))
      .map(([kind, terms]): Condition => ({ kind, terms })),
  ),
})).node;

/** A second, plain reading of the rules: bytes are compared as hexadecimal text. */
function naive(one: Condition, of: Item): boolean {
  const at = (operand: Operand<AttributeValue>): AttributeValue | undefined => {
    if (operand.kind === 'value') return operand.value;
    if (operand.kind === 'size') {
      const [inner] = Object.values(at(operand.of) ?? {});
      const size =
        typeof inner === 'string' && !at(operand.of)!.N
          ? inner.length
          : typeof inner === 'object'
            ? (inner.length ?? Object.keys(inner).length)
            : undefined;
      return size === undefined ? undefined : { N: String(size) };
    }
    let found: unknown = { M: of };
    for (const part of operand.path) {
      const inside = found as { M?: Record<string, unknown>; L?: unknown[] } | undefined;
      found = typeof part === 'number' ? inside?.L?.[part] : inside?.M?.[part];
    }
    return found as AttributeValue | undefined;
  };
  const plain = (v: AttributeValue) =>
    JSON.stringify(v, (_, x: unknown) =>
      x instanceof Uint8Array ? [...x] : Array.isArray(x) && x.every((y) => typeof y === 'string') ? [...x].sort() : x,
    );
  const same = (x?: AttributeValue, y?: AttributeValue) => x !== undefined && y !== undefined && plain(x) === plain(y);
  const order = (x?: AttributeValue, y?: AttributeValue): number => {
    if (x?.N !== undefined && y?.N !== undefined) return Number(x.N) - Number(y.N);
    if (x?.S !== undefined && y?.S !== undefined) return Buffer.compare(Buffer.from(x.S), Buffer.from(y.S));
    if (x?.B !== undefined && y?.B !== undefined) return Buffer.compare(x.B, y.B);
    return Number.NaN;
  };
  switch (one.kind) {
    case 'and':
      return !one.terms.some((term) => !naive(term, of));
    case 'or':
      return one.terms.some((term) => naive(term, of));
    case 'not':
      return !naive(one.term, of);
    case 'compare': {
      const [x, y] = [at(one.left), at(one.right)];
      if (one.comparator === '=') return same(x, y);
      if (one.comparator === '<>') return !same(x, y);
      const sign = order(x, y);
      return { '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[one.comparator];
    }
    case 'between':
      return order(at(one.operand), at(one.low)) >= 0 && order(at(one.operand), at(one.high)) <= 0;
    case 'in':
      return one.list.some((candidate) => same(at(one.operand), at(candidate)));
    case 'function': {
      const [x, y] = one.args.map(at);
      if (one.name === 'attribute_exists') return x !== undefined;
      if (one.name === 'attribute_not_exists') return x === undefined;
      if (one.name === 'attribute_type') return x !== undefined && Object.hasOwn(x, y!.S!);
      if (one.name === 'begins_with') return x?.S?.slice(0, y!.S!.length) === y!.S;
      if (x?.L) return x.L.some((element) => same(element, y));
      if (x?.SS) return y!.S !== undefined && x.SS.includes(y!.S);
      if (x?.NS) return y!.N !== undefined && x.NS.includes(y!.N);
      if (x?.S !== undefined) return y!.S !== undefined && x.S.includes(y!.S);
      return x?.B !== undefined && y!.B !== undefined && Buffer.from(x.B).includes(Buffer.from(y!.B));
    }
  }
}

test('a condition, written as text and read again, says of an item what the rules say', () => {
  fc.assert(
    fc.property(item, condition, (of, one) => {
      const { text, names, values } = writeCondition(one);
      const given = (record: object) => (Object.keys(record).length > 0 ? (record as never) : undefined);
      expect(holds(of, text, given(values), given(names)), text).toBe(naive(one, of));
    }),
    { numRuns: 1000 },
  );
});

describe('conditions', () => {
  const of: Item = { id: { S: '1' }, n: { N: '5' }, parts: { L: [{ S: 'x' }, { M: { deep: { N: '1' } } }] } };

  test('NOT binds closer than AND, and AND closer than OR', () => {
    expect(holds(of, 'attribute_exists(id) OR attribute_exists(id) AND attribute_not_exists(id)')).toBe(true);
    expect(holds(of, 'NOT attribute_exists(zz) AND attribute_exists(id)')).toBe(true);
    expect(holds(of, '(attribute_exists(id) OR attribute_exists(id)) AND attribute_not_exists(id)')).toBe(false);
  });

  test('paths reach into lists and maps', () => {
    expect(holds(of, 'parts[1].deep = :one', { ':one': { N: '1' } })).toBe(true);
    expect(holds(of, 'parts[2].deep = :one', { ':one': { N: '1' } })).toBe(false);
  });

  test.each<[string, Record<string, AttributeValue> | undefined, string]>([
    ['a =', undefined, 'Syntax error; token: "<EOF>", near: "="'],
    ['a = :v AND', { ':v': { S: '' } }, 'Syntax error; token: "<EOF>", near: "AND"'],
    ['a ! :v', { ':v': { S: '' } }, 'Syntax error; token: "!", near: "a ! :v"'],
    ['  ', undefined, 'The expression can not be empty;'],
    ['((a = :v))', { ':v': { S: '' } }, 'The expression has redundant parentheses;'],
    ['status = :v', { ':v': { S: '' } }, 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['a.Size = :v', { ':v': { S: '' } }, 'Attribute name is a reserved keyword; reserved keyword: Size'],
    ['#a = :v', { ':v': { S: '' } }, 'An expression attribute name used in the document path is not defined; attribute name: #a'],
    ['a = :w', undefined, 'An expression attribute value used in expression is not defined; attribute value: :w'],
    [
      'a = a',
      undefined,
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    ['foo(a)', undefined, 'Invalid function name; function: foo'],
    ['if_not_exists(a, b)', undefined, 'The function is not allowed in a condition expression; function: if_not_exists'],
    [
      'size(a, b) > :v',
      { ':v': { N: '1' } },
      'Incorrect number of operands for operator or function; operator or function: size, number of operands: 2',
    ],
    ['attribute_exists(:v)', { ':v': { S: '' } }, 'Operator or function requires a document path; operator or function: attribute_exists'],
    [
      'begins_with(a, :v)',
      { ':v': { N: '1' } },
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    ['a < :v', { ':v': { BOOL: true } }, 'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL'],
    [
      'attribute_type(a, :v)',
      { ':v': { S: 'X' } },
      'Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    [
      'a BETWEEN :v AND :w',
      { ':v': { N: '2' }, ':w': { N: '1' } },
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
    ],
  ])('%s is refused in AWS words', (text, values, message) => {
    expect(() => holds({}, text, values)).toThrow(`Invalid ConditionExpression: ${message}`);
  });

  test('names and values must be used, and written as placeholders', () => {
    const values = { ':v': { S: '' } };
    expect(() => holds({}, 'a = :v', values, { '#u': 'x' })).toThrow(
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#u}',
    );
    expect(() => holds({}, 'a = :v', { ...values, ':u': { S: '' } })).toThrow(
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:u}',
    );
    expect(() => holds({}, 'a = :v', values, { u: 'x' })).toThrow('ExpressionAttributeNames contains invalid key: Syntax error; key: "u"');
    expect(() => holds({}, 'a = :v', { v: { S: '' } })).toThrow('ExpressionAttributeValues contains invalid key: Syntax error; key: "v"');
    expect(() => holds({}, 'a = :v', { ':v': { N: 'x' } })).toThrow(
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :v',
    );
  });
});
