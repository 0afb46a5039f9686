import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cell, StateStore } from '../../cells.ts';
import { CorruptState, readCell, writeCell } from './cell-file.ts';

const EXTENSION = '.cell';
const UNFINISHED = '.new';
/** Names the cells of a save whose files are all written; while it is there, that save counts. */
const DECIDED = 'decided.json';

/**
 * Keeps every cell in a file of its own in this folder. A save is one whole, however the process ends: all of its cells
 * are found at the next start, or none of them, for a function's checkpoint and what it wrote must be of one moment.
 */
export function folderStore(directory: string): StateStore {
  return {
    async load() {
      await mkdir(directory, { recursive: true });
      await finishDecided(directory);
      const names = await readdir(directory);
      // Reason: what a killed process had not finished was never announced as saved.
      await Promise.all(names.filter((name) => name.endsWith(UNFINISHED)).map((name) => rm(join(directory, name), { force: true })));
      const cells = names.filter((name) => name.endsWith(EXTENSION)).sort();
      return Promise.all(cells.map(async (name) => readCell(join(directory, name), await readFile(join(directory, name)))));
    },
    async save(cells) {
      // Reason: all are written down before the first wait, so that they are of one moment.
      const failures: unknown[] = [];
      const written: { name: string; bytes: Buffer[] }[] = [];
      for (const cell of cells) {
        try {
          written.push({ name: fileName(cell), bytes: writeCell(cell) });
        } catch (error) {
          failures.push(error);
        }
      }
      await mkdir(directory, { recursive: true });
      await Promise.all(written.map(({ name, bytes }) => write(join(directory, `${name}${UNFINISHED}`), bytes)));
      const decided = join(directory, DECIDED);
      await write(`${decided}${UNFINISHED}`, [Buffer.from(JSON.stringify(written.map(({ name }) => name)))]);
      await rename(`${decided}${UNFINISHED}`, decided);
      await syncFolder(directory);
      await finishDecided(directory);
      if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join(' '));
    },
  };
}

/** Puts the files of a decided save in place; after a kill in the midst of it, the next start goes on where it stopped. */
async function finishDecided(directory: string): Promise<void> {
  const decided = join(directory, DECIDED);
  if (!existsSync(decided)) return;
  for (const name of namesIn(decided, await readFile(decided, 'utf8'))) {
    const unfinished = join(directory, `${name}${UNFINISHED}`);
    if (existsSync(unfinished)) await rename(unfinished, join(directory, name));
  }
  await syncFolder(directory);
  await rm(decided);
}

/** Forgets all saved cells of a folder. */
export async function forgetState(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}

function fileName({ service, account, region }: Cell): string {
  return `${[service, account || 'partition', region || 'global'].map(encodeURIComponent).join('.')}${EXTENSION}`;
}

function namesIn(file: string, text: string): string[] {
  try {
    const names: unknown = JSON.parse(text);
    if (Array.isArray(names)) return names.map(String);
  } catch (error) {
    throw new CorruptState(file, 'it is damaged', error);
  }
  throw new CorruptState(file, 'it holds something else');
}

async function write(file: string, bytes: Buffer[]): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writev(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes renames last. Windows cannot open folders, and needs not. */
async function syncFolder(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
