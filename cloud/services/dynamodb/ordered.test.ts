import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascending, compareEntries, createOrdered, descending, type Entry, findEntry, putEntry, removeEntry } from './ordered.ts';

const entry = (key: number): Entry => ({ order: key % 7, hash: `h${key % 3}`, sort: String(key).padStart(5, '0'), tie: '' });

test('puts, removals and reads in both directions are those of a sorted array', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3000 })), { minLength: 500, maxLength: 4000 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 3000 }), (list, probe) => {
      const ordered = createOrdered<Entry>();
      const model = new Map<number, Entry>();
      for (const [put, key] of list) {
        if (put) {
          expect(putEntry(ordered, entry(key)) === undefined).toBe(!model.has(key));
          model.set(key, entry(key));
        } else expect(removeEntry(ordered, entry(key)) !== undefined).toBe(model.delete(key));
      }
      const sorted = [...model.values()].sort(compareEntries);
      const before = (candidate: Entry) => compareEntries(candidate, entry(probe)) < 0;
      expect(ordered.length).toBe(sorted.length);
      expect([...ascending(ordered, () => false)]).toEqual(sorted);
      expect([...ascending(ordered, before)]).toEqual(sorted.filter((candidate) => !before(candidate)));
      expect([...descending(ordered, before)]).toEqual(sorted.filter(before).reverse());
      expect(findEntry(ordered, entry(probe))).toEqual(model.get(probe));
    }),
    { numRuns: 30 },
  );
});

test('chunks stay small', () => {
  const ordered = createOrdered<Entry>();
  for (let key = 0; key < 5000; key++) putEntry(ordered, { order: 0, hash: '', sort: String(key).padStart(5, '0'), tie: '' });
  expect(Math.max(...ordered.chunks.map(({ length }) => length))).toBeLessThanOrEqual(512);
  expect(ordered.chunks.length).toBeLessThan(15);
});
