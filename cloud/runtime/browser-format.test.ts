import { format as nodeFormat } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { format } from './browser-format.ts';

test.each([
  ['plain text'],
  ['%s and %d of %i, %j 100%%', 'a', 2.5, '7.9', { a: [1] }],
  ['%s', { a: 'b' }, 'rest', 3],
  ['missing %s'],
  [{ id: 'x', amount: 1.5, nested: { list: [1, 'two', null, undefined] } }],
  [[1, 2, 3], new Map([['a', { b: 1 }]]), new Set([1]), true, null, undefined, 10n],
  [{ deep: { deeper: { deepest: { end: 1 } } } }],
  [{ text: "it's", key: { 'a-b': 1 } }],
  [new Date(0), /x/g, () => 1, -0],
  [new Uint8Array([1, 2])],
])('a console call reads as in Node.js: %j', (...values) => {
  expect(format(...values)).toBe(nodeFormat(...values));
});

test('a long object is broken into lines, as in Node.js', () => {
  const order = { orderId: '0b9f7a5e-1f0e-4a57-9f27-000000000000', customer: 'Nguyễn Thị Mây', state: 'CONFIRMED', total: 120000 };
  expect(format('order', order)).toBe(nodeFormat('order', order));
});

test('whatever is logged, it becomes text', () => {
  fc.assert(
    fc.property(fc.array(fc.anything()), (values) => {
      expect(typeof format(...values)).toBe('string');
    }),
  );
});

test('what contains itself ends', () => {
  const self: { me?: unknown } = {};
  self.me = self;
  expect(format(self)).toContain('[Circular *1]');
});
