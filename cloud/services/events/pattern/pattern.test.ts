import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches } from './matching.ts';
import { parsePattern } from './pattern.ts';

const fits = (pattern: object, event: object) => matches(parsePattern(JSON.stringify(pattern)), event);

/** What each row says of a field `f`: the expected values, values that fit, values that do not. `GONE` is a field that is not there. */
const GONE = Symbol('not there');
const OF_ONE_FIELD: readonly (readonly [expected: unknown[], fit: unknown[], unfit: unknown[]])[] = [
  // Plain values.
  [['a'], ['a', ['x', 'a']], ['A', 'ab', '', GONE, null, ['b'], { a: 'a' }]],
  [[''], [''], [' ', null, [], GONE]],
  [[null], [null, [null, 1]], ['', [], 'null', false, 0, GONE]],
  [[true], [true], [false, 'true', 1, GONE]],
  [[false], [false], [true, 'false', 0, null]],
  [
    [102, 3.5],
    [102, 102.0, 3.5],
    ['102', 103, 3.51, GONE],
  ],
  [[3.018e2], [301.8], [301.81]],
  [
    ['a', 1, null],
    ['a', 1, null],
    ['1', 2, GONE],
  ],
  // Prefix and suffix.
  [[{ prefix: 'us-' }], ['us-east-1', 'us-', ['eu', 'us-1']], ['eu-us-', 'US-east-1', 1, null, GONE]],
  [[{ prefix: '' }], ['', 'anything'], [1, null, GONE]],
  [[{ prefix: { 'equals-ignore-case': 'EventB' } }], ['eventbridge', 'EVENTB'], ['event', 'my-eventb', 5, GONE]],
  [[{ suffix: '.png' }], ['a.png', '.png'], ['a.PNG', 'a.png.bak', 1, GONE]],
  [[{ suffix: '' }], ['', 'a'], [1, GONE]],
  [[{ suffix: { 'equals-ignore-case': '.Png' } }], ['a.PNG', 'a.png'], ['png', 2]],
  [[{ 'equals-ignore-case': 'alice' }], ['Alice', 'ALICE'], ['alic', 'alice ', 1, null, GONE]],
  [[{ 'equals-ignore-case': '' }], [''], ['a']],
  // Anything but.
  [[{ 'anything-but': 'init' }], ['x', '', null, 5, true], ['init', GONE, []]],
  [[{ 'anything-but': 123 }], [456, '123', null], [123, GONE]],
  [[{ 'anything-but': 0 }], [1, 'a'], [0]],
  [[{ 'anything-but': ['stopped', 'overloaded'] }], ['x', null, 3], ['stopped', 'overloaded', GONE]],
  [[{ 'anything-but': [100, 200, 300] }], [101, '100'], [100, 300]],
  [[{ 'anything-but': { prefix: 'init' } }], ['pending', 12, null], ['init', 'initializing', GONE]],
  [[{ 'anything-but': { prefix: ['init', 'test'] } }], ['pending', 12, null], ['initial', 'testing', GONE]],
  [[{ 'anything-but': { suffix: '.txt' } }], ['a.txt.bak', null], ['a.txt', GONE]],
  [[{ 'anything-but': { suffix: ['.txt', '.rtf'] } }], ['a.bak', null, 1], ['a.txt', 'b.rtf', GONE]],
  [[{ 'anything-but': { 'equals-ignore-case': 'initializing' } }], ['pending', null], ['INITIALIZING', 'initializing', GONE]],
  [[{ 'anything-but': { 'equals-ignore-case': ['initializing', 'stopped'] } }], ['x', null], ['Stopped', 'INITIALIZING', GONE]],
  [[{ 'anything-but': { wildcard: '*/lib/*' } }], ['a/bin/b', 123, null], ['a/lib/b', '/lib/', GONE]],
  [[{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }], ['a/src/b', null], ['a/lib/b', 'a/bin/b', GONE]],
  [[{ 'anything-but': { wildcard: '' } }], ['dir/init'], ['']],
  // Numbers.
  [[{ numeric: ['=', 5] }], [5, 5.0], ['5', 5.1, null, GONE]],
  [[{ numeric: ['>', 0, '<=', 5] }], [0.1, 5], [0, 5.01, '3']],
  [[{ numeric: ['>=', -1.5, '<', 3.018e2] }], [-1.5, 301.7], [-1.6, 301.8]],
  [[{ numeric: ['<', 10] }], [9.99, -5], [10]],
  [
    [{ numeric: ['>', 100] }, { 'anything-but': '101' }],
    [200, 5, '42'],
    ['101', GONE],
  ],
  // Addresses.
  [[{ cidr: '10.0.0.0/24' }], ['10.0.0.0', '10.0.0.255'], ['10.0.1.0', '10.0.0.256', '10.0.0', 123, '2001:db8::1', GONE]],
  [
    [{ cidr: '2001:db8:1234:1a00::/64' }],
    ['2001:db8:1234:1a00::1', '2001:DB8:1234:1a00:0:0:0:5'],
    ['2001:db8:1234:1a01::1', '10.0.0.1', '::g'],
  ],
  [['2001:db8::1'], ['2001:db8::1', '2001:0db8:0:0::1'], ['2001:db8::2']],
  // Presence: of leaves only.
  [[{ exists: true }], ['', null, 0, [1], [{}, 2]], [GONE, [], {}, { deep: 1 }]],
  [[{ exists: false }], [GONE, [], {}, { deep: 1 }], ['', null, 0]],
  [[{ exists: false }, 'a'], [GONE, 'a'], ['b']],
  [[{ 'anything-but': ['roses'] }, { exists: false }], [GONE, 'lilies'], ['roses']],
  [[{ exists: true }, { prefix: 'IGNORED' }, { suffix: 'IGNORED' }], ['my-value'], [GONE]],
  // Wildcards.
  [[{ wildcard: 'dir/*.png' }], ['dir/a.png', 'dir/.png', 'dir/a/b.png'], ['dir/a.jpg', 'xdir/a.png', 1, GONE]],
  [[{ wildcard: '*' }], ['', 'a\nb'], [1, null]],
  [[{ wildcard: 'arn:*:event-bus/*' }], ['arn:aws:events:us-east-1:1:event-bus/mine'], ['arn:aws:events:us-east-1:1:rule/mine']],
  [[{ wildcard: 'aba*aba' }], ['abaaba', 'aba-aba'], ['ababa', 'aba']],
  [[{ wildcard: '\\*\\\\*' }], ['*\\', '*\\x'], ['x\\', '*']],
  [[{ wildcard: '' }], [''], ['a']],
];

test.each(OF_ONE_FIELD.map((row) => [JSON.stringify(row[0]), ...row] as const))('%s', (_title, expected, fit, unfit) => {
  const event = (value: unknown) => ({ id: '1', detail: value === GONE ? {} : { f: value } });
  const pattern = { detail: { f: expected } };
  for (const value of fit) expect([value, fits(pattern, event(value))]).toEqual([value, true]);
  for (const value of unfit) expect([value, fits(pattern, event(value))]).toEqual([value, false]);
});

const EC2 = {
  id: '1',
  source: 'aws.ec2',
  'detail-type': 'EC2 Instance State-change Notification',
  resources: ['arn:aws:ec2:us-east-1:1:instance/i-1', 'arn:other'],
  detail: {
    'instance-id': 'i-1',
    state: 'terminated',
    'c-count': 3,
    'd-count': 8,
    'x-limit': 301.8,
    ip: '10.0.0.33',
    'state.status': 'run',
  },
};

test.each<[string, object, boolean]>([
  ['every field counts', { source: ['aws.ec2'], detail: { state: ['terminated', 'pending'] } }, true],
  ['one that does not fit is enough', { source: ['aws.ec2'], detail: { state: ['running'] } }, false],
  ['names have a case', { Source: ['aws.ec2'] }, false],
  ['an array matches by one of its items', { resources: ['arn:other', 'arn:none'] }, true],
  ['an array without the item does not', { resources: ['arn:none'] }, false],
  ['a dot in the event joins', { detail: { state: { status: ['run'] } } }, true],
  ['a dot in the pattern joins', { 'detail.state': ['terminated'] }, true],
  ['what a dot joins is not joined twice', { detail: { state: ['run'] } }, false],
  ['a dot in both is one name', { detail: { 'state.status': ['run'] } }, true],
  ['a leaf has nothing below', { source: { deeper: ['aws.ec2'] } }, false],
  [
    '$or: one of them',
    { source: ['aws.ec2'], $or: [{ detail: { state: ['x'] } }, { detail: { 'c-count': [{ numeric: ['>', 2] }] } }] },
    true,
  ],
  ['$or: none of them', { source: ['aws.ec2'], $or: [{ detail: { state: ['x'] } }, { detail: { 'c-count': [1] } }] }, false],
  ['$or: what stands outside counts too', { source: ['aws.s3'], $or: [{ id: ['1'] }, { id: ['2'] }] }, false],
  ['$or below, and within another', { detail: { $or: [{ state: ['x'] }, { $or: [{ 'd-count': [8] }, { 'd-count': [9] }] }] } }, true],
  ['$or with what is not there', { detail: { $or: [{ none: [{ exists: false }] }, { state: ['x'] }] } }, true],
  ['a parent that is not there', { detail: { none: { leaf: [{ exists: false }] } } }, true],
  ['text that is JSON stays text', { detail: { state: { inner: ['x'] } } }, false],
])('%s', (_title, pattern, expected) => {
  expect(fits(pattern, EC2)).toBe(expected);
});

test('fields of objects in an array must be found in one and the same object', () => {
  const event = {
    employees: [
      { name: 'An', level: 1 },
      {
        name: 'Bình',
        level: 2,
        teams: [
          { id: 'x', lead: true },
          { id: 'y', lead: false },
        ],
      },
    ],
  };
  expect(fits({ employees: { name: ['An'], level: [1] } }, event)).toBe(true);
  expect(fits({ employees: { name: ['An'], level: [2] } }, event)).toBe(false);
  expect(fits({ employees: { name: ['Bình'], teams: { id: ['x'], lead: [true] } } }, event)).toBe(true);
  expect(fits({ employees: { name: ['Bình'], teams: { id: ['y'], lead: [true] } } }, event)).toBe(false);
  expect(fits({ employees: { name: ['An'], teams: { id: ['x'] } } }, event)).toBe(false);
});

test('of two fields of one name the last counts', () => {
  const pattern = parsePattern('{"detail":{"at":[{"prefix":"x"}],"at":[{"anything-but":"y"}]}}');
  expect(matches(pattern, { detail: { at: 'z' } })).toBe(true);
  expect(matches(pattern, { detail: { at: 'y' } })).toBe(false);
});

const SOURCE = (text: string, column: number, line = 1) => `\n at [Source: (String)"${text}"; line: ${line}, column: ${column}]`;
const ANYTHING_BUT_LIST = 'Inside anything but list, start|null|boolean is not supported.';
const NO_CASE = 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
const AFFIX = 'prefix/suffix match pattern must be a string';

// The place is AWS's own: after a number or word, after the opening quote of a text nobody has read yet, else after the text.
test.each<[pattern: string, reason: string, column?: number, twice?: boolean]>([
  ['{"int": 42}', '"int" must be an object or an array', 11],
  ['{"string": "my-value"}', '"string" must be an object or an array', 13],
  ['{"resources": []}', 'Empty arrays are not allowed', 17],
  ['{"detail": {}}', 'Empty objects are not allowed', 14],
  ['{}', 'Empty objects are not allowed', 3],
  ['["not", "a dict"]', 'Filter is not an object', 2],
  ['{"a": [["b"]]}', 'Match value must be String, number, true, false, or null', 9],
  ['{"my_key": [{"EXISTS": true}]}', 'Unrecognized match type EXISTS', 28],
  ['{"detail": {"equal": [{"NUMERIC": ["=", 5]}]}}', 'Unrecognized match type NUMERIC', 36],
  ['{"k": [{"exists": "true"}]}', 'exists match pattern must be either true or false.', 20],
  ['{"time": [{"prefix": 123}]}', 'prefix match pattern must be a string', 25],
  ['{"time": [{"prefix": ["2022-07-13"]}]}', 'prefix match pattern must be a string', 23],
  ['{"FileName": [{"suffix": 123}]}', 'suffix match pattern must be a string', 29],
  ['{"FileName": [{"suffix": [".png"]}]}', 'suffix match pattern must be a string', 27],
  ['{"d": [{"prefix": {"suffix": "x"}}]}', 'Unsupported prefix pattern: suffix', 31],
  ['{"detail-type": [{"equals-ignore-case": {"prefix": "ec2"}}]}', 'equals-ignore-case match pattern must be a string', 42],
  ['{"detail-type": [{"equals-ignore-case": ["ec2 instance"]}]}', 'equals-ignore-case match pattern must be a string', 42],
  ['{"EventBusArn": [{"wildcard": 123}]}', 'wildcard match pattern must be a string', 34],
  ['{"a": [{"wildcard": ["x*"]}]}', 'wildcard match pattern must be a string', 22],
  ['{"a": [{"wildcard": "x**"}]}', 'Consecutive wildcard characters at pos 2', 26],
  ['{"a": [{"wildcard": "x\\\\y"}]}', 'Invalid escape character at pos 2', 27],
  ['{"a": [{"prefix": "a", "suffix": "b"}]}', 'Only one key allowed in match expression', 35],
  ['{"a": [{"cidr": ["bad-type"]}]}', 'prefix match pattern must be a string', 18],
  ['{"a": [{"cidr": "bad-filter"}]}', "Malformed CIDR, one '/' required"],
  ['{"a": [{"cidr": "10.0.0.0/xx"}]}', 'Malformed CIDR, mask bits must be an integer'],
  ['{"a": [{"cidr": "xx.11.xx/8"}]}', 'Nonstandard IP address: xx.11.xx'],
  ['{"a": [{"cidr": "xxxx:db8:1234:1a00::/64"}]}', 'Nonstandard IP address: xxxx:db8:1234:1a00::'],
  ['{"a": [{"cidr": "10.0.0.0/32"}]}', 'IPv4 mask bits must be < 32'],
  ['{"a": [{"cidr": "::/-1"}]}', 'Malformed CIDR, mask bits must not be negative'],
  ['{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}', 'Bad numeric range operator: >', 49],
  ['{"detail": {"c-count": [{"numeric": [">", 0, "<"]}]}}', 'Value of < must be numeric', 50],
  ['{"a": [{"numeric": []}]}', 'Invalid member in numeric match: ]', 22],
  ['{"a": [{"numeric": ["!=", 5]}]}', 'Unrecognized numeric range operator: !=', 28],
  ['{"a": [{"numeric": ["=", "5"]}]}', 'Value of equals must be numeric', 27],
  ['{"a": [{"numeric": ["<", 5, ">", 1]}]}', 'Too many elements in numeric expression', 30],
  ['{"a": [{"numeric": [">", 5, "<", 1]}]}', 'Bottom must be less than top', 36],
  ['{"a": [{"numeric": 5}]}', 'Value of numeric must be an array.', 21],
  ['{"a": [{"numeric": ["<", 5000000001]}]}', 'Value must be between -5.0E9 and 5.0E9, inclusive', 36],
  ['{"d": {"s": [{"anything-but": null}]}}', 'Value of anything-but must be an array or single string/number value.', 35],
  [
    '{"d": {"s": [{"anything-but": {"prefix": {"equals-ignore-case": "f"}}}]}}',
    'Value of anything-but must be an array or single string/number value.',
    43,
  ],
  [
    '{"d": {"s": [{"anything-but": {"suffix": {"equals-ignore-case": "f"}}}]}}',
    'Value of anything-but must be an array or single string/number value.',
    43,
  ],
  ['{"d": [{"anything-but": ["stopped", null]}]}', ANYTHING_BUT_LIST, 41, true],
  [
    '{"d": [{"anything-but": ["a", 1]}]}',
    'Inside anything but list, either all values are number or string, mixed type is not supported',
    33,
  ],
  ['{"d": [{"anything-but": {"exists": false}}]}', 'Unsupported anything-but pattern: exists', 41],
  ['{"d": [{"anything-but": {"equals-ignore-case": 123}}]}', NO_CASE, 51],
  ['{"d": [{"anything-but": {"equals-ignore-case": [123, 456]}}]}', NO_CASE, 52, true],
  ['{"d": [{"anything-but": {"prefix": 123}}]}', AFFIX, 39],
  ['{"d": [{"anything-but": {"prefix": [123, "test"]}}]}', AFFIX, 40, true],
  ['{"d": [{"anything-but": {"suffix": 123}}]}', AFFIX, 39],
  ['{"d": [{"anything-but": {"suffix": [null, ".txt"]}}]}', AFFIX, 41, true],
  ['{"d": [{"anything-but": {"prefix": ""}}]}', 'Null prefix/suffix not allowed', 38],
  ['{"d": [{"anything-but": {"suffix": ""}}]}', 'Null prefix/suffix not allowed', 38],
  ['{"d": [{"anything-but": {"wildcard": 123}}]}', 'wildcard match pattern must be a string', 41],
  ['{"d": [{"anything-but": {"wildcard": [123, "*/dir/*"]}}]}', 'wildcard match pattern must be a string', 42, true],
  ['{"$or": {"a": ["b"]}}', 'It must be an Array followed with $or.', 10],
  ['{"$or": [{"a": ["b"]}]}', 'There must have at least 2 Objects in $or relationship.', 23],
  ['{"$or": [{"a": ["b"]}, "x"]}', 'Only JSON object is allowed in array of $or relationship.', 25],
  ['{"$or": [{"prefix": ["b"]}, {"a": ["b"]}]}', 'prefix is Ruler reserved fieldName which cannot be used inside $or.', 22],
  [
    'this is no JSON',
    "Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    5,
  ],
  ["{'bad': 'quotation'}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 2],
  [
    '{"not": closed mark"',
    "Unrecognized token 'closed': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    15,
  ],
])('%s is refused', (pattern, reason, column, twice = false) => {
  const place = column === undefined ? '' : SOURCE(pattern, column);
  const message = `Event pattern is not valid. Reason: ${reason}${place}${twice ? place : ''}`;
  expect(() => parsePattern(pattern)).toThrow(expect.objectContaining({ code: 'InvalidEventPatternException', message }));
});

test('many comparisons in one pattern all count', () => {
  const pattern = {
    source: [{ exists: true }],
    detail: {
      amount: [200],
      env: ['dev', 'prod'],
      admins: ['skyli', { prefix: 'hey' }, { prefix: 'ad' }],
      other: [{ 'anything-but': ['x', 'xx'] }],
      ip: [{ cidr: '10.102.1.0/24' }],
      least: [{ numeric: ['>=', 200, '<=', 500] }],
    },
  };
  const detail = { amount: 200.0, env: 'prod', admins: 'admin', other: 'xxx', ip: '10.102.1.100', least: 500 };
  expect(fits(pattern, { source: 's', detail })).toBe(true);
  const wrong = { amount: 201, env: 'test', admins: 'root', other: 'xx', ip: '10.102.2.1', least: 501 };
  for (const [name, value] of Object.entries(wrong))
    expect(fits(pattern, { source: 's', detail: { ...detail, [name]: value } })).toBe(false);
});

test('wildcards must not repeat what follows them', () => {
  const complex =
    'Event pattern is not valid. Reason: Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character';
  expect(() => fits({ arn: [{ wildcard: '*:*:*:*:*:event-bus/*' }] }, {})).toThrow(complex);
  const path = '/Users/an/dir/dir/dir/dir/dir/doc.txt';
  expect(fits({ path: [{ wildcard: '/Users/*/dir/dir/dir/dir/dir/doc.txt' }] }, { path })).toBe(true);
  expect(fits({ arn: [{ wildcard: 'arn:*:*:*:event-bus/*' }] }, { arn: 'arn:a:b:c:event-bus/d' })).toBe(true);
});

/** Whatever JSON holds. */
const { tree } = fc.letrec<{ tree: Record<string, unknown>; value: unknown }>((tie) => ({
  tree: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('value'), { minKeys: 1, maxKeys: 4 }),
  value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), tie('tree')),
}));

/** The pattern that names every leaf of an event. */
function patternOf(event: object, leaf: (value: unknown) => unknown): object {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? patternOf(value, leaf) : [leaf(value)],
    ]),
  );
}

test('a pattern made from an event matches it, and no longer once a leaf is gone', () => {
  fc.assert(
    fc.property(tree, (event) => {
      expect(
        fits(
          patternOf(event, (value) => value),
          event,
        ),
      ).toBe(true);
      expect(
        fits(
          patternOf(event, () => ({ exists: true })),
          event,
        ),
      ).toBe(true);
      expect(
        fits(
          patternOf(event, () => ({ exists: true })),
          {},
        ),
      ).toBe(false);
    }),
  );
});

test('anything-but is the opposite of what it holds, for what is there', () => {
  const operator = fc.constantFrom('prefix', 'suffix', 'equals-ignore-case');
  const text = fc.stringMatching(/^[aAb]{1,3}$/);
  fc.assert(
    fc.property(operator, text, fc.array(text, { minLength: 1 }), (name, operand, [value]) => {
      const plain = fits({ f: [{ [name]: operand }] }, { f: value });
      expect(fits({ f: [{ 'anything-but': { [name]: operand } }] }, { f: value })).toBe(!plain);
    }),
  );
});

test('a wildcard matches the texts made from it', () => {
  const part = fc.stringMatching(/^[ab.]{0,3}$/);
  fc.assert(
    fc.property(part, part, part, fc.string(), fc.string(), (a, b, c, x, y) => {
      expect(fits({ f: [{ wildcard: b === '' ? `${a}*${c}` : `${a}*${b}*${c}` }] }, { f: a + x + b + y + c })).toBe(true);
    }),
  );
});
