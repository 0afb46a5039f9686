import { parts } from '../../../code/hunks.ts';
import { lineDiff } from '../../../code/line-diff.ts';
import { el } from '../dom.ts';

/** What a file has to become, in one column; undefined when it already is that. */
export function diffView(label: string, before: string, after: string): HTMLElement | undefined {
  const lines = lineDiff(before, after);
  if (lines.length === 0) return undefined;
  return el(
    'div',
    { class: 'changes', tabindex: '0', role: 'group', 'aria-label': label },
    ...parts(lines).map((part) => {
      if (part.kind === 'folded') return el('p', { class: 'fold' }, '⋯');
      if (part.kind === 'same') return el('pre', {}, part.lines.map(({ text }) => text).join('\n'));
      return el(
        'pre',
        {},
        ...part.removed.map(({ text }) => el('del', {}, `${text}\n`)),
        ...part.added.map(({ text }) => el('ins', {}, `${text}\n`)),
      );
    }),
  );
}
