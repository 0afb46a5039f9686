import { expect, test } from 'vitest';
import { parsePattern } from './event-pattern.ts';

const event = { eventName: 'INSERT', dynamodb: { NewImage: { total: { N: '12' }, tags: ['a', 'b'] }, size: 5, note: null } };

test.each([
  ['{"eventName":["INSERT"]}', true],
  ['{"eventName":["REMOVE","MODIFY"]}', false],
  ['{"dynamodb":{"NewImage":{"total":{"N":["12"]}}}}', true],
  ['{"dynamodb":{"NewImage":{"tags":["b"]}}}', true],
  ['{"dynamodb":{"size":[{"numeric":[">",4,"<=",5]}]}}', true],
  ['{"dynamodb":{"size":[{"numeric":["<",5]}]}}', false],
  ['{"dynamodb":{"note":[null]}}', true],
  ['{"dynamodb":{"OldImage":[{"exists":false}]}}', true],
  ['{"dynamodb":{"OldImage":{"id":[{"exists":true}]}}}', false],
  ['{"eventName":[{"prefix":"INS"}]}', true],
  ['{"eventName":[{"suffix":"RT"}]}', true],
  ['{"eventName":[{"anything-but":["INSERT"]}]}', false],
  ['{"eventName":[{"anything-but":{"prefix":"REM"}}]}', true],
  ['{"missing":[{"anything-but":["x"]}]}', false],
  ['{"eventName":[{"equals-ignore-case":"insert"}]}', true],
  ['{"$or":[{"eventName":["REMOVE"]},{"dynamodb":{"size":[5]}}]}', true],
  ['{"eventName":["INSERT"],"dynamodb":{"size":[6]}}', false],
])('%s fits: %s', (pattern, fits) => {
  expect(parsePattern(pattern)(event)).toBe(fits);
});

test.each(['', '{}', '[]', '{"a":"b"}', '{"a":[]}', '{"a":[{"numeric":["~",1]}]}'])('%s is no pattern', (pattern) => {
  expect(() => parsePattern(pattern)).toThrow('Invalid filter pattern definition.');
});
