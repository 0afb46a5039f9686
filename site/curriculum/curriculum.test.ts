import { expect, test } from 'vitest';
import type { Lab } from '../../labs/contract.ts';
import { type Entry, toChapters } from '../chapters/chapter.ts';
import { beingBuilt, chapterAt, curriculum } from './curriculum.ts';
import { drillPlace } from './drills.ts';

const page = (id: string, weight: number, more: { lab?: string; body?: string } = {}): Entry => ({
  id,
  file: `site/content/vi/${id}.mdx`,
  data: { title: id, description: 'Some words about the page.', weight, chapter: false, lab: more.lab },
  body: more.body ?? '',
});
const chapters = toChapters(
  [
    page('index', 0),
    page('1-serverless/index', 1),
    page('1-serverless/2-s3-trigger/index', 2, { lab: 's3-trigger', body: '## Hai bài tập [#drills]' }),
    page('1-serverless/3-rest-api/index', 3, { lab: 'rest-api' }),
  ],
  'vi',
);
const lab = (id: string, drills: string[]) => ({ id, drills }) as unknown as Lab;

test('the outline is in order and names no chapter twice', () => {
  const places = curriculum.map(({ number }) => number.split('.').map(Number) as [number, number]);
  expect(places).toEqual(places.toSorted(([a, b], [c, d]) => a - c || b - d));
  expect(new Set(curriculum.map(({ number }) => number)).size).toBe(curriculum.length);
});

test('what is written is no longer being built', () => {
  const missing = beingBuilt('1', chapters).map(({ number }) => number);
  expect(missing).toContain('1.1');
  expect(missing).not.toContain('1.2');
  expect(beingBuilt('1', chapters).every(({ number }) => number.startsWith('1.'))).toBe(true);
});

test('a chapter is found by its number, written or not, and a wrong number is an error', () => {
  expect(chapterAt('1.2', chapters).page?.path).toBe('/serverless/s3-trigger/');
  expect(chapterAt('3.1', chapters)).toMatchObject({ page: undefined, outlined: { number: '3.1' } });
  expect(() => chapterAt('9.9', chapters)).toThrow('there is no chapter 9.9');
});

test('a mishap leads to its drill once lab, drill and chapter exist, and to nothing before', () => {
  const labs = [lab('s3-trigger', ['three-seconds']), lab('rest-api', ['no-cors']), lab('tracing', ['no-header'])];
  expect(drillPlace('s3-trigger', 'three-seconds', chapters, labs)).toEqual({
    href: '/serverless/s3-trigger/#drills',
    command: 'npm run lab:drill -- s3-trigger three-seconds',
  });
  expect(drillPlace('rest-api', 'no-cors', chapters, labs).href).toBe('/serverless/rest-api/');
  expect(drillPlace('tracing', 'no-header', chapters, labs)).toEqual({
    href: undefined,
    command: 'npm run lab:drill -- tracing no-header',
  });
  expect(drillPlace('s3-trigger', 'another', chapters, labs)).toEqual({ href: undefined, command: undefined });
  expect(drillPlace('load-balancing', 'rule-order', chapters, labs)).toEqual({ href: undefined, command: undefined });
});
