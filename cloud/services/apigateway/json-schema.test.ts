import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSchema, violations } from './json-schema.ts';

const wrong = (schema: unknown, value: unknown, models: Record<string, unknown> = {}) => violations(schema, value, (name) => models[name]);

test.each([
  [{ type: 'object' }, [], 'instance type (array) does not match any allowed primitive type (allowed: ["object"])'],
  [{ type: ['string', 'null'] }, 1, 'instance type (integer) does not match any allowed primitive type (allowed: ["string","null"])'],
  [{ required: ['a', 'b'] }, { b: 1 }, 'object has missing required properties (["a"])'],
  [{ properties: { a: { type: 'string', minLength: 2 } } }, { a: 'x' }, 'string "x" is too short (length: 1, required minimum: 2)'],
  [
    { additionalProperties: false, properties: { a: {} } },
    { a: 1, b: 2 },
    'object instance has properties which are not allowed by the schema: ["b"]',
  ],
  [{ items: { enum: ['a'] } }, ['b'], 'instance value ("b") not found in enum (possible values: ["a"])'],
  [{ minimum: 1, exclusiveMinimum: true }, 1, 'numeric instance is not strictly greater than the required minimum 1'],
  [{ oneOf: [{ type: 'string' }, { minLength: 1 }] }, 'a', 'instance failed to match exactly one schema (matched 2 out of 2)'],
  [{ pattern: '^a+$' }, 'b', 'ECMA 262 regex "^a+$" does not match input string "b"'],
])('%j finds fault with %j', (schema, value, message) => {
  expect(wrong(schema, value)).toEqual([message]);
});

test.each([
  [{ type: 'number' }, 1],
  [{ type: 'integer' }, 1.0],
  [{ properties: { a: { type: 'string' } } }, {}],
  [{ not: { type: 'string' }, maximum: 3 }, 3],
  [{ definitions: { n: { type: 'integer' } }, items: { $ref: '#/definitions/n' } }, [1, 2]],
])('%j fits %j', (schema, value) => {
  expect(wrong(schema, value)).toEqual([]);
});

test('other models of the API are referred to by their URL', () => {
  const schema = { items: { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Item' } };
  expect(wrong(schema, ['x'], { Item: { type: 'integer' } })).toHaveLength(1);
  expect(wrong(schema, [1], { Item: { type: 'integer' } })).toEqual([]);
});

test('what cannot be checked is refused when the model is made', () => {
  expect(() => checkSchema({ properties: { a: { contains: {} } } })).toThrow('apigateway models with the keyword contains');
  expect(() => checkSchema({ format: 'date-time' })).toThrow('apigateway models with the format date-time');
  expect(() => checkSchema({ pattern: '(' })).toThrow('Invalid model schema specified: pattern');
});

test('a schema that was accepted never fails on a value', () => {
  const keyword = fc.constantFrom(
    'type',
    'required',
    'enum',
    'properties',
    'items',
    'additionalProperties',
    'minLength',
    'pattern',
    'anyOf',
    'not',
    '$ref',
    'minimum',
  );
  const schema = fc.dictionary(
    keyword,
    fc.oneof(
      fc.json().map((text) => JSON.parse(text)),
      fc.constantFrom('string', ['a'], [{ type: 'object' }], { a: { minLength: 3 } }, '#', 3),
    ),
    { maxKeys: 3 },
  );
  fc.assert(
    fc.property(schema, fc.jsonValue(), (given, value) => {
      try {
        checkSchema(given);
      } catch (error) {
        expect((error as Error).name).toMatch(/^(BadRequestException|NotImplemented)$/);
        return;
      }
      expect(Array.isArray(wrong(given, value))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
