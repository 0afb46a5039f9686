import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forgetKeepsakes, type Keepsakes, keepKeepsakes, keepsakesOf, keptKeepsakes, mergedKeepsakes } from './keepsakes.ts';

const word = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
const variant = fc.constantFrom('stage:start', 'stage:solution', 'drill:not-permitted');
const work = fc.record({
  variant: fc.option(variant, { nil: undefined }),
  edits: fc.dictionary(variant, fc.record({ sources: fc.dictionary(word, fc.string()) }, { noNullPrototype: true }), {
    noNullPrototype: true,
  }),
  passed: fc.uniqueArray(word),
});
const keepsakes = fc.record({
  labs: fc.dictionary(word, work, { noNullPrototype: true }),
  tasks: fc.uniqueArray(word),
  answers: fc.dictionary(word, fc.nat(5), { noNullPrototype: true }),
}) as fc.Arbitrary<Keepsakes>;

function memory(): Storage {
  const values = new Map<string, string>([['another-site', '"untouched"']]);
  return {
    get length() {
      return values.size;
    },
    key: (index: number) => [...values.keys()][index] ?? null,
    getItem: (key: string) => values.get(key) ?? null,
    removeItem: (key: string) => void values.delete(key),
    setItem: (key: string, value: string) => void values.set(key, value),
  } as Storage;
}
const throughFile = (value: Keepsakes): unknown => JSON.parse(JSON.stringify(value));

test('work in labs, tasks and answers go into a file and into storage, and come back as they were', () => {
  fc.assert(
    fc.property(keepsakes, (one) => {
      expect(throughFile(keepsakesOf(throughFile(one))!)).toEqual(throughFile(one));
      const storage = memory();
      keepKeepsakes(one, () => storage);
      expect(throughFile(keptKeepsakes(() => storage))).toEqual(throughFile(one));
    }),
  );
});

test('a file from before labs ran in the page has none, and what is no such thing is refused', () => {
  expect(keepsakesOf({ visited: [], done: [] })).toEqual({ labs: {}, tasks: [], answers: {} });
  expect(keepsakesOf({ labs: { leda: { edits: { 'stage:start': { sources: { a: 1 } } }, passed: [] } } })).toBeUndefined();
  expect(keepsakesOf({ labs: { '../leda': { edits: {}, passed: [] } } })).toBeUndefined();
  expect(keepsakesOf({ tasks: [1] })).toBeUndefined();
  expect(keepsakesOf({ answers: { a: 'b' } })).toBeUndefined();
  fc.assert(fc.property(fc.jsonValue(), (value) => void keepsakesOf(value)));
});

test('importing adds, and takes nothing away of what is here', () => {
  const here: Keepsakes = {
    labs: { leda: { variant: 'stage:start', edits: { 'stage:start': { sources: { 'a.ts': 'mine' } } }, passed: ['x'] } },
    tasks: ['a'],
    answers: { q: 1 },
  };
  const file: Keepsakes = {
    labs: {
      leda: {
        variant: 'stage:solution',
        edits: { 'stage:start': { sources: { 'a.ts': 'theirs' } }, 'drill:late': { template: '{}' } },
        passed: ['y'],
      },
      'rest-api': { variant: undefined, edits: {}, passed: ['z'] },
    },
    tasks: ['b'],
    answers: { q: 2, r: 0 },
  };
  expect(mergedKeepsakes(here, file)).toEqual({
    labs: {
      leda: {
        variant: 'stage:start',
        edits: { 'stage:start': { sources: { 'a.ts': 'mine' } }, 'drill:late': { template: '{}' } },
        passed: ['x', 'y'],
      },
      'rest-api': { variant: undefined, edits: {}, passed: ['z'] },
    },
    tasks: ['a', 'b'],
    answers: { q: 1, r: 0 },
  });
});

test('forgetting leaves nothing of it, deletes what labs have deployed, and touches nothing else', () => {
  const storage = memory();
  const deleted: string[] = [];
  const databases = { deleteDatabase: (name: string) => void deleted.push(name) } as unknown as IDBFactory;
  keepKeepsakes({ labs: { leda: { variant: undefined, edits: {}, passed: ['x'] } }, tasks: ['a'], answers: { q: 1 } }, () => storage);
  forgetKeepsakes(['leda', 'rest-api'], () => storage, databases);
  expect(keptKeepsakes(() => storage)).toEqual({ labs: {}, tasks: [], answers: {} });
  expect(deleted).toEqual(['xuong-may/leda', 'xuong-may/rest-api']);
  expect(storage.getItem('another-site')).toBe('"untouched"');
});
