import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addValue, emptyBucket, mergeInto } from './buckets.ts';
import { percentile, statisticOf } from './statistics.ts';

const numbers = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 600 });

function bucketOf(values: readonly number[]) {
  const bucket = emptyBucket();
  for (const value of values) addValue(bucket, value);
  return bucket;
}

test('a percentile is a value that was measured, or close to it however many there were; memory stays bounded', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 100 }), (values, share) => {
      const halves = bucketOf(values.slice(0, values.length >> 1));
      mergeInto(halves, bucketOf(values.slice(values.length >> 1)));
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(0, Math.ceil((share / 100) * values.length - 1e-9) - 1)]!;
      const found = percentile(halves, share / 100)!;
      expect(halves.values!.size).toBeLessThanOrEqual(160);
      // Reason: half a step of the level, both in buckets and where they are merged.
      const tolerance = halves.level === 0 ? 1e-9 : 1.01 ** (2 ** halves.level) - 1;
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * tolerance + 1e-9);
    }),
    { numRuns: 60 },
  );
});

test('trimmed statistics of everything are the plain ones', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 100 }), (values) => {
      const bucket = bucketOf(values);
      const of = (name: string) => statisticOf(name)!(bucket)!;
      expect(of('tm100')).toBeCloseTo(of('Average'), 9);
      expect(of('tc(0%:100%)')).toBeCloseTo(values.length, 9);
      expect(of('ts(-50:50)'.replace('-50', ''))).toBeCloseTo(of('Sum'), 9);
      expect(of('wm(0%:100%)')).toBeCloseTo(of('Average'), 9);
      expect(of('p100')).toBe(of('Maximum'));
      expect(of('p0')).toBe(of('Minimum'));
    }),
    { numRuns: 40 },
  );
  for (const name of ['p101', 'tm', 'tm(:)', 'pr(1%:2%)', 'Median', 'tm(10%:20)']) expect(statisticOf(name), name).toBeUndefined();
});
