import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cell, StateStore } from '../../cells.ts';
import { readCell, writeCell } from './cell-file.ts';

const EXTENSION = '.cell';
const UNFINISHED = '.new';

/** Keeps every cell in a file of its own in this folder. A file is always whole: the old one or the new one. */
export function folderStore(directory: string): StateStore {
  return {
    async load() {
      await mkdir(directory, { recursive: true });
      const names = await readdir(directory);
      // Reason: what a killed process had not finished was never announced as saved.
      await Promise.all(names.filter((name) => name.endsWith(UNFINISHED)).map((name) => rm(join(directory, name), { force: true })));
      const cells = names.filter((name) => name.endsWith(EXTENSION)).sort();
      return Promise.all(cells.map(async (name) => readCell(join(directory, name), await readFile(join(directory, name)))));
    },
    async save(cells) {
      // Reason: all are written down before the first wait, so that they are of one moment.
      const failures: unknown[] = [];
      const written: { file: string; bytes: Buffer[] }[] = [];
      for (const cell of cells) {
        try {
          written.push({ file: join(directory, fileName(cell)), bytes: writeCell(cell) });
        } catch (error) {
          failures.push(error);
        }
      }
      await mkdir(directory, { recursive: true });
      for (const { file, bytes } of written) await replace(file, bytes);
      await syncFolder(directory);
      if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join(' '));
    },
  };
}

/** Forgets all saved cells of a folder. */
export async function forgetState(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}

function fileName({ service, account, region }: Cell): string {
  return `${[service, account || 'partition', region || 'global'].map(encodeURIComponent).join('.')}${EXTENSION}`;
}

async function replace(file: string, bytes: Buffer[]): Promise<void> {
  const unfinished = `${file}${UNFINISHED}`;
  const handle = await open(unfinished, 'w');
  try {
    await handle.writev(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
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
