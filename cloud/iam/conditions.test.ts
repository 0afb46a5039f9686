// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like template strings.
import { describe, expect, test } from 'vitest';
import { compileCondition } from './conditions.ts';

type Actual = string | string[] | undefined;

/** Whether a condition of one key holds for an actual value. */
function holds(operator: string, expected: string | string[], actual: Actual, others: Record<string, string> = {}): boolean {
  const condition = compileCondition(operator, 'aws:Key', [expected].flat(), true);
  if (typeof condition === 'string') throw new Error(condition);
  return condition((key) => (key === 'aws:key' ? actual : others[key]));
}

/** [operator, in the policy, in the request, holds] */
const cases: [string, string | string[], Actual, boolean][] = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', 'a*', 'ab', false],
  ['StringEquals', 'a', undefined, false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringEqualsIgnoreCase', 'aBc', 'AbC', true],
  ['StringNotEqualsIgnoreCase', 'aBc', 'AbC', false],
  ['StringLike', 'a*d?', 'abcde', true],
  ['StringLike', 'a*d?', 'abcd', false],
  ['StringNotLike', 'a*', 'b', true],
  ['stringequals', 'a', 'a', true],
  ['NumericEquals', '10', '10.0', true],
  ['NumericNotEquals', '10', '11', true],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericGreaterThan', '10', '9', false],
  ['NumericGreaterThanEquals', '10', '10', true],
  ['NumericEquals', '10', 'ten', false],
  ['DateEquals', '2026-11-20T12:00:00Z', '2026-11-20T12:00:00.000Z', true],
  ['DateNotEquals', '2026-11-20T12:00:00Z', '2026-11-20T12:00:01Z', true],
  ['DateLessThan', '2026-11-20T12:00:00Z', '2026-11-20T11:59:59Z', true],
  ['DateGreaterThan', '1795176000', '2026-11-20T12:00:01Z', true],
  ['DateGreaterThanEquals', '2026-11-20', '2026-11-19T23:59:59Z', false],
  ['DateLessThanEquals', '2026-11-20T12:00:00+07:00', '2026-11-20T05:00:00Z', true],
  ['Bool', 'true', 'TRUE', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'false', undefined, false],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['IpAddress', '203.0.113.0/24', '203.0.113.7', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.7', false],
  ['IpAddress', '0.0.0.0/0', '8.8.8.8', true],
  ['IpAddress', '2001:db8::/32', '2001:db8:1::1', true],
  ['IpAddress', '2001:db8::/32', '203.0.113.7', false],
  ['NotIpAddress', '203.0.113.7', '203.0.113.8', true],
  ['ArnEquals', 'arn:aws:s3:::up*', 'arn:aws:s3:::uploads', true],
  ['ArnLike', 'arn:aws:sns:*:111122223333:*', 'arn:aws:sns:ap-southeast-1:111122223333:topic', true],
  ['ArnLike', 'arn:aws:*:topic', 'arn:aws:sns:ap-southeast-1:111122223333:topic', false],
  ['ArnLike', 'arn:aws:sns:*:*:a', 'arn:aws:sns:ap-southeast-1:1:b:a', false],
  ['ArnNotLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::b', true],
  ['ArnNotEquals', 'arn:aws:s3:::a', 'arn:aws:s3:::a', false],
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'there', false],
  ['Null', 'false', 'there', true],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['NumericLessThanIfExists', '3', '5', false],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', 'a', undefined, true],
  ['ForAllValues:StringNotEquals', 'a', ['b', 'c'], true],
  ['ForAllValues:StringNotEquals', 'a', ['b', 'a'], false],
  ['ForAnyValue:StringLike', 'a*', ['b', 'ab'], true],
  ['ForAnyValue:StringEquals', 'a', undefined, false],
  ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', 'a', ['a'], false],
];

describe('condition operators', () => {
  test.each(cases)('%s %j of %j: %s', (operator, expected, actual, expectation) => {
    expect(holds(operator, expected, actual)).toBe(expectation);
  });

  test('a variable stands for another key of the request', () => {
    expect(holds('StringEquals', '${aws:username}', 'mai', { 'aws:username': 'mai' })).toBe(true);
    expect(holds('StringLike', '${aws:username}/*', 'mai/x', { 'aws:username': 'mai' })).toBe(true);
    expect(holds('ArnLike', 'arn:aws:s3:::${aws:username}-*', 'arn:aws:s3:::mai-x', { 'aws:username': 'mai' })).toBe(true);
    expect(holds('StringEquals', '${aws:username}', 'mai')).toBe(false);
  });

  test('an unknown operator or an unreadable value is said so', () => {
    expect(compileCondition('StringIs', 'k', ['a'], true)).toBe('Invalid Condition type : StringIs.');
    expect(compileCondition('NumericEquals', 'k', ['ten'], true)).toBe('Invalid value ten for Condition type : NumericEquals.');
    expect(compileCondition('IpAddress', 'k', ['203.0.113.0/33'], true)).toBe(
      'Invalid value 203.0.113.0/33 for Condition type : IpAddress.',
    );
  });
});
