import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addNumbers, canonicalNumber, compareNumbers, numberSize, sortableNumber, subtractNumbers } from './decimal.ts';

/** Numbers of at most 20 digits with exponents that keep sums below 38 digits. */
const number = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: -8, max: 8 }))
  .map(([negative, digits, exponent]) => `${negative ? '-' : ''}${digits}E${exponent}`);

/** The number times 10^8, exactly. */
function scaled(text: string): bigint {
  const [mantissa, exponent] = text.split('E');
  const point = mantissa!.indexOf('.');
  const fraction = point < 0 ? 0 : mantissa!.length - point - 1;
  return BigInt(mantissa!.replace('.', '')) * 10n ** BigInt(Number(exponent ?? 0) + 8 - fraction);
}

describe('numbers', () => {
  test('sums and differences are exact', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [canonicalNumber(a), canonicalNumber(b)];
        expect(scaled(addNumbers(x, y))).toBe(scaled(a) + scaled(b));
        expect(scaled(subtractNumbers(x, y))).toBe(scaled(a) - scaled(b));
      }),
    );
  });

  test('order, by comparison and by sortable text, is the order of the values', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const difference = scaled(a) - scaled(b);
        const expected = difference < 0n ? -1 : difference > 0n ? 1 : 0;
        const [x, y] = [canonicalNumber(a), canonicalNumber(b)];
        expect(Math.sign(compareNumbers(x, y))).toBe(expected);
        const [left, right] = [sortableNumber(x), sortableNumber(y)];
        expect(left < right ? -1 : left > right ? 1 : 0).toBe(expected);
      }),
    );
  });

  test('one value has one canonical form', () => {
    fc.assert(
      fc.property(number, (text) => {
        const canonical = canonicalNumber(text);
        expect(canonical).toMatch(/^(?:0|-?(?:0\.\d*[1-9]|[1-9]\d*(?:\.\d*[1-9])?))$/);
        expect(canonicalNumber(canonical)).toBe(canonical);
        expect(scaled(canonical)).toBe(scaled(text));
      }),
    );
  });

  test.each([
    ['0042.1200', '42.12'],
    ['1E125', `1${'0'.repeat(125)}`],
    ['-0', '0'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['1e-3', '0.001'],
    ['100', '100'],
  ])('%s is stored as %s', (written, stored) => expect(canonicalNumber(written)).toBe(stored));

  test.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['abc', 'The parameter cannot be converted to a numeric value: abc'],
    ['1e', 'The parameter cannot be converted to a numeric value: 1e'],
    ['1e9223372036854775808', 'The parameter cannot be converted to a numeric value: 1e9223372036854775808'],
    ['1e99999999999', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['0e126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['0e-131', 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
    ['1e126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['1e-131', 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
    ['1'.repeat(39), 'Attempting to store more than 38 significant digits in a Number'],
  ])('%s is refused', (text, message) => expect(() => canonicalNumber(text)).toThrow(message));

  test('a sum that needs more than 38 digits is an overflow', () => {
    expect(addNumbers(canonicalNumber('9e124'), canonicalNumber('9e125'))).toBe(canonicalNumber('9.9e125'));
    for (const [a, b] of [
      ['9e125', '9e125'],
      ['1e50', '1'],
    ] as const) {
      expect(() => addNumbers(canonicalNumber(a), canonicalNumber(b))).toThrow('Number overflow');
    }
  });

  test.each([
    ['0', 1],
    ['1', 2],
    ['123', 3],
    ['12345678901234567890123456789012345678', 20],
    ['100', 2],
    ['1010', 3],
    ['0.0000001', 2],
    ['1E125', 2],
    ['1E-100', 2],
    ['1.5', 3],
    ['1.234', 4],
    ['3.14159', 5],
    ['100.5', 4],
    ['0.15', 2],
    ['-42', 3],
    ['-0', 1],
  ])('%s takes %i bytes', (text, size) => expect(numberSize(canonicalNumber(text))).toBe(size));
});
