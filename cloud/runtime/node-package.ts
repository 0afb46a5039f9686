import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionCode } from './execution-environment.ts';

/** The scopes of packages that Lambda's Node.js runtimes carry: the AWS SDK v3 and what it stands on. */
const CARRIED = ['@aws-sdk', '@smithy'];

/** Unpacks deployment packages below a folder, each once. */
export function packages(directory: string): (code: FunctionCode) => Promise<string> {
  const unpacked = new Map<string, Promise<string>>();
  let sdk: Promise<void> | undefined;
  return (code) => {
    let folder = unpacked.get(code.codeSha256);
    if (!folder) {
      sdk ??= carrySdk(directory);
      folder = sdk.then(() => unpack(directory, code));
      unpacked.set(code.codeSha256, folder);
      folder.catch(() => unpacked.delete(code.codeSha256));
    }
    return folder;
  };
}

async function unpack(directory: string, code: FunctionCode): Promise<string> {
  const name = Buffer.from(code.codeSha256, 'base64').toString('hex').slice(0, 32);
  const folder = join(directory, 'code', name);
  if (existsSync(folder)) return folder;
  const half = `${folder}.${process.pid}.part`;
  for (const [path, bytes] of code.files()) {
    const target = resolve(half, path);
    if (!target.startsWith(half + sep)) throw new Error(`The deployment package holds a path outside of itself: ${path}`);
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
  await mkdir(join(directory, 'code'), { recursive: true });
  const carriedBy = fileURLToPath(new URL('../../node_modules/', import.meta.url));
  for (const scope of CARRIED) {
    await symlink(join(carriedBy, scope), join(modules, scope), 'junction').catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
