import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Part, parts } from './hunks.ts';
import { lineDiff } from './line-diff.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
const said = (part: Part) =>
  part.kind === 'change' ? `-${part.removed.length} +${part.added.length}` : `${part.kind} ${part.lines.length}`;

test('what is far from a change is folded, what is near stands open', () => {
  const before = numbered(20);
  const after = before.toSpliced(9, 1, 'new', 'newer');
  expect(parts(lineDiff(before.join('\n'), after.join('\n'))).map(said)).toEqual(['folded 6', 'same 3', '-1 +2', 'same 3', 'folded 7']);
});

test('a single line is not folded', () => {
  const before = numbered(9);
  const after = before.toSpliced(4, 1, 'new');
  expect(parts(lineDiff(before.join('\n'), after.join('\n'))).map(said)).toEqual(['same 4', '-1 +1', 'same 4']);
});

test('no line is lost, none is told twice', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before.join('\n'), after.join('\n'));
      expect(parts(lines).flatMap((part) => (part.kind === 'change' ? [...part.removed, ...part.added] : part.lines)).length).toBe(
        lines.length,
      );
    }),
  );
});
