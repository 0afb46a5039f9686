import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFilter } from './filter-pattern.ts';

const matching = (pattern: string, messages: string[]) => messages.filter(compileFilter(pattern));

describe('terms', () => {
  const lines = ['[ERROR] A fatal exception', 'Exiting with ERRORCODE: -1', '[WARN] Failed to process the request', 'error in lower case'];

  test.each([
    ['', [0, 1, 2, 3]],
    ['ERROR', [0, 1]],
    ['ERROR fatal', [0]],
    ['"Failed to process"', [2]],
    ['ERROR -Exiting', [0]],
    ['-ERROR', [2, 3]],
    ['?WARN ?fatal', [0, 2]],
    ['?WARN ?fatal ERROR', [0, 1]],
    ['%[Ee]rror%', [3]],
    ['%^\\[(a)%', 'Invalid filter pattern'],
  ])('%s', (pattern, expected) => {
    if (typeof expected === 'string') expect(() => matching(pattern, lines)).toThrow(expected);
    else expect(matching(pattern, lines)).toEqual(expected.map((index) => lines[index]));
  });

  test('a message matches all of its own words, and none of them excluded', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (words, at) => {
        const message = words.join(' ');
        const chosen = words[at % words.length]!;
        expect(compileFilter(words.toReversed().join(' '))(message)).toBe(true);
        expect(compileFilter(`"${message}"`)(`before ${message} after`)).toBe(true);
        expect(compileFilter(`-${chosen}`)(message)).toBe(false);
        expect(compileFilter(`?${chosen} ?absent-term`)(message)).toBe(true);
      }),
    );
  });
});

describe('JSON selectors', () => {
  const event = JSON.stringify({
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    SomeObject: null,
    ThisFlag: true,
    'dotted.key': 'x',
    user: { id: 1, email: 'John.Doe@example.com' },
    latency: 50.5,
  });

  test.each([
    ['{ $.eventType = "UpdateTrail" }', true],
    ['{ $.eventType = UpdateTrail }', true],
    ['{ $.eventType = "Update" }', false],
    ['{ $.eventType = "Update*" }', true],
    ['{ $.eventType != "UpdateTrail" }', false],
    ['{ $.missing != "UpdateTrail" }', false],
    ['{ $.sourceIPAddress != 123.123.* }', true],
    ['{ $.sourceIPAddress = 111.111.* }', true],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[2] = "value" }', false],
    ['{ $.arrayKey[*] = "another*" }', true],
    ['{ $.objectList[1].id = 2 }', true],
    ['{ $.objectList[*].id > 2 }', false],
    ['{ $.SomeObject IS NULL }', true],
    ['{ $.SomeOtherObject NOT EXISTS }', true],
    ['{ $.SomeObject NOT EXISTS }', false],
    ['{ $.ThisFlag IS TRUE }', true],
    ['{ $.ThisFlag IS FALSE }', false],
    ['{ $.[\'dotted.key\'] = "x" }', true],
    ['{ ($.user.id = 1) && ($.user.email = "John.Doe@example.com") }', true],
    ['{ ($.user.id = 2 && $.user.email = "nonmatch") || $.latency >= 50.5 }', true],
    ['{ $.latency < 5e1 }', false],
    ['{ $.user.email = %Doe@[a-z]+% }', true],
    ['{ $.latency = * }', true],
    ['{ $.missing = * }', false],
  ])('%s', (pattern, expected) => {
    expect(compileFilter(pattern)(event)).toBe(expected);
  });

  test('a message that is no JSON matches no selector', () => {
    expect(matching('{ $.a NOT EXISTS }', ['plain text', '{"b":1}', '{broken'])).toEqual(['{"b":1}']);
  });

  test.each(['{ $.a = }', '{ $.a', '{ a = 1 }', '{ ($.a = 1 }', '{ $.a > "x" }'])('%s is no pattern', (pattern) => {
    expect(() => compileFilter(pattern)).toThrow('Invalid filter pattern');
  });

  test('&& and || of comparisons agree with JavaScript', () => {
    const record = fc.record({ a: fc.integer(), b: fc.integer(), x: fc.integer(), y: fc.integer() });
    fc.assert(
      fc.property(record, ({ a, b, x, y }) => {
        const message = JSON.stringify({ a, b });
        expect(compileFilter(`{ $.a < ${x} || $.b = ${y} && $.a >= ${y} }`)(message)).toBe(a < x || (b === y && a >= y));
        expect(compileFilter(`{ ($.a < ${x} || $.b != ${y}) && $.a <= ${y} }`)(message)).toBe((a < x || b !== y) && a <= y);
      }),
    );
  });
});

describe('space-delimited fields', () => {
  const line = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

  test.each([
    ['[ip, user, username, timestamp, request, status_code, bytes]', true],
    ['[ip, user, username]', false],
    ['[ip, ..., bytes]', true],
    ['[..., status_code = 4*, bytes]', true],
    ['[..., status_code = 404 || status_code = 410, bytes > 1000]', true],
    ['[..., status_code != 404, bytes]', false],
    ['[ip, user, username, timestamp, request = *html*, status_code = 4* && status_code < 405, bytes]', true],
    ['[ip=%127\\.0\\.0\\.[1-9]%, ...]', true],
    ['[w1=Prod, ...]', false],
  ])('%s', (pattern, expected) => {
    expect(compileFilter(pattern)(line)).toBe(expected);
  });
});
