import { expect, test } from 'vitest';
import { frontMatter } from './front-matter.ts';

const page = { title: 'LEDA', description: 'A pipeline that counts wrong.', weight: 4 };

test('a page needs a title, a description and a weight; the rest may be left out', () => {
  expect(frontMatter.parse(page)).toEqual({ ...page, chapter: false });
  expect(frontMatter.safeParse({ ...page, weight: undefined }).success).toBe(false);
});

test('unknown fields are refused by name', () => {
  expect(() => frontMatter.parse({ ...page, wieght: 4 })).toThrow('wieght');
});

test('a date, as YAML reads it, becomes its day', () => {
  expect(frontMatter.parse({ ...page, facts: new Date('2026-11-20') }).facts).toBe('2026-11-20');
});

test('every field says what it is for', () => {
  for (const [name, field] of Object.entries(frontMatter.shape)) expect(field.description, name).toMatch(/\w.+\./);
});

test("a goal and outcomes belong to a part's cover", () => {
  const cover = { ...page, chapter: true, goal: 'To count right on a pipeline that breaks.', outcomes: ['a pipeline that counts right'] };
  expect(frontMatter.parse(cover)).toEqual(cover);
  expect(() => frontMatter.parse({ ...cover, chapter: false })).toThrow("outcomes is for a part's cover: the page lacks chapter: true");
});
