import { diffLines } from 'diff';

/** One line of a difference. */
export interface DiffLine {
  change: 'added' | 'removed' | 'same';
  text: string;
  /** The line's number before and after; undefined where it does not exist. */
  before: number | undefined;
  after: number | undefined;
}

/**
 * All lines of two texts, each saying whether it comes, goes or stays. Empty when nothing changes.
 * A line that only moves to the right or left is the same line: it is shown as it stands afterwards.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const all = numbered(before, after);
  return all.some(({ change }) => change !== 'same') ? all : [];
}

/** How many lines a difference adds and removes. */
export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  const count = (change: 'added' | 'removed') => lines.filter((line) => line.change === change).length;
  return { added: count('added'), removed: count('removed') };
}

function numbered(before: string, after: string): DiffLine[] {
  const lines: DiffLine[] = [];
  const next = { before: 1, after: 1 };
  for (const part of diffLines(ended(before), ended(after), { ignoreWhitespace: true })) {
    const change = part.added ? 'added' : part.removed ? 'removed' : 'same';
    for (const text of part.value.replace(/\n$/, '').split('\n')) {
      lines.push({
        change,
        text,
        before: change === 'added' ? undefined : next.before++,
        after: change === 'removed' ? undefined : next.after++,
      });
    }
  }
  return lines;
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
