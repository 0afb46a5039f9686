import { expect, test } from 'vitest';
import type { Lab } from '../../labs/contract.ts';
import { type Entry, toChapters } from './chapter.ts';
import { factsOf, isToDo, pagesToDo } from './facts.ts';

const entry = (id: string, weight: number, data: Partial<Entry['data']> = {}): Entry => ({
  id: id ? `${id}/index` : 'index',
  file: `${id}.mdx`,
  data: { title: id, description: 'A page for a test, long enough.', weight, chapter: false, ...data },
  body: '',
});
const lab = (id: string, services: string[], usdPerRun: number): Lab => ({
  id,
  title: { vi: id, en: id },
  level: 200,
  minutes: 10,
  services,
  cost: { usdPerRun, usdPerForgottenHour: 0.5, checked: '2026-11-20' },
  covers: { tab: {}, local: {}, aws: {} },
  stages: ['solution'],
  drills: [],
});
const labs: Record<string, Lab> = { leda: lab('leda', ['lambda', 'kinesis'], 0.25), s3: lab('s3', ['s3', 'lambda'], 0.5) };
const chapters = toChapters(
  [
    entry('', 0),
    entry('2-events', 2, { chapter: true }),
    entry('2-events/1-s3', 1, { minutes: 40, level: 200, lab: 's3' }),
    entry('2-events/4-leda', 4, { minutes: 120, level: 300, lab: 'leda' }),
    entry('2-events/4-leda/1-connect', 1, { minutes: 45, lab: 'leda' }),
    entry('3-later', 3, { chapter: true }),
  ],
  'vi',
);
const [home, events, s3, leda, connect, later] = chapters;

test("a part's facts come from its pages and their labs, each lab counted once", () => {
  expect(factsOf(events!, (id) => labs[id]!)).toEqual({
    minutes: 160,
    levels: [200, 300],
    services: ['s3', 'lambda', 'kinesis'],
    labs: [labs.s3, labs.leda],
    cost: { usdPerRun: 0.75, usdPerForgottenHour: 1 },
  });
});

test('a reader ticks off pages with nothing below them, but not the cover of an empty part', () => {
  expect(pagesToDo(home!)).toEqual([s3, connect]);
  expect(pagesToDo(events!)).toEqual([s3, connect]);
  expect(pagesToDo(later!)).toEqual([]);
  expect([s3, leda, connect, later].map((page) => isToDo(page!))).toEqual([true, false, true, false]);
});
