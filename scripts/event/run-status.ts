import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { localized } from '../messages.ts';
import { usd } from '../prices/idle-costs.ts';
import { firstLine } from '../tell-failure.ts';
import { UserError } from '../user-error.ts';
import { shownFile } from './example.ts';
import { clockTime, type EventLab, eventLabs } from './labs.ts';
import { type OpenEvent, openEvent } from './open-event.ts';
import type { EventValues } from './options.ts';
import { boardHtml } from './status/board.ts';
import { statusCsv } from './status/csv.ts';
import { isDone, type LabStatus, type ParticipantStatus, readStatus } from './status/read-status.ts';

interface StatusValues extends EventValues {
  html: string | undefined;
  csv: string | undefined;
  watch: string | undefined;
}

/** How often a board is made that nobody said it of, in seconds. */
const EVERY = 20;

/** Tells how far everybody is, once or again and again; writes the board and the table beside the event's file. */
export async function runStatus(values: StatusValues, world: World): Promise<ExitCode> {
  const { io, interrupted, root } = world;
  if (values.watch !== undefined && !/^([5-9]|[1-9]\d{1,3})$/.test(values.watch))
    throw new UserError('event.watch', { value: values.watch });
  const opened = await openEvent(values, world);
  const labs = await eventLabs(opened.event, root);
  const every = Number(values.watch ?? EVERY);
  const look = async () => {
    const rows = await readStatus({ event: opened.event, participants: opened.participants(), access: opened.access, labs });
    if (values.watch !== undefined) io.tell({ type: 'anew' });
    tellTable(opened, rows, world);
    await writeFiles(values, opened, labs, rows, every, world);
    io.tell({ type: 'result', data: { event: opened.event.id, at: new Date(opened.access.time.now()).toISOString(), participants: rows } });
  };
  await look();
  while (values.watch !== undefined) {
    try {
      await wait(every * 1000, undefined, { signal: interrupted });
      await look();
    } catch (error) {
      if (interrupted.aborted) break;
      // Reason: a network that is away for a minute must not end the board of a whole day.
      io.tell({ type: 'warn', key: 'event.status-missed', parameters: { reason: firstLine(error), every } });
    }
  }
  return ExitCode.Ok;
}

function tellTable({ event, access }: OpenEvent, rows: readonly ParticipantStatus[], { io }: World): void {
  const now = access.time.now();
  const done = rows.flatMap((row) => row.labs.filter(isDone)).length;
  const cells = ({ name, account, labs, usd: cost, activeAt, unread }: ParticipantStatus) =>
    unread === undefined
      ? [
          name,
          account,
          ...labs.map(mark),
          usd(cost),
          activeAt ? `${Math.max(0, Math.floor((now - Date.parse(activeAt)) / 60_000))} min` : '–',
        ]
      : [name, account, `✗ ${unread}`];
  io.tell({
    type: 'table',
    table: {
      title: localized('event.status', { event: event.title ?? event.id, at: clockTime(now, event) }),
      columns: [
        localized('board.participant'),
        localized('event.column-account'),
        ...event.labs.map((lab) => ({ vi: lab, en: lab })),
        { vi: 'USD', en: 'USD' },
        localized('board.idle'),
      ],
      rows: rows.map((row) => ({ cells: cells(row), wrong: row.unread !== undefined })),
    },
  });
  say(io, 'event.status-sum', { done, of: rows.length * event.labs.length, total: usd(rows.reduce((sum, row) => sum + row.usd, 0)) });
}

const MARKS = { absent: '–', 'at-work': '…', failed: '✗', deployed: '●' } as const;

function mark(lab: LabStatus): string {
  const { state, checks } = lab;
  if (state !== 'deployed' || !checks) return MARKS[state];
  return `${isDone(lab) ? '✓' : '◐'} ${checks.passed}/${checks.total}`;
}

async function writeFiles(
  { html, csv }: StatusValues,
  { event, access }: OpenEvent,
  labs: readonly EventLab[],
  rows: readonly ParticipantStatus[],
  every: number,
  { io, root }: World,
): Promise<void> {
  const board = { event, language: event.language ?? 'vi', labs, rows, now: access.time.now(), every } as const;
  const files = [
    ['event.board', html, () => boardHtml(board)],
    ['event.table', csv, () => statusCsv(rows)],
  ] as const;
  for (const [key, name, text] of files) {
    if (name === undefined) continue;
    const file = path.resolve(path.dirname(event.file), name);
    await replace(file, text());
    say(io, key, { file: shownFile(file, root) });
  }
}

/** A browser that loads the page meanwhile never finds half of it. */
async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.unfinished`, text);
  await rename(`${file}.unfinished`, file);
}
