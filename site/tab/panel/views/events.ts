import type { WatchContext } from '../context.ts';
import { el } from '../dom.ts';
import { shortName } from '../runner.ts';
import type { View } from '../tabs.ts';

const MOST = 300;

/** The stack's events as CloudFormation tells them, the newest first. */
export function eventsView({ runner, t, language }: WatchContext): View {
  const rows = el('tbody');
  const none = el('p', { class: 'none' }, t('events.none'));
  const head = ['events.time', 'events.resource', 'events.status'] as const;
  const table = el(
    'table',
    { hidden: true },
    el('thead', {}, el('tr', {}, ...head.map((key) => el('th', { scope: 'col' }, t(key))))),
    rows,
  );
  runner.on((event) => {
    if (event.event !== 'stack') return;
    none.hidden = true;
    table.hidden = false;
    const { at, resource, type, status, reason } = event;
    const time = new Date(at).toLocaleTimeString(language, { hour12: false });
    rows.prepend(
      el(
        'tr',
        {},
        el('td', { class: 'time' }, time),
        el('td', {}, shortName(resource), el('small', {}, type)),
        el('td', { 'data-status': kindOf(status) }, ...breakable(status), reason === undefined ? undefined : el('small', {}, reason)),
      ),
    );
    while (rows.children.length > MOST) rows.lastElementChild!.remove();
  });
  const element = el(
    'div',
    { class: 'scroll tall stack-events', tabindex: '0', role: 'group', 'aria-label': t('tab.events') },
    none,
    table,
  );
  return { id: 'events', label: t('tab.events'), element };
}

/** `UPDATE_ROLLBACK_COMPLETE` where there is little room: broken behind an underscore. */
const breakable = (status: string) => status.split(/(?<=_)/).flatMap((part, index) => (index === 0 ? [part] : [el('wbr'), part]));

const kindOf = (status: string) => (/FAILED|ROLLBACK/.test(status) ? 'bad' : status.endsWith('_COMPLETE') ? 'good' : 'busy');
