import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, nearest } from './nearest.ts';

test('a misspelt word finds the candidate with the fewest edits', () => {
  expect(nearest('lda', ['leda', 'rest-api'])).toBe('leda');
  expect(nearest('lab:depoly', ['lab:list', 'lab:deploy', 'lab:destroy'])).toBe('lab:deploy');
});

test('the distance is a metric', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b, c) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b) === 0).toBe(a === b);
      expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c));
    }),
  );
});
