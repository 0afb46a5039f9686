import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromData, marked, merged, noProgress, type Progress, toData, visited } from './progress.ts';

const key = fc.stringMatching(/^[a-z0-9-]{1,8}(\/[a-z0-9-]{1,8}){0,2}$/);
const progress: fc.Arbitrary<Progress> = fc.record({
  visited: fc.array(key).map((keys) => new Set(keys)),
  done: fc.array(key).map((keys) => new Set(keys)),
  last: fc.option(fc.record({ page: key, heading: fc.stringMatching(/^[a-z0-9-]{0,8}$/) }), { nil: undefined }),
});

test('progress comes back from a file as it was', () => {
  fc.assert(
    fc.property(progress, (one) => {
      expect(fromData(JSON.parse(JSON.stringify(toData(one))))).toEqual(one);
    }),
  );
});

test('whatever is read, it is progress or refused by name, and nothing throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read = fromData(value);
      expect(typeof read === 'string' ? ['not-progress', 'newer'] : ['object']).toContain(typeof read === 'string' ? read : typeof read);
    }),
  );
  expect(fromData({ workshop: 'xuong-may', version: 1, visited: ['../x'], done: [] })).toBe('not-progress');
  expect(fromData({ workshop: 'another', version: 1, visited: [], done: [] })).toBe('not-progress');
  expect(fromData({ workshop: 'xuong-may', version: 2 })).toBe('newer');
});

test('merging loses nothing of either, and twice is the same as once', () => {
  fc.assert(
    fc.property(progress, progress, (one, other) => {
      const both = merged(one, other);
      for (const each of [one, other]) {
        expect([...both.visited]).toEqual(expect.arrayContaining([...each.visited]));
        expect([...both.done]).toEqual(expect.arrayContaining([...each.done]));
      }
      expect(merged(both, other)).toEqual(both);
    }),
  );
});

describe('a reader', () => {
  const read = visited(noProgress, { page: 'events/leda', heading: 'score' });

  test('leaves a trace by reading, and says by hand what is done', () => {
    expect([...read.visited]).toEqual(['events/leda']);
    expect(read.last).toEqual({ page: 'events/leda', heading: 'score' });
    expect([...read.done]).toEqual([]);
    expect([...marked(read, 'events/leda', true).done]).toEqual(['events/leda']);
  });

  test('may take the mark back', () => {
    expect([...marked(marked(read, 'events/leda', true), 'events/leda', false).done]).toEqual([]);
  });
});
