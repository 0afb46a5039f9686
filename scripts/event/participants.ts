import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import type { Clients } from '../clients.ts';
import { UserError } from '../user-error.ts';
import type { AccountSource, Participant } from './event.ts';
import { account as accountMeaning, participant as participantMeaning } from './meanings.ts';

/** Reads a source from beginning to end, so that what is wrong in its last line is told before anything is done. Throws UserError. */
export async function checkParticipants(source: AccountSource, caller: Clients): Promise<void> {
  // Reason: a list was read with the event's file; what Organizations says has no lines to get wrong.
  if (source.kind === 'csv') for await (const _ of participantsOf(source, caller));
}

/** The participants one by one, in the source's order; an account named twice ends the reading. Throws UserError. */
export async function* participantsOf(source: AccountSource, caller: Clients): AsyncGenerator<Participant> {
  const seen = new Set<string>();
  for await (const participant of read(source, caller)) {
    if (seen.has(participant.account)) throw new UserError('event.participant-twice', { account: participant.account });
    seen.add(participant.account);
    yield participant;
  }
  if (seen.size === 0) throw new UserError('event.no-participants');
}

function read(source: AccountSource, caller: Clients): AsyncIterable<Participant> | Iterable<Participant> {
  if (source.kind === 'list') return source.participants;
  return source.kind === 'csv' ? readCsv(source.file) : readUnit(source.id, caller.client(OrganizationsClient));
}

/** A CSV with a first line of names, `account` among them; `participant` may be. */
async function* readCsv(file: string): AsyncGenerator<Participant> {
  const input = createReadStream(file, 'utf8');
  // Reason: a stream's error would end the process before the first line is asked for.
  const opened = new Promise<void>((resolve, reject) => void input.once('open', () => resolve()).once('error', reject));
  await opened.catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new UserError('event.no-csv', { file }) : error;
  });
  let names: string[] | undefined;
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() === '') continue;
    const cells = cellsOf(line === 1 ? text.replace(/^\uFEFF/, '') : text);
    if (!names) {
      names = cells.map((name) => name.trim().toLowerCase());
      if (!names.includes('account')) throw new UserError('event.csv-header', { file, line });
      continue;
    }
    const cell = (name: string) => cells[names?.indexOf(name) ?? -1]?.trim() ?? '';
    const account = meant(accountMeaning(cell('account')), file, line, cell('account'));
    const name = cell('participant');
    yield { account, name: name === '' ? account : meant(participantMeaning(name), file, line, name) };
  }
}

function meant(meaning: ReturnType<typeof accountMeaning>, file: string, line: number, value: string): string {
  if ('value' in meaning) return meaning.value;
  throw new UserError('event.csv-value', { file, line, value });
}

/** The cells of one line; quotes hold commas and, doubled, quotes. RFC 4180, without line breaks in cells. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  const cell = /\s*"((?:[^"]|"")*)"\s*(,|$)|([^,]*)(,|$)/y;
  for (let more = true; more; ) {
    const [, quoted, afterQuoted, plain = '', afterPlain] = cell.exec(line) ?? [];
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    more = (afterQuoted ?? afterPlain) === ',';
  }
  return cells;
}

/** The active accounts of an organizational unit and of the units below it. */
async function* readUnit(ParentId: string, client: OrganizationsClient): AsyncGenerator<Participant> {
  for await (const { Accounts = [] } of paginateListAccountsForParent({ client }, { ParentId })) {
    for (const { Id, Name, State } of Accounts) {
      if (Id === undefined || State !== 'ACTIVE') continue;
      const name = participantMeaning(Name ?? '');
      yield { account: Id, name: 'value' in name ? name.value : Id };
    }
  }
  for await (const { OrganizationalUnits = [] } of paginateListOrganizationalUnitsForParent({ client }, { ParentId })) {
    for (const { Id } of OrganizationalUnits) if (Id !== undefined) yield* readUnit(Id, client);
  }
}
