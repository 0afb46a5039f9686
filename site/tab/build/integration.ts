import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { labsForTab, preparePacks } from '../../labs/lab-packs.ts';
import { MANIFEST } from '../manifest.ts';
import { bundleTab, type TabFiles } from './bundle.ts';

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json' };

/** Puts what runs in the page beside it: as files of the built site, and made afresh after each change while developing. */
export function labsInTab(): AstroIntegration {
  const root = process.cwd();
  let made: Promise<TabFiles> | undefined;
  return {
    name: 'labs-in-tab',
    hooks: {
      'astro:config:setup': ({ command }) => {
        // While pages are being drawn, what runs in them is made beside it.
        if (command !== 'build') return;
        made = labsForTab(root).then(async (labs) => {
          await preparePacks(labs, root);
          return bundleTab(root, labs, true);
        });
        // Reason: who waits for it hears of its failure; before that it is nobody's.
        made.catch(() => {});
      },
      'astro:server:setup': ({ server }) => {
        server.watcher.on('change', (file) => {
          if (/[\\/](labs|cloud|cdk|site[\\/]tab)[\\/]/.test(file)) made = undefined;
        });
        server.middlewares.use((request, response, next) => {
          const address = request.url?.split('?')[0] ?? '';
          if (!address.startsWith('/tab/')) return next();
          made ??= labsForTab(root).then((labs) => bundleTab(root, labs, false));
          made.then(({ files, manifest }) => {
            const body = address === MANIFEST ? JSON.stringify(manifest) : files.get(address);
            response.statusCode = body === undefined ? 404 : 200;
            response.setHeader('content-type', TYPES[path.extname(address)] ?? 'text/plain');
            response.end(body);
          }, next);
        });
      },
      'astro:build:done': async ({ dir }) => {
        if (!made) return;
        const { files, manifest } = await made;
        const out = fileURLToPath(dir);
        for (const [address, bytes] of [...files, [MANIFEST, JSON.stringify(manifest)] as const]) {
          const file = path.join(out, address);
          await mkdir(path.dirname(file), { recursive: true });
          await writeFile(file, bytes);
        }
      },
    },
  };
}
