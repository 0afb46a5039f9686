import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { glossary, glossaryTerm, inAlphabet } from '../glossary/glossary.ts';
import en from './en.json' with { type: 'json' };
import { languageOf, pathOf } from './language.ts';
import panelEn from './panel.en.json' with { type: 'json' };
import panelVi from './panel.vi.json' with { type: 'json' };
import viewsEn from './panel-views.en.json' with { type: 'json' };
import viewsVi from './panel-views.vi.json' with { type: 'json' };
import { translator } from './translate.ts';
import vi from './vi.json' with { type: 'json' };

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test.each([
  ['the pages', vi, en],
  ['the panel that runs labs', panelVi, panelEn],
  ["the panel's views", viewsVi, viewsEn],
])('both languages of %s have the same texts, with the same values in them', (_, vietnamese, english) => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(vietnamese).sort());
  const texts: Record<string, string> = english;
  for (const [key, text] of Object.entries(vietnamese)) expect(placeholders(texts[key]!), key).toEqual(placeholders(text));
});

test('every text of the panel is used in it', () => {
  const code = globSync('site/tab/panel/**/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join();
  const isUsed = (key: string) => code.includes(`'${key}'`) || /^(stage|check)\./.test(key);
  expect(Object.keys({ ...panelVi, ...viewsVi }).filter((key) => !isUsed(key))).toEqual([]);
});

test('a text takes its values by name, and a forgotten one is an error', () => {
  expect(translator('vi')('page.minutes', { minutes: 45 })).toBe('45 phút');
  expect(() => translator('en')('page.minutes')).toThrow('en.json, "page.minutes": no value for {minutes}');
});

test('a page knows its language by its folder', () => {
  expect(languageOf('/home/x/site/content/en/2-a/index.mdx')).toBe('en');
  expect(() => languageOf('site/pages/404.astro')).toThrow('a page stands in content/vi/ or content/en/');
  expect([pathOf('vi', ''), pathOf('en', ''), pathOf('vi', 'coverage'), pathOf('en', 'coverage')]).toEqual([
    '/',
    '/en/',
    '/coverage/',
    '/en/coverage/',
  ]);
});

describe('the glossary', () => {
  test('explains every term in both languages', () => {
    for (const [id, term] of Object.entries(glossary)) {
      expect(id).toMatch(/^[a-z-]+$/);
      for (const { means } of [term.vi, term.en]) expect(means, id).toMatch(/\.$/);
    }
  });

  test('is in the order of the alphabet of the language', () => {
    const some = ['shard', 'đúng một lần', 'tổng', 'lô'];
    const sorted = inAlphabet('vi').map(({ term }) => term);
    // In Vietnamese đ comes before l, whatever its code.
    expect(sorted.filter((term) => some.includes(term))).toEqual(['đúng một lần', 'lô', 'shard', 'tổng']);
    expect(() => glossaryTerm('steam')).toThrow('the glossary has no "steam". It has: at-least-once,');
  });
});
