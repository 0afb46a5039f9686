import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ExitCode } from './exit-code.ts';
import type { Inventory } from './inventory.ts';
import type { Target } from './target.ts';
import { UserError } from './user-error.ts';

/** Where the inventory from before a deployment is kept until it has been removed. */
export interface BeforeFile {
  save(inventory: Inventory): Promise<void>;
  /** Undefined when there is none. Throws UserError. */
  load(): Promise<Inventory | undefined>;
  forget(): Promise<void>;
}

export function beforeFile(home: string, target: Target, account: string, stackName: string): BeforeFile {
  const place = createHash('sha256')
    .update([target.kind === 'endpoint' ? target.endpoint : target.kind, account, target.region].join(' '))
    .digest('hex')
    .slice(0, 12);
  const file = path.join(home, 'deployments', place, `${stackName}.json`);
  return {
    async save(inventory) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, `${JSON.stringify(inventory)}\n`);
    },
    load: () => load(file),
    forget: () => rm(file, { force: true }),
  };
}

async function load(file: string): Promise<Inventory | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const saved = JSON.parse(text) as Partial<Inventory>;
    // Reason: one that an earlier version wrote lists other ids, so nothing can be compared with it.
    return saved.items && saved.unread ? { items: saved.items, unread: saved.unread } : undefined;
  } catch (error) {
    throw new UserError('inventory.unreadable', { file }, ExitCode.Usage, error);
  }
}
