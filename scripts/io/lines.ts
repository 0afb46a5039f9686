import type { CheckResult, Table } from '../../labs/contract.ts';
import { type Language, message } from '../messages.ts';
import type { IoEvent } from './io.ts';

const MARK = { passed: '✓', failed: '✗', skipped: '-', warning: '!' } as const;

/** Milliseconds as people read them: `340 ms`, `2.1 s`, `1 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

const indent = (text: string, by: string) =>
  text
    .split('\n')
    .map((line) => by + line)
    .join('\n');

/** An event as the lines a person reads; nothing for events that only machines want. */
export function linesOf(event: IoEvent, language: Language): string | undefined {
  switch (event.type) {
    case 'say':
      return message(language, event.key, event.parameters);
    case 'warn':
      return `${MARK.warning} ${message(language, event.key, event.parameters)}`;
    case 'error':
      return `${MARK.failed} ${message(language, event.key, event.parameters)}`;
    case 'text':
      return event.text;
    case 'step-started':
      return `${message(language, event.key, event.parameters)} …`;
    case 'step-ended':
      return `  ${event.ok ? MARK.passed : MARK.failed} ${duration(event.ms)}`;
    case 'resource':
      return `  ${event.status.padEnd(28)} ${event.resourceType.padEnd(34)} ${event.logicalId}${event.reason && /FAILED|ROLLBACK/.test(event.status) ? `\n      ${event.reason}` : ''}`;
    case 'check':
      return checkLines(event.result, language);
    case 'table':
      return indent(tableLines(event.table, language), '  ');
    case 'anew':
    case 'result':
      return undefined;
  }
}

function checkLines(result: CheckResult, language: Language): string {
  const { outcome } = result;
  const lines = [`  ${MARK[outcome]} ${result.says[language]}${outcome === 'skipped' ? '' : ` (${duration(result.durationMs)})`}`];
  if (outcome !== 'skipped' && result.expected !== undefined) lines.push(message(language, 'check.expected', { text: result.expected }));
  if (outcome !== 'skipped' && result.seen !== undefined) lines.push(message(language, 'check.seen', { text: result.seen }));
  for (const table of result.details) lines.push(tableLines(table, language));
  if (outcome === 'skipped') lines.push(message(language, 'check.skipped'));
  else if (result.hint) lines.push(message(language, 'check.hint', { text: result.hint[language] }));
  return [lines[0], ...lines.slice(1).map((line) => indent(line, '      '))].join('\n');
}

/** A table with its columns aligned: numbers to the right, rows that made the check fail marked. */
function tableLines(table: Table, language: Language): string {
  const rows = [table.columns.map((column) => column[language]), ...table.rows.map(({ cells }) => [...cells])];
  const widths = table.columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const isNumber = (text: string) => /^[-+]?[\d.,]+$/.test(text);
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  return [
    table.title[language],
    ...rows.map((row, index) => `${index > 0 && table.rows[index - 1]?.wrong ? MARK.failed : ' '} ${line(row)}`),
  ].join('\n');
}
