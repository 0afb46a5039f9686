import { expect, test } from 'vitest';
import { lab as crud } from '#labs/dynamodb-crud/lab.ts';
import { lab as rest } from '#labs/rest-api/lab.ts';
import { type Board, boardHtml } from './board.ts';
import type { LabStatus, ParticipantStatus } from './read-status.ts';

const NOW = Date.UTC(2027, 2, 20, 3, 12);
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const checked = (passed: number): LabStatus => ({
  lab: crud.id,
  state: 'deployed',
  since: ago(60),
  checks: { passed, total: 7, at: ago(1) },
  usd: 0.01,
});
const absent: LabStatus = { lab: rest.id, state: 'absent', usd: 0 };
const participant = (name: string, first: LabStatus, more: Partial<ParticipantStatus> = {}): ParticipantStatus => ({
  name,
  account: '111111111111',
  labs: [first, absent],
  usd: first.usd,
  activeAt: ago(5),
  ...more,
});
const labs = [crud, rest].map((lab) => ({ lab, usdPerIdleHour: 0, estimated: false }));
const event: Board['event'] = {
  file: '/event.yaml',
  id: 'cloud-day',
  title: 'Cloud <Day> & "more"',
  starts: NOW,
  ends: NOW + 1,
  utcOffset: 420,
  regions: ['ap-southeast-1'],
  labs: [crud.id, rest.id],
  accounts: { kind: 'list', participants: [] },
  budget: { usdPerParticipant: 1 },
  pace: { accountsAtOnce: 1 },
  protect: { accounts: [], aliases: [] },
};
const board = (rows: ParticipantStatus[], language: Board['language'] = 'en') =>
  boardHtml({ event, language, labs, rows, now: NOW, every: 20 });
/** The cells of the first participant, as their class and words. */
function cells(html: string): string[] {
  const row = /<tbody>\s*(<tr>.*?<\/tr>)/s.exec(html)![1]!;
  const found = [...row.matchAll(/<t[hd](?: colspan="\d+")?(?: scope="row")?(?: class="([^"]*)")?>(.*?)<\/t[hd]>/g)];
  return found.map(([, kind = '', inside = '']) => `${kind}|${inside.replace(/<[^>]+>/g, '')}`);
}

test.each([
  ['all checks passed', checked(7), 'done|✓ 7/7'],
  ['some passed', checked(3), 'partly|◐ 3/7'],
  ['not checked yet', { lab: crud.id, state: 'deployed', usd: 0 } as const, 'deployed|● deployed'],
  ['being deployed', { lab: crud.id, state: 'at-work', usd: 0 } as const, 'at-work|… at work'],
  ['failed', { lab: crud.id, state: 'failed', usd: 0 } as const, 'failed|✗ failed'],
  ['not there', { lab: crud.id, state: 'absent', usd: 0 } as const, 'absent|– not yet'],
])('a lab that is %s has a mark and a word, not a colour alone', (_, status, cell) => {
  expect(cells(board([participant('an', status)]))).toEqual(['|an', cell, 'absent|– not yet', 'idle|5 min ago']);
});

test('who has been still for long stands out, unless everything is done', () => {
  const activeAt = ago(25);
  expect(cells(board([participant('an', checked(3), { activeAt })])).at(-1)).toBe('idle long|25 min ago');
  const done = { ...checked(7), lab: rest.id };
  expect(cells(board([participant('an', checked(7), { labs: [checked(7), done], activeAt })])).at(-1)).toBe('idle|25 min ago');
});

test('an account that cannot be read is told without its reason: the room need not know', () => {
  const html = board([participant('an', checked(7), { unread: 'arn:aws:iam::999900001111:root may not' })]);
  expect(cells(html)).toEqual(['|an', 'unread|✗ the account cannot be read']);
  expect(html).not.toContain('999900001111');
});

test('the room sees how far each lab is, in the language of the event', () => {
  const rows = [participant('an', checked(7)), participant('binh', checked(3)), participant('chi', checked(7))];
  expect(board(rows)).toContain(`${crud.title.en}</span><span class="share">2 of 3 done</span><progress max="3" value="2"`);
  const html = board(rows, 'vi');
  expect(html).toContain('<html lang="vi">');
  expect(html).toContain(`${crud.title.vi}</span><span class="share">2 trên 3 xong</span>`);
  expect(html).toContain('cập nhật 10:12 · 3 học viên · ước tính 0.03 USD');
});

test('names are text, and nothing is loaded from anywhere', () => {
  const html = board([participant('<img src=x onerror=alert(1)>', checked(7))]);
  expect(html).not.toContain('<img');
  expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;');
  expect(html).toContain('<title>Cloud &#60;Day&#62; &#38; &#34;more&#34;');
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"`);
  expect(html).not.toMatch(/https?:|<(?:script|img|iframe) |<link|@import|url\(/);
});

test('letters get smaller as the room gets larger, and 500 participants are a page of less than 250 kB', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => participant(`participant ${index}`, checked(index % 8)));
  for (const [count, size] of [
    [5, 'large'],
    [30, 'medium'],
    [500, 'small'],
  ] as const)
    expect(board(rows(count))).toContain(`<body class="${size}"`);
  expect(board(rows(500)).length).toBeLessThan(250_000);
});
