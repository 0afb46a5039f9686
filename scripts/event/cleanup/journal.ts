import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat, truncate } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { UserError } from '../../user-error.ts';

/** What became of a plan, as it happens: one line each, in the order of events. */
export type JournalEntry =
  | { at: string; what: 'begun'; plan: string }
  /** Deletion of an item is about to be asked for. */
  | { at: string; what: 'started'; n: number }
  | { at: string; what: 'gone'; n: number }
  /** An attempt did not succeed and another follows. */
  | { at: string; what: 'retried'; n: number; attempt: number; cause: string; said: string }
  /** All of a place has been done; what is left in it. */
  | { at: string; what: 'place'; account: string; region: string; left: Left[] };

/** Something that is still there, and why. `n` is absent for what the plan does not name. */
export interface Left {
  n?: number;
  type: string;
  id: string;
  /** How many resources are in it, when it is a stack that was looked into. */
  inside?: number;
  /** A row of `causes.ts`. */
  cause: string;
  /** AWS's own words, where it gave any. */
  said?: string;
}

/** What a journal says of the past, as far as a resumed run needs it. */
export interface Past {
  begun: boolean;
  /** Items whose deletion was asked for, in places that were not finished. */
  started: ReadonlySet<number>;
  /** Finished places in which nothing is left: `account region`. */
  clean: ReadonlySet<string>;
}

/** The journal of a plan lies beside it. */
export const journalOf = (plan: string) => `${plan}.journal`;

export const placeKey = (account: string, region: string) => `${account} ${region}`;

type Unstamped = JournalEntry extends infer Entry ? (Entry extends JournalEntry ? Omit<Entry, 'at'> : never) : never;

/** Lines that are appended whole: each is one write to a file that is opened for appending. */
export interface Journal {
  note(entry: Unstamped): Promise<void>;
  close(): Promise<void>;
}

/** Opens the journal beside a plan, going on where a killed run left it. Throws UserError when it is another plan's. */
export async function openJournal(path: string, plan: string, now: () => number): Promise<{ journal: Journal; past: Past }> {
  const past = await readPast(path, plan);
  const file: FileHandle = await open(path, 'a');
  let writing: Promise<unknown> = Promise.resolve();
  const journal: Journal = {
    note(entry) {
      const line = `${JSON.stringify({ at: new Date(now()).toISOString(), ...entry })}\n`;
      writing = writing.then(() => file.appendFile(line));
      return writing.then(() => undefined);
    },
    close: () => file.close(),
  };
  return { journal, past };
}

async function readPast(path: string, plan: string): Promise<Past> {
  const started = new Set<number>();
  const clean = new Set<string>();
  let begun = false;
  let whole = 0;
  for await (const { entry, end } of entries(path)) {
    whole = end;
    if (entry.what === 'begun') {
      if (entry.plan !== plan) throw new UserError('event.journal-of-another', { file: path });
      begun = true;
    }
    if (entry.what === 'started') started.add(entry.n);
    if (entry.what === 'place' && entry.left.length === 0) clean.add(placeKey(entry.account, entry.region));
  }
  // Reason: a run killed in the middle of a line leaves half of it, and the next line must not be glued to that.
  if ((await sizeOf(path)) > whole) await truncate(path, whole);
  return { begun, started, clean };
}

/** The whole lines of a journal with the byte after each; none where there is no journal. */
export async function* entries(path: string): AsyncGenerator<{ entry: JournalEntry; end: number }> {
  const size = await sizeOf(path);
  if (size === 0) return;
  const input = createReadStream(path, 'utf8');
  let end = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    end += Buffer.byteLength(line) + 1;
    const entry = parsed(line);
    // Reason: only the last line of a killed run is not whole; its line break may be all that it lacks.
    if (!entry || end > size) return;
    yield { entry, end };
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

function parsed(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
