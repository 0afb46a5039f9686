import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import vi from '../i18n/vi.json' with { type: 'json' };
import { glossary } from './glossary.ts';
import { secondNames } from './renderings.ts';

test('a thing has one name in all Vietnamese texts', () => {
  const pages = globSync('site/content/vi/**/*.mdx').map((file) => ({
    file,
    body: readFileSync(file, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, ''),
  }));
  expect(pages.length).toBeGreaterThan(10);
  const interfaceTexts = { file: 'site/i18n/vi.json', body: Object.values(vi).join('\n') };
  const explanations = {
    file: 'site/glossary/terms.json',
    body: Object.values(glossary)
      .map((term) => term.vi.means)
      .join('\n'),
  };
  expect(secondNames([...pages, interfaceTexts, explanations])).toEqual([]);
});

test('a second name is found in text, whatever its case and composition, and not in code', () => {
  const body = ['Hàm phải lũy đẳng.', '`khởi động lạnh` là tên cũ', '```sh', 'khởi động lạnh', '```', 'KHỞI ĐỘNG LẠNH thì lâu']
    .join('\n')
    .normalize('NFD');
  expect(secondNames([{ file: 'a.mdx', body }])).toEqual([
    'a.mdx, line 6 of the text: "khởi động lạnh". The glossary says "khởi động nguội" (cold-start).',
  ]);
});

test('what one term avoids, no other term is called', () => {
  const names = new Set(Object.values(glossary).flatMap(({ vi }) => [vi.term, ...(vi.also ?? [])]));
  expect(
    Object.values(glossary)
      .flatMap(({ vi }) => vi.avoid ?? [])
      .filter((name) => names.has(name)),
  ).toEqual([]);
});
