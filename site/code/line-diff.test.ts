import { describe, expect, test } from 'vitest';
import { countChanges, lineDiff } from './line-diff.ts';

const before = ['a', 'b', 'c'].join('\n');

describe('lineDiff', () => {
  test('numbers lines before and after', () => {
    expect(lineDiff('c\nd\ne', 'c\nD\ne')).toEqual([
      { change: 'same', text: 'c', before: 1, after: 1 },
      { change: 'removed', text: 'd', before: 2, after: undefined },
      { change: 'added', text: 'D', before: undefined, after: 2 },
      { change: 'same', text: 'e', before: 3, after: 3 },
    ]);
  });

  test('is empty when nothing changes', () => {
    expect(lineDiff(before, before)).toEqual([]);
  });

  test('a line that is only indented is the same line, as it stands afterwards', () => {
    const lines = lineDiff('one();\n', 'try {\n  one();\n}\n');
    expect(lines.map(({ change, text }) => `${change} ${text}`)).toEqual(['added try {', 'same   one();', 'added }']);
    expect(countChanges(lines)).toEqual({ added: 2, removed: 0 });
  });
});
