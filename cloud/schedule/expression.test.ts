import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExpression } from './expression.ts';
import { timeZone } from './time-zone.ts';

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16));
const next = (text: string, zone: string, after: string) => iso(parseExpression(text, zone)!.next(Date.parse(`${after}Z`), 0));

test.each([
  ['at(2026-11-21T09:30:00)', 'Asia/Ho_Chi_Minh', '2026-11-20T00:00:00', '2026-11-21T02:30'],
  ['at(2026-11-21T09:30:00)', 'UTC', '2026-11-21T09:30:00', undefined],
  ['cron(0 9 * * ? *)', 'Asia/Ho_Chi_Minh', '2026-11-20T02:00:00', '2026-11-21T02:00'],
  ['cron(0/15 8-17 ? * MON-FRI *)', 'UTC', '2026-11-20T17:45:00', '2026-11-23T08:00'],
  ['cron(0 0 L * ? *)', 'UTC', '2028-02-01T00:00:00', '2028-02-29T00:00'],
  ['cron(0 0 15W * ? *)', 'UTC', '2026-11-01T00:00:00', '2026-11-16T00:00'],
  ['cron(0 0 ? * 6L *)', 'UTC', '2026-11-01T00:00:00', '2026-11-27T00:00'],
  ['cron(0 0 ? * 2#1 *)', 'UTC', '2026-11-03T00:00:00', '2026-12-07T00:00'],
  ['cron(0 0 1 1 ? 2026)', 'UTC', '2026-11-01T00:00:00', undefined],
  // Spring forward in New York: 02:30 of 8 March 2026 does not exist and is skipped; in autumn 01:30 comes once.
  ['cron(30 2 * * ? *)', 'America/New_York', '2026-03-07T08:00:00', '2026-03-09T06:30'],
  ['cron(30 1 * * ? *)', 'America/New_York', '2026-11-01T05:30:00', '2026-11-02T06:30'],
])('%s in %s after %s', (text, zone, after, expected) => {
  expect(next(text, zone, after)).toBe(expected);
});

test.each([
  'at(2026-02-30T00:00:00)',
  'rate(0 minutes)',
  'rate(5 weeks)',
  'cron(0 9 * * * *)',
  'cron(60 9 * * ? *)',
  'every day',
  'cron(0 9 * *)',
])('%s is none', (text) => {
  expect(parseExpression(text, 'UTC')).toBeUndefined();
});

test('a rate is due at its origin and then at equal distances', () => {
  const rate = parseExpression('rate(5 minutes)', 'UTC')!;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 }), (origin, offset) => {
      const due = rate.next(origin + offset, origin)!;
      expect(due).toBeGreaterThan(origin + offset);
      expect(due).toBeGreaterThanOrEqual(origin);
      expect((due - origin) % 300_000).toBe(0);
      expect(due === origin || due - (origin + offset) <= 300_000).toBe(true);
    }),
  );
});

test('a zone leads from the wall to the moment and back', () => {
  const zone = timeZone('Europe/London')!;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      const wall = zone.wallTimeAt(seconds * 1000);
      expect(zone.wallTimeAt(zone.momentOf(wall)!)).toEqual(wall);
    }),
  );
  expect(timeZone('Asia/Nowhere')).toBeUndefined();
});
