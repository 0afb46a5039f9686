import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import process from 'node:process';
import { isAlive } from './is-alive.ts';
import { UserError } from './user-error.ts';

interface Holder {
  pid: number;
  host: string;
}

/**
 * Keeps a file for one process at a time: a note beside it (`<file>.lock`) says which. One that was killed holds it no
 * longer. Returns what lets it go. Throws UserError naming the process that works with it.
 */
export async function holdFile(file: string, holds: (holder: Holder) => boolean = isAtWork): Promise<() => Promise<void>> {
  const note = `${file}.lock`;
  const me: Holder = { pid: process.pid, host: hostname() };
  for (;;) {
    try {
      await writeFile(note, JSON.stringify(me), { flag: 'wx' });
      return () => rm(note, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(note);
    if (holder && holds(holder)) throw new UserError('file.held', { file, lock: note, ...holder });
    await rm(note, { force: true });
  }
}

/** Undefined where the note has gone meanwhile, or was cut short by a kill. */
async function holderOf(note: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(note, 'utf8')) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Of another machine nobody here can tell. */
function isAtWork({ pid, host }: Holder): boolean {
  return host !== hostname() || isAlive(pid);
}
