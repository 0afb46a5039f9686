import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build } from 'esbuild';

/** Writes the service worker beside the built pages, with a version of its own for each build that differs. */
export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
        const hash = createHash('sha256');
        for (const page of globSync('**/*.html', { cwd: folder }).sort()) hash.update(page).update(readFileSync(path.join(folder, page)));
        const { outputFiles } = await build({
          entryPoints: [path.resolve('site/offline/worker.ts')],
          bundle: true,
          minify: true,
          write: false,
          format: 'iife',
          define: { VERSION: JSON.stringify(hash.digest('hex').slice(0, 12)) },
        });
        await writeFile(path.join(folder, 'offline.js'), outputFiles[0]!.contents);
      },
    },
  };
}
