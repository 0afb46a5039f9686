import type { CheckResult, Table } from '#labs/contract.ts';
import type { WatchContext } from './context.ts';
import { el } from './dom.ts';
import { duration } from './words.ts';

/** The lab's checks with how they went, a drill's symptom and hints, and what a scenario told and showed. */
export function results(context: WatchContext): HTMLElement {
  return el('div', { class: 'results' }, drillCard(context), checkList(context), told(context));
}

function checkList({ runner, t, say, language }: WatchContext): HTMLElement {
  const rows = new Map(
    runner.about.checks.map(({ id, says }) => {
      const mark = el('span', { class: 'mark' });
      const more = el('div', { class: 'more' });
      return [id, { mark, more, row: el('li', {}, mark, el('span', {}, say(says)), more) }];
    }),
  );
  const show = (id: string, outcome: CheckResult['outcome'] | 'open' | 'before', ...more: (Node | string)[]) => {
    const row = rows.get(id);
    if (!row) return;
    row.row.dataset.outcome = outcome;
    row.mark.textContent = t(`check.${outcome}`);
    row.more.replaceChildren(...more);
  };
  const clear = () => {
    for (const id of rows.keys()) show(id, runner.passed.includes(id) ? 'before' : 'open');
  };
  const details = ({ expected, seen, hint, details: tables, outcome, durationMs }: CheckResult): (Node | string)[] => {
    if (outcome === 'passed') return [el('span', { class: 'time' }, duration(t, language, durationMs))];
    const pairs = [
      { name: t('check.expected'), value: expected },
      { name: t('check.seen'), value: seen },
    ].filter(({ value }) => value !== undefined);
    return [
      ...(pairs.length > 0
        ? [el('dl', {}, ...pairs.flatMap(({ name, value }) => [el('dt', {}, name), el('dd', {}, el('code', {}, value!))]))]
        : []),
      ...(hint ? [el('p', {}, say(hint))] : []),
      ...tables.map((table) => shown(table, say)),
    ];
  };
  runner.on((event) => {
    if (event.event === 'begun' && event.action !== 'run') clear();
    if (event.event === 'check') show(event.result.id, event.result.outcome, ...details(event.result));
  });
  clear();
  return el(
    'section',
    {},
    el('p', { class: 'part' }, t('checks')),
    el('ol', { class: 'checks' }, ...[...rows.values()].map(({ row }) => row)),
  );
}

/** What a drill's user meets; hints come one at a time. */
function drillCard({ runner, t, say }: WatchContext): HTMLElement {
  const card = el('section', { class: 'drill', hidden: true });
  let shownFor: string | undefined;
  const show = () => {
    const { drill } = runner;
    if (drill?.id === shownFor) return;
    shownFor = drill?.id;
    card.hidden = drill === undefined;
    if (!drill) return;
    const count = drill.hints.length;
    card.replaceChildren(
      el('p', { class: 'part' }, t('drill.symptom')),
      el('p', {}, say(drill.symptom)),
      ...drill.hints.map((hint, index) =>
        el('details', {}, el('summary', {}, t('drill.hint', { number: index + 1, count })), el('p', {}, say(hint))),
      ),
    );
  };
  runner.on(({ event }) => event === 'state' && show());
  show();
  return card;
}

/** What happened since the last press: told lines, then tables. */
function told({ runner, t, say }: WatchContext): HTMLElement {
  const lines = el('ul', { class: 'told' });
  const tables = el('div');
  const section = el('section', { hidden: true }, el('p', { class: 'part' }, t('told')), lines, tables);
  runner.on((event) => {
    if (event.event === 'begun') {
      section.hidden = true;
      lines.replaceChildren();
      tables.replaceChildren();
    } else if (event.event === 'tell') {
      lines.append(el('li', {}, say(event.text)));
      section.hidden = false;
    } else if (event.event === 'ended' && 'tables' in event.outcome && event.outcome.tables.length > 0) {
      tables.replaceChildren(...event.outcome.tables.map((table) => shown(table, say)));
      section.hidden = false;
    } else if (event.event === 'ended' && 'failure' in event.outcome) {
      const { reasons = [] } = event.outcome.failure.details;
      lines.append(...reasons.map(({ resource, type, reason }) => el('li', {}, el('code', {}, `${resource} (${type})`), ` ${reason}`)));
      section.hidden = lines.children.length === 0;
    }
  });
  return section;
}

function shown({ title, columns, rows }: Table, say: WatchContext['say']): HTMLElement {
  return el(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': say(title) },
    el(
      'table',
      {},
      el('caption', {}, say(title)),
      el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, say(column))))),
      el('tbody', {}, ...rows.map(({ cells, wrong }) => el('tr', { class: wrong && 'wrong' }, ...cells.map((cell) => el('td', {}, cell))))),
    ),
  );
}
