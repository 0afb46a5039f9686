import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import process from 'node:process';
import { isAlive } from './is-alive.ts';
import { UserError } from './user-error.ts';

interface Holder {
  pid: number;
  host: string;
}

/**
 * Works on a file that is for one piece of work at a time: a note beside it (`<file>.lock`) says whose. One that was
 * killed holds it no longer; two that find its note in the same moment are not kept apart. Throws UserError naming the
 * process that works with it.
 */
export async function whileHeld<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const note = `${file}.lock`;
  const draft = `${note}.${crypto.randomUUID()}`;
  await writeFile(draft, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder));
  try {
    await take(file, note, draft);
  } finally {
    await rm(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(note, { force: true });
  }
}

async function take(file: string, note: string, draft: string): Promise<void> {
  for (;;) {
    try {
      // Reason: a link is there whole or not at all, so nobody reads half a note.
      return await link(draft, note);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(note);
    if (holder && isAtWork(holder)) throw new UserError('file.held', { file, lock: note, ...holder });
    await rm(note, { force: true });
  }
}

/** Undefined where the note has gone meanwhile. */
async function holderOf(note: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(note, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Of another machine nobody here can tell. */
function isAtWork({ pid, host }: Holder): boolean {
  return host !== hostname() || isAlive(pid);
}
