import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionCode } from './execution-environment.ts';

/** The scopes of packages that Lambda's Node.js runtimes carry: the AWS SDK v3 and what it stands on. */
const CARRIED = ['@aws-sdk', '@smithy'];

/** Where a function's files lie. */
export interface Unpacked {
  /** The deployment package: Lambda's /var/task. */
  task: string;
  /** The layers: Lambda's /opt. Absent where the function has none. */
  opt?: string;
}

/** Unpacks deployment packages and layers below a folder, each once. */
export function packages(directory: string): (code: FunctionCode) => Promise<Unpacked> {
  const unpacked = new Map<string, Promise<string>>();
  let sdk: Promise<void> | undefined;
  const once = (kind: 'code' | 'opt', name: string, files: FunctionCode['files']) => {
    const place = join(directory, kind, name);
    let folder = unpacked.get(place);
    if (!folder) {
      sdk ??= carrySdk(directory);
      folder = sdk.then(() => unpack(place, files));
      unpacked.set(place, folder);
      folder.catch(() => unpacked.delete(place));
    }
    return folder;
  };
  return async ({ codeSha256, files, layers }) => {
    const task = once('code', Buffer.from(codeSha256, 'base64').toString('hex').slice(0, 32), files);
    if (!layers) return { task: await task };
    const name = createHash('sha256').update(layers.key).digest('hex').slice(0, 32);
    const [taskFolder, opt] = await Promise.all([task, once('opt', name, layers.files)]);
    return { task: taskFolder, opt };
  };
}

async function unpack(folder: string, files: FunctionCode['files']): Promise<string> {
  if (existsSync(folder)) return folder;
  const half = `${folder}.${process.pid}.part`;
  for (const [path, bytes] of files()) {
    const target = resolve(half, path);
    if (!target.startsWith(half + sep)) throw new Error(`The package holds a path outside of itself: ${path}`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
  await mkdir(half, { recursive: true });
  await rename(half, folder).catch(async (error) => {
    // Reason: another cloud on the same folder may have been faster.
    if (!existsSync(folder)) throw error;
    await rm(half, { recursive: true, force: true });
  });
  return folder;
}

/** Lets packages import the SDK from the project's own modules, and nothing else of them. */
async function carrySdk(directory: string): Promise<void> {
  const modules = join(directory, 'node_modules');
  await mkdir(modules, { recursive: true });
  for (const kind of ['code', 'opt']) await mkdir(join(directory, kind), { recursive: true });
  // Reason: without one of its own, a package must not be taken for part of the project around this folder, an ES module.
  await writeFile(join(directory, 'package.json'), '{}\n');
  const carriedBy = fileURLToPath(new URL('../../node_modules/', import.meta.url));
  for (const scope of CARRIED) {
    await symlink(join(carriedBy, scope), join(modules, scope), 'junction').catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
