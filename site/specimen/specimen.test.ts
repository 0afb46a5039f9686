import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { structure } from '../chapters/parity.ts';

const read = (language: string) => readFileSync(`site/specimen/content/${language}/index.mdx`, 'utf8');

/** Components that live from the place of their page in the book. */
const BOUND = ['Cards', 'ChapterLink', 'Flow', 'LabCosts', 'Mishap', 'PartCards', 'Planned'];

test('the specimen shows the same in both languages', () => {
  expect(structure(read('en')).map(({ what }) => what)).toEqual(structure(read('vi')).map(({ what }) => what));
});

test('the specimen shows every component that needs no place in the book', () => {
  const known = readFileSync('site/components/in-pages.ts', 'utf8').split('export const components')[1]!;
  const names = [...known.matchAll(/^ {2}([A-Z]\w*),$/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !BOUND.includes(name) && !new RegExp(`<${name}\\b`).test(read('vi')))).toEqual([]);
});
