import type { DiffLine } from './line-diff.ts';

/** Lines of a difference that belong together. */
export type Part =
  /** What goes, and what comes in its place: side by side where there is room. */
  | { kind: 'change'; removed: DiffLine[]; added: DiffLine[] }
  /** Unchanged lines near a change. */
  | { kind: 'same'; lines: DiffLine[] }
  /** Unchanged lines far from any: folded. */
  | { kind: 'folded'; lines: DiffLine[] };

/** Groups a whole difference: changes, `context` unchanged lines around each, and what can be folded. A fold of one line is none. */
export function parts(lines: readonly DiffLine[], context = 3): Part[] {
  const result: Part[] = [];
  for (const [index, run] of runs(lines).entries()) {
    if (run[0]!.change !== 'same') {
      result.push({
        kind: 'change',
        removed: run.filter(({ change }) => change === 'removed'),
        added: run.filter(({ change }) => change === 'added'),
      });
      continue;
    }
    const isLast = run.at(-1) === lines.at(-1);
    const head = index === 0 ? 0 : context;
    const tail = isLast ? 0 : context;
    if (run.length <= head + tail + 1) result.push({ kind: 'same', lines: run });
    else {
      const cut = run.length - tail;
      if (head > 0) result.push({ kind: 'same', lines: run.slice(0, head) });
      result.push({ kind: 'folded', lines: run.slice(head, cut) });
      if (tail > 0) result.push({ kind: 'same', lines: run.slice(cut) });
    }
  }
  return result;
}

/** Neighbouring lines that are all changed or all unchanged. */
function runs(lines: readonly DiffLine[]): DiffLine[][] {
  const result: DiffLine[][] = [];
  for (const line of lines) {
    const last = result.at(-1);
    if (last && (last[0]!.change === 'same') === (line.change === 'same')) last.push(line);
    else result.push([line]);
  }
  return result;
}
