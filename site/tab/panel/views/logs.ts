import type { ViewContext } from '../context.ts';
import { el, field, setOptions } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import { wear } from '../style-sheet.ts';
import css from './logs.css?inline';
import type { Filled } from './views.ts';

const MOST = 500;

interface Page {
  events?: { timestamp?: number; message?: string; eventId?: string }[];
  nextToken?: string;
}

/** Each log group's lines, followed as they come. */
export function logsView({ runner, t, language }: ViewContext): Filled {
  wear(css);
  const group = el('select', { change: () => void look() });
  const follow = el('input', { type: 'checkbox', checked: true });
  const lines = el('pre', { class: 'lines', tabindex: '0', role: 'log', 'aria-live': 'off' });
  const look = async () => {
    const groups = runner.deployed('AWS::Logs::LogGroup');
    setOptions(
      group,
      groups.map(({ name, id }) => ({ value: id, text: name.replace(/Logs$/, '') })),
    );
    group.disabled = groups.length === 0;
    if (groups.length === 0) {
      lines.textContent = t('empty.deploy');
      return;
    }
    const events = await newest(group.value);
    lines.ariaLabel = t('logs.label', { name: group.selectedOptions[0]?.text ?? '' });
    lines.replaceChildren(
      ...events.flatMap(({ timestamp = 0, message = '' }) => [
        el('time', {}, new Date(timestamp).toLocaleTimeString(language, { hour12: false })),
        el('span', { class: kindOf(message) }, ` ${message.trimEnd()}\n`),
      ]),
    );
    if (events.length === 0) lines.textContent = t('logs.none');
    if (follow.checked) lines.scrollTop = lines.scrollHeight;
  };
  const newest = async (logGroupName: string) => {
    const events: NonNullable<Page['events']> = [];
    let nextToken: string | undefined;
    do {
      const page: Page = await runner.aws('logs', 'FilterLogEvents', { logGroupName, ...(nextToken && { nextToken }) });
      events.push(...(page.events ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return events.slice(-MOST);
  };
  const element = el(
    'div',
    {},
    el('div', { class: 'row' }, field(t('logs.group'), group), el('label', { class: 'tick' }, follow, t('logs.follow'))),
    lines,
  );
  return { element, shown: lookingAgain(runner, look) };
}

/** Lambda's own lines stand back, errors stand out. */
function kindOf(message: string): string {
  if (/^(INIT_START|START|END|REPORT|EXTENSION)\b/.test(message)) return 'of-lambda';
  return /\bERROR\b|Task timed out|"errorType"/.test(message) ? 'of-error' : 'of-code';
}
