import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesLine, missingLine } from './expected-lines.ts';

describe('expected output', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ê', '.', '*', '(', ' ') });
  /** What the matcher must say, by regular expression. */
  const reference = (expected: string, line: string) => {
    const space = (text: string) => text.replace(/ +/g, ' ').trim();
    const pieces = space(expected).split('…');
    return new RegExp(`^${pieces.map((piece) => piece.replace(/[.*(]/g, '\\$&')).join('.*')}$`).test(space(line));
  };

  test('a line matches as a regular expression with .* for … would', () => {
    const expected = fc.array(word, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('…'));
    fc.assert(
      fc.property(expected, word, (text, line) => {
        expect(matchesLine(text, line)).toBe(reference(text, line));
      }),
    );
  });

  test('a line matches whatever parts of it are left out for …', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.boolean()), { minLength: 1 }), (parts) => {
        const line = parts.map(([text]) => `x${text}x`).join('');
        expect(matchesLine(parts.map(([text, hidden]) => (hidden ? '…' : `x${text}x`)).join(''), line)).toBe(true);
      }),
    );
  });

  test('lines in order are found among others; a line too many is named', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.boolean())), (lines) => {
        const output = lines.map(([text]) => text).join('\n');
        const expected = lines.filter(([, kept]) => kept).map(([text]) => ({ text }));
        expect(missingLine(expected, output)).toBeUndefined();
        const surplus = { text: 'not printed' };
        expect(missingLine([...expected, surplus], output)).toBe(surplus);
      }),
    );
  });

  test('the order counts', () => {
    expect(missingLine([{ text: 'b' }, { text: 'a' }], 'a\nb')).toEqual({ text: 'a' });
  });
});
