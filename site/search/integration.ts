import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { buildIndex } from './build-index.ts';
import { pagesAt, pagesIn } from './rendered-pages.ts';

/** Puts the search index beside the built pages; in development makes it when search is first opened, and anew after an edit. */
export function search(): AstroIntegration {
  return {
    name: 'search',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
        for (const [path, content] of await buildIndex(pagesIn(folder))) {
          const target = join(folder, 'pagefind', path);
          mkdirSync(dirname(target), { recursive: true });
          writeFileSync(target, content);
        }
      },
      'astro:server:setup': ({ server }) => {
        const kept: { index?: Promise<Map<string, Uint8Array>> } = {};
        server.watcher.on('change', () => delete kept.index);
        server.middlewares.use('/pagefind/', (request, response, next) => {
          kept.index ??= pagesAt(`http://${request.headers.host}`).then(buildIndex);
          kept.index.then((files) => {
            const path = new URL(request.url ?? '/', 'http://x').pathname.slice(1);
            const content = files.get(path);
            if (!content) return next();
            response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream');
            response.end(content);
          }, next);
        });
      },
    },
  };
}
