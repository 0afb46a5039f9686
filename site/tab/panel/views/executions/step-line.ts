import type { ViewContext } from '../../context.ts';
import { el } from '../../dom.ts';
import { pretty } from '../../pretty.ts';
import type { ViewKey } from '../../words.ts';
import { duration } from '../../words.ts';
import type { DataName, Step } from './steps.ts';

/** Deeper than this a step is not indented any further. */
const DEEPEST = 4;

const WORDS: Record<DataName, ViewKey> = {
  input: 'executions.input',
  parameters: 'executions.parameters',
  output: 'executions.output',
  error: 'executions.error',
  cause: 'executions.cause',
};

/** A step as a line of the history; one that carries data opens to show it, one that failed is open. */
export function stepLine({ t, language }: ViewContext, { id, type, state, about, depth, after, isWrong, data }: Step): HTMLElement {
  const time = after < 1000 ? t('milliseconds', { ms: after }) : duration(t, language, after);
  const head = [
    el('span', { class: 'id' }, String(id)),
    el('span', { class: 'what' }, el('code', {}, type), state && el('strong', {}, ` ${state}`), about && el('span', {}, ` ${about}`)),
    el('span', { class: 'time' }, ` +${time}`),
  ];
  const parts = data.flatMap(({ name, text }) => [
    el('p', { class: 'time' }, t(WORDS[name])),
    el('pre', { tabindex: '0', role: 'group', 'aria-label': `${t(WORDS[name])}: ${[type, state].join(' ')}` }, pretty(text)),
  ]);
  return el(
    'li',
    {
      'data-depth': String(Math.min(depth, DEEPEST)),
      'data-main': /State(Entered|Exited)$|^Execution/.test(type) || isWrong,
      'data-status': isWrong && 'bad',
    },
    parts.length === 0
      ? el('div', { class: 'head' }, ...head)
      : el('details', { open: isWrong }, el('summary', { class: 'head' }, ...head), ...parts),
  );
}
