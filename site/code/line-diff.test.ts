import { describe, expect, test } from 'vitest';
import { countChanges, lineDiff } from './line-diff.ts';

const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].join('\n');

describe('lineDiff', () => {
  test('numbers lines before and after, and leaves out what is far from a change', () => {
    expect(lineDiff(before, before.replace('d', 'D'), 1)).toEqual([
      { change: 'gap', lines: 2 },
      { change: 'same', text: 'c', before: 3, after: 3 },
      { change: 'removed', text: 'd', before: 4, after: undefined },
      { change: 'added', text: 'D', before: undefined, after: 4 },
      { change: 'same', text: 'e', before: 5, after: 5 },
      { change: 'gap', lines: 2 },
    ]);
  });

  test('is empty when nothing changes', () => {
    expect(lineDiff(before, before)).toEqual([]);
  });

  test('a line that is only indented is the same line, as it stands afterwards', () => {
    const lines = lineDiff('one();\n', 'try {\n  one();\n}\n');
    expect(lines.map((line) => (line.change === 'gap' ? '' : `${line.change} ${line.text}`))).toEqual([
      'added try {',
      'same   one();',
      'added }',
    ]);
    expect(countChanges(lines)).toEqual({ added: 2, removed: 0 });
  });
});
