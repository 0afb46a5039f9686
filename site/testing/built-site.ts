import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';

/** The site as it would be published, in a folder of its own. */
export interface BuiltSite {
  folder: string;
  /** Addresses of all pages: `/en/event-driven/`. */
  pages: string[];
  read(path: string): string;
  readBytes(path: string): Buffer;
  has(path: string): boolean;
  remove(): void;
}

/** Builds the site once. Throws with what Astro said. */
export async function buildSite(): Promise<BuiltSite> {
  const folder = mkdtempSync(join(tmpdir(), 'xuong-may-site-'));
  const astro = resolve('node_modules/astro/bin/astro.mjs');
  // What a test runner says of itself in the environment would be taken for what the site asks its bundler.
  const ofTests = { VITEST: undefined, MODE: undefined, DEV: undefined, PROD: undefined, SSR: undefined };
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', ...ofTests };
  try {
    await promisify(execFile)(process.execPath, [astro, 'build', '--outDir', folder], { env });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  const files = new Set(
    globSync('**/*', { cwd: folder, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/')),
  );
  const fileOf = (path: string) => (path.endsWith('/') ? `${path}index.html` : path);
  const readBytes = (path: string) => readFileSync(join(folder, fileOf(path)));
  return {
    folder,
    pages: [...files]
      .filter((file) => file.endsWith('.html'))
      .map((file) => file.replace(/index\.html$/, ''))
      .sort(),
    readBytes,
    read: (path) => readBytes(path).toString('utf8'),
    has: (path) => files.has(fileOf(path)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
