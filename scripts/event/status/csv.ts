import type { ParticipantStatus } from './read-status.ts';

const COLUMNS = [
  'participant',
  'account',
  'lab',
  'state',
  'since',
  'checks_passed',
  'checks_total',
  'checked_at',
  'usd_estimated',
  'active_at',
  'unread',
];

/** One line a participant and lab. RFC 4180. */
export function statusCsv(rows: readonly ParticipantStatus[]): string {
  const lines = rows.flatMap(({ name, account, labs, activeAt, unread }) =>
    labs.map(({ lab, state, since, checks, usd }) => [
      name,
      account,
      lab,
      unread === undefined ? state : 'unread',
      since ?? '',
      checks?.passed ?? '',
      checks?.total ?? '',
      checks?.at ?? '',
      usd.toFixed(4),
      activeAt ?? '',
      unread ?? '',
    ]),
  );
  return [COLUMNS, ...lines].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number): string {
  // Reason: a spreadsheet takes what begins like this for a formula, and names come from outside.
  const text = /^[=+\-@\t]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
