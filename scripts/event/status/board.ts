import { type Language, type MessageKey, type MessageParameters, message } from '../../messages.ts';
import { usd } from '../../prices/idle-costs.ts';
import type { EventFile } from '../event.ts';
import { clockTime, type EventLab } from '../labs.ts';
import { BOARD_SCRIPT } from './board-script.ts';
import { BOARD_STYLE } from './board-style.ts';
import { isDone, type LabStatus, type ParticipantStatus } from './read-status.ts';

export interface Board {
  event: EventFile;
  language: Language;
  labs: readonly EventLab[];
  rows: readonly ParticipantStatus[];
  /** Milliseconds since the epoch. */
  now: number;
  /** Seconds between two pages. */
  every: number;
}

/** Somebody who did nothing for so long may need help. */
const IDLE_MINUTES = 20;
/** Up to so many rows, letters are as large as the room needs. */
const SIZES = [
  { most: 14, name: 'large' },
  { most: 40, name: 'medium' },
  { most: Number.POSITIVE_INFINITY, name: 'small' },
] as const;

/** The progress of a room as one page that needs nothing else: no script or picture from anywhere, and it loads itself anew. */
export function boardHtml({ event, language, labs, rows, now, every }: Board): string {
  const t = (key: MessageKey, parameters?: MessageParameters) => escaped(message(language, key, parameters));
  const title = escaped(event.title ?? event.id);
  const size = SIZES.find(({ most }) => rows.length <= most)!.name;
  const heads = labs.map(({ lab }) => `<th scope="col">${escaped(lab.id)}</th>`);
  const shares = labs.map(({ lab }) => {
    const done = rows.filter((row) => row.labs.some((one) => one.lab === lab.id && isDone(one))).length;
    const share = t('board.done-of', { done, of: rows.length });
    return `<li><span class="lab">${escaped(lab.title[language])}</span><span class="share">${share}</span><progress max="${rows.length}" value="${done}" aria-label="${escaped(lab.title[language])}: ${share}"></progress></li>`;
  });
  const body = rows.map((row) => rowHtml(row, now, t)).join('\n');
  const total = rows.reduce((sum, row) => sum + row.usd, 0);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>${title} · ${t('board.title')}</title>
<style>${BOARD_STYLE}</style>
</head>
<body class="${size}" data-made="${now}" data-every="${every}">
<header>
<h1>${title}</h1>
<p class="facts">${t('board.updated', { at: clockTime(now, event).slice(11) })} · ${t('board.participants', { count: rows.length })} · ${t('board.cost', { total: usd(total) })}</p>
<p class="old" role="status" hidden>${t('board.old')}</p>
<button type="button" id="pause" hidden data-pause="${t('board.pause')}" data-go-on="${t('board.go-on')}">${t('board.pause')}</button>
</header>
<main>
<ol class="shares">${shares.join('')}</ol>
<div class="wide" role="region" aria-label="${t('board.title')}" tabindex="0">
<table>
<thead><tr><th scope="col">${t('board.participant')}</th>${heads.join('')}<th scope="col">${t('board.idle')}</th></tr></thead>
<tbody>
${body}
</tbody>
</table>
</div>
<p class="legend">${t('board.legend')}</p>
</main>
<script>${BOARD_SCRIPT}</script>
</body>
</html>
`;
}

type Translate = (key: MessageKey, parameters?: MessageParameters) => string;

function rowHtml({ name, labs, activeAt, unread }: ParticipantStatus, now: number, t: Translate): string {
  const head = `<th scope="row">${escaped(name)}</th>`;
  if (unread !== undefined)
    return `<tr>${head}<td colspan="${labs.length + 1}" class="unread"><span class="mark">✗</span> ${t('board.unread')}</td></tr>`;
  const minutes = activeAt === undefined ? undefined : Math.max(0, Math.floor((now - Date.parse(activeAt)) / 60_000));
  const isIdle = minutes !== undefined && minutes >= IDLE_MINUTES && !labs.every(isDone);
  const idle = minutes === undefined ? '–' : t('board.minutes', { minutes });
  return `<tr>${head}${labs.map((lab) => cellHtml(lab, t)).join('')}<td class="idle${isIdle ? ' long' : ''}">${idle}</td></tr>`;
}

function cellHtml(lab: LabStatus, t: Translate): string {
  const { state, checks } = lab;
  if (isDone(lab))
    return `<td class="done"><span class="mark">✓</span> ${t('board.checks', { passed: checks!.passed, total: checks!.total })}</td>`;
  if (state === 'failed') return `<td class="failed"><span class="mark">✗</span> ${t('board.failed')}</td>`;
  if (state === 'at-work') return `<td class="at-work"><span class="mark">…</span> ${t('board.at-work')}</td>`;
  if (state === 'absent') return `<td class="absent"><span class="mark">–</span> <span class="quiet">${t('board.absent')}</span></td>`;
  if (checks)
    return `<td class="partly"><span class="mark">◐</span> ${t('board.checks', { passed: checks.passed, total: checks.total })}</td>`;
  return `<td class="deployed"><span class="mark">●</span> ${t('board.deployed')}</td>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
