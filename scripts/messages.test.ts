import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import english from './messages/en.json' with { type: 'json' };
import vietnamese from './messages/vi.json' with { type: 'json' };
import { languageOf, message } from './messages.ts';

const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('both languages have the same texts with the same parameters', () => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(vietnamese).sort());
  for (const [key, text] of Object.entries(vietnamese)) {
    expect(parameters(english[key as keyof typeof english]), key).toEqual(parameters(text));
  }
});

test('every text is used somewhere', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
    .join('\n');
  expect(Object.keys(vietnamese).filter((key) => !sources.includes(`'${key}'`))).toEqual([]);
});

test('a parameter that is not given stays visible', () => {
  expect(message('en', 'lab.unknown', { lab: 'x' })).toContain("'x'");
  expect(message('en', 'lab.unknown', { lab: 'x' })).toContain('{nearest}');
});

test('the language follows --lang, then the locale', () => {
  expect(languageOf('en', { LANG: 'vi_VN.UTF-8' })).toBe('en');
  expect(languageOf(undefined, { LANG: 'vi_VN.UTF-8' })).toBe('vi');
  expect(languageOf(undefined, { LC_ALL: 'C', LANG: 'vi_VN.UTF-8' })).toBe('en');
  expect(languageOf(undefined, {})).toBe('en');
});
