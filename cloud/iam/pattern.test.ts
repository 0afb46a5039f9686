// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like template strings.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern, matchesWildcards } from './pattern.ts';

/** The plain definition: slow, and easy to believe. */
function reference(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return reference(pattern.slice(1), text) || (text !== '' && reference(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && reference(pattern.slice(1), text.slice(1));
}

test('wildcards match what their definition says', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 }),
      (pattern, text) => {
        expect(matchesWildcards(pattern, text)).toBe(reference(pattern, text));
      },
    ),
    { numRuns: 5_000 },
  ));

test('a pattern of many stars is compared in a moment', () => {
  expect(matchesWildcards(`${'*a'.repeat(40)}*b`, 'a'.repeat(20_000))).toBe(false);
});

test('without wildcards a star is a character', () => {
  const pattern = compilePattern('a*', { wildcards: false, variables: false });
  expect(pattern('a*', () => undefined)).toBe(true);
  expect(pattern('ab', () => undefined)).toBe(false);
});

test('a value is a value, whatever it looks like', () =>
  fc.assert(
    fc.property(fc.string(), fc.string(), (value, other) => {
      const pattern = compilePattern('x/${aws:username}', { wildcards: true, variables: true });
      expect(pattern(`x/${value}`, () => value)).toBe(true);
      expect(pattern(`x/${other}`, () => value)).toBe(other === value);
    }),
  ));
