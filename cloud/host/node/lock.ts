import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another process works with the folder. */
export class StateInUse extends Error {
  readonly pid: number;

  constructor(file: string, pid: number) {
    super(`A cloud with this state is running already (process ${pid}). Stop it first; if no such cloud runs, delete ${file}.`);
    this.name = 'StateInUse';
    this.pid = pid;
  }
}

interface Owner {
  pid: number;
  /** When that process began, as far as the system says: tells a process from a later one of the same number. */
  began: string;
}

/** Makes this process the folder's only owner; the returned function gives it up. Throws StateInUse. */
export function lock(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'lock.json');
  const mine = JSON.stringify({ pid: process.pid, began: beganOf(process.pid) } satisfies Owner);
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      clearStale(file);
    }
  }
  return () => {
    if (read(file) === mine) rmSync(file, { force: true });
  };
}

/** Takes away the lock of a process that is gone. Throws StateInUse when it is not. */
function clearStale(file: string): void {
  const found = read(file);
  if (found === undefined) return;
  refuseAlive(file, found);
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  // Reason: between reading and renaming another process may have locked: then its lock goes back.
  const taken = read(aside);
  if (taken !== undefined && taken !== found) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function refuseAlive(file: string, text: string): void {
  const owner = parse(text);
  if (owner && isAlive(owner)) throw new StateInUse(file, owner.pid);
}

function parse(text: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(text);
    if (typeof owner !== 'object' || owner === null || !('pid' in owner) || typeof owner.pid !== 'number') return undefined;
    return { pid: owner.pid, began: 'began' in owner && typeof owner.began === 'string' ? owner.began : '' };
  } catch (error) {
    // Reason: a process that was killed while it locked leaves half a line, and no owner.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isAlive({ pid, began }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return false;
  }
  return began === beganOf(pid);
}

/** Linux says when a process began; elsewhere the number alone must do. */
function beganOf(pid: number): string {
  const stat = process.platform === 'linux' ? read(`/proc/${pid}/stat`) : undefined;
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
