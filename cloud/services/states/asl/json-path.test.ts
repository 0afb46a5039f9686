import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { isReference, PathSyntaxError, parsePath, readPath, writePath } from './json-path.ts';

const store: Json = {
  books: [
    { title: 'Dế Mèn', price: 8, tags: ['kids'] },
    { title: 'Số đỏ', price: 12, isbn: '1' },
    { title: 'Tắt đèn', price: 9, isbn: '2' },
  ],
  'odd name': { "it's": 1 },
  limit: 10,
};
const read = (path: string) => readPath(parsePath(path), store)?.found;

test.each([
  ['$.limit', 10],
  ['$.books[1].title', 'Số đỏ'],
  ['$.books[-1].price', 9],
  ["$['odd name']['it\\'s']", 1],
  ['$.nothing.at.all', undefined],
  ['$.books[*].price', [8, 12, 9]],
  ['$.books[0,2].price', [8, 9]],
  ['$.books[1:].price', [12, 9]],
  ['$.books[:-1].price', [8, 12]],
  ['$..price', [8, 12, 9]],
  ["$.books[0]['title','price']", ['Dế Mèn', 8]],
  ['$.books[?(@.price < $.limit)].price', [8, 9]],
  ["$.books[?(@.isbn && !(@.title == 'Số đỏ'))].isbn", ['2']],
  ["$.books[?(@.price in [8, 12] || @.isbn == '2')].price", [8, 12, 9]],
  ['$.nothing[*]', []],
])('%s', (path, expected) => {
  expect(read(path)).toEqual(expected);
});

test.each(['a', '$.', '$..', '$.a[', '$.a[b]', "$['a", '$.a[?(@.b <)]', '$a b'])('%s is no path', (path) => {
  expect(() => parsePath(path)).toThrow(PathSyntaxError);
});

const names = fc.string({ minLength: 1, maxLength: 5 }).filter((name) => name !== '__proto__');

test('what is put at a reference path is read there, and nothing else changes', () => {
  fc.assert(
    fc.property(
      fc.array(names, { minLength: 1, maxLength: 4 }),
      fc.jsonValue(),
      fc.dictionary(names, fc.jsonValue()),
      (keys, value, root) => {
        const path = parsePath(`$${keys.map((key) => `['${key.replace(/[\\']/g, '\\$&')}']`).join('')}`);
        expect(isReference(path)).toBe(true);
        const before = structuredClone(root);
        const put = writePath(path, root as Json, value as Json);
        expect(root).toEqual(before);
        // Reason: what is no object on the way has no members.
        if (!put) return;
        expect(readPath(path, put.written)?.found).toEqual(value);
        const { [keys[0]!]: _, ...rest } = put.written as Record<string, Json>;
        const { [keys[0]!]: __, ...restBefore } = before;
        expect(rest).toEqual(restBefore);
      },
    ),
  );
});

test('any text is read as a path or refused as none', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'$.[]\'"*?()@ab01:,-<=!&| ') }), (text) => {
      try {
        readPath(parsePath(`$${text}`), store);
      } catch (error) {
        expect(error).toBeInstanceOf(PathSyntaxError);
      }
    }),
    { numRuns: 500 },
  );
});
