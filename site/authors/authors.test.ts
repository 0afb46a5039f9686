import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { structure } from '../chapters/parity.ts';

const read = (language: string) => readFileSync(`site/authors/content/${language}/index.mdx`, 'utf8');

test('the authors’ guide says the same in both languages, and leads to the specimen', () => {
  expect(structure(read('en')).map(({ what }) => what)).toEqual(structure(read('vi')).map(({ what }) => what));
  for (const language of ['vi', 'en']) expect(read(language)).toContain('](/specimen/)');
});
