import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statusCsv } from './csv.ts';
import type { ParticipantStatus } from './read-status.ts';

const row = (name: string, more: Partial<ParticipantStatus> = {}): ParticipantStatus => ({
  name,
  account: '111111111111',
  usd: 0.03,
  labs: [
    {
      lab: 'leda',
      state: 'deployed',
      since: '2027-03-20T01:30:00.000Z',
      checks: { passed: 3, total: 7, at: '2027-03-20T02:00:00.000Z' },
      usd: 0.03,
    },
    { lab: 'rest-api', state: 'absent', usd: 0 },
  ],
  activeAt: '2027-03-20T02:00:00.000Z',
  ...more,
});

test('one line a participant and lab, under names', () => {
  expect(statusCsv([row('an')]).split('\r\n')).toEqual([
    'participant,account,lab,state,since,checks_passed,checks_total,checked_at,usd_estimated,active_at,unread',
    'an,111111111111,leda,deployed,2027-03-20T01:30:00.000Z,3,7,2027-03-20T02:00:00.000Z,0.0300,2027-03-20T02:00:00.000Z,',
    'an,111111111111,rest-api,absent,,,,,0.0000,2027-03-20T02:00:00.000Z,',
    '',
  ]);
});

test('an account that could not be read is no absent lab', () => {
  const [, line] = statusCsv([row('an', { unread: 'not authorized, "sorry"' })]).split('\r\n');
  expect(line).toContain(',leda,unread,');
  expect(line).toMatch(/,"not authorized, ""sorry"""$/);
});

test('whatever a name is, it stays one cell and never becomes a formula', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('=1+1', '+1', '-1', '@x', '\t=1', '"', ',', '\r\n')), (name) => {
      const text = statusCsv([row(name)]);
      const first = text.slice(text.indexOf('\r\n') + 2);
      const cell = first.startsWith('"') ? /^"((?:[^"]|"")*)",/.exec(first)?.[1]?.replaceAll('""', '"') : /^[^",]*/.exec(first)?.[0];
      expect(cell).toBe(/^[=+\-@\t]/.test(name) ? `'${name}` : name);
    }),
    { numRuns: 200, seed: 5 },
  );
});
