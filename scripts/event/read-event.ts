import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isMap, isScalar, isSeq } from 'yaml';
import type { World } from '../command.ts';
import { type Localized, localized } from '../messages.ts';
import { labIds } from '../stage.ts';
import { UserError } from '../user-error.ts';
import { type AccountSource, type EventFile, type Participant, PRODUCTION_ALIASES } from './event.ts';
import { shownFile } from './example.ts';
import {
  account,
  anyText,
  email,
  eventId,
  labOf,
  language,
  moment,
  organizationalUnit,
  participant,
  positive,
  principal,
  region,
  role,
  upTo,
} from './meanings.ts';
import { Members, type Problem, YamlReader } from './yaml-reader.ts';

const FIELDS = ['id', 'title', 'starts', 'ends', 'regions', 'labs', 'accounts', 'role', 'budget', 'language', 'pace', 'protect'] as const;

/** Where an event's file lies that nobody named. */
export const eventFileIn = (home: string) => path.join(home, 'event', 'event.yaml');

/** Reads an event's file. Throws UserError with everything that is wrong, each with its line and field. */
export async function readEvent(named: string | undefined, { environment, home, root }: World): Promise<EventFile> {
  const file = named === undefined ? eventFileIn(home) : path.resolve(environment.INIT_CWD ?? root, named);
  const shown = shownFile(file, root);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError('event.no-file', { file: shown });
    throw error;
  }
  const { event, problems } = parseEvent(text, file, labIds(root));
  if (event) return event;
  throw new UserError('event.invalid', { count: problems.length, list: problemList(shown, problems) });
}

function problemList(file: string, problems: readonly Problem[]): Localized {
  const lines = problems.map(({ line, field, key, parameters }) => {
    const what = localized(key, parameters);
    const where = `  ${file}:${line}${field === '' ? '' : ` ${field}`}`;
    return { vi: `${where}: ${what.vi}`, en: `${where}: ${what.en}` };
  });
  return { vi: lines.map(({ vi }) => vi).join('\n'), en: lines.map(({ en }) => en).join('\n') };
}

/** An event, or what is wrong with its text. */
export function parseEvent(text: string, file: string, labs: readonly string[]): { event?: EventFile; problems: readonly Problem[] } {
  const reader = new YamlReader(text);
  // Reason: of a file that is no YAML, nothing else can be said.
  if (reader.problems.length > 0) return { problems: reader.problems };
  const root = reader.root(FIELDS);
  const id = root.required('id', eventId);
  const starts = root.required('starts', moment);
  const ends = root.required('ends', moment);
  if (starts && ends && ends.at <= starts.at) reader.note(root.node('ends'), 'ends', 'event.ends-first');
  const regions = unique(root.list('regions', region));
  const chosen = unique(root.list('labs', labOf(labs)));
  for (const name of ['regions', 'labs'] as const) if (!root.list(name, anyText)?.length) root.missing(name);
  const accounts = accountsOf(reader, root, path.dirname(file));
  const budget = root.inside('budget', ['usdPerParticipant', 'notify']);
  if (!budget) root.missing('budget');
  const usdPerParticipant = budget?.required('usdPerParticipant', positive);
  const pace = root.inside('pace', ['accountsAtOnce', 'requestsPerSecond']);
  const protect = root.inside('protect', ['accounts', 'aliases']);
  const event = {
    file,
    id,
    title: root.optional('title', anyText),
    starts: starts?.at,
    ends: ends?.at,
    utcOffset: starts?.utcOffset,
    regions,
    labs: chosen,
    accounts,
    role: root.optional('role', role),
    participantsFrom: root.optional('participantsFrom', principal),
    budget: { usdPerParticipant, notify: budget?.optional('notify', email) },
    language: root.optional('language', language),
    pace: {
      accountsAtOnce: pace?.optional('accountsAtOnce', upTo(50)) ?? 8,
      requestsPerSecond: pace?.optional('requestsPerSecond', upTo(1000)),
    },
    protect: {
      accounts: protect?.list('accounts', account) ?? [],
      aliases: protect?.list('aliases', anyText) ?? PRODUCTION_ALIASES,
    },
  };
  // Every part is there, or a problem says which is not.
  return reader.problems.length > 0 ? { problems: reader.problems } : { event: event as EventFile, problems: [] };
}

function unique(values: string[] | undefined): string[] {
  return [...new Set(values)];
}

function accountsOf(reader: YamlReader, root: Members, folder: string): AccountSource | undefined {
  const node = root.node('accounts');
  if (isSeq(node) && node.items.length > 0) return listOf(reader, node.items);
  if (!isMap(node)) {
    root.missing('accounts');
    return undefined;
  }
  const source = new Members(reader, node, 'accounts', ['csv', 'organizationalUnit']);
  const csv = source.optional('csv', anyText);
  const unit = source.optional('organizationalUnit', organizationalUnit);
  if (csv !== undefined && unit !== undefined) reader.note(node, 'accounts', 'event.two-sources');
  if (csv !== undefined) return { kind: 'csv', file: path.resolve(folder, csv) };
  if (unit !== undefined) return { kind: 'organizational-unit', id: unit };
  if (!source.has('organizationalUnit')) root.missing('accounts');
  return undefined;
}

function listOf(reader: YamlReader, items: readonly unknown[]): AccountSource {
  const participants: Participant[] = [];
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const field = `accounts[${index}]`;
    const members = isScalar(item) ? undefined : new Members(reader, item, field, ['account', 'participant']);
    const number = members ? members.required('account', account) : (scalarAccount(reader, item, field) ?? undefined);
    const name = members?.optional('participant', participant) ?? number;
    if (number === undefined || name === undefined) return;
    if (seen.has(number)) reader.note(item, field, 'event.account-twice', { account: number });
    seen.add(number);
    participants.push({ account: number, name });
  });
  return { kind: 'list', participants };
}

function scalarAccount(reader: YamlReader, item: unknown, field: string): string | undefined {
  const text = isScalar(item) ? (item.source ?? String(item.value)) : '';
  const meant = account(text);
  if ('value' in meant) return meant.value;
  reader.note(item, field, meant.key, meant.parameters);
  return undefined;
}
