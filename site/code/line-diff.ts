import { diffLines } from 'diff';

/** One line of a difference. */
export interface DiffLine {
  change: 'added' | 'removed' | 'same';
  text: string;
  /** The line's number before and after; undefined where it does not exist. */
  before: number | undefined;
  after: number | undefined;
}

/** Lines that were left out between two changes. */
export interface Gap {
  change: 'gap';
  lines: number;
}

/**
 * What changes between two texts, with `context` unchanged lines around every change. Empty when nothing does.
 * A line that only moves to the right or left is the same line: it is shown as it stands afterwards.
 */
export function lineDiff(before: string, after: string, context = 3): (DiffLine | Gap)[] {
  const all = numbered(before, after);
  const near = all.map((_, index) => all.slice(Math.max(0, index - context), index + context + 1).some(({ change }) => change !== 'same'));
  if (!near.includes(true)) return [];
  const shown: (DiffLine | Gap)[] = [];
  all.forEach((line, index) => {
    const last = shown.at(-1);
    if (near[index]) shown.push(line);
    else if (last?.change === 'gap') last.lines += 1;
    else shown.push({ change: 'gap', lines: 1 });
  });
  return shown;
}

/** How many lines a difference adds and removes. */
export function countChanges(lines: readonly (DiffLine | Gap)[]): { added: number; removed: number } {
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
