import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { buildIndex } from './build-index.ts';

/** Puts the search index beside the built pages; in development makes it when search is first opened, and anew after an edit. */
export function search(): AstroIntegration {
  return {
    name: 'search',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
        const files = globSync('**/*.html', { cwd: folder });
        const pages = files.map((file) => ({ url: addressOf(file), html: readFileSync(join(folder, file), 'utf8') }));
        for (const [path, content] of await buildIndex(pages)) {
          const target = join(folder, 'pagefind', path);
          mkdirSync(dirname(target), { recursive: true });
          writeFileSync(target, content);
        }
      },
      'astro:server:setup': ({ server }) => {
        const kept: { index?: Promise<Map<string, Uint8Array>> } = {};
        server.watcher.on('change', () => delete kept.index);
        server.middlewares.use('/pagefind/', (request, response, next) => {
          kept.index ??= fetchPages(`http://${request.headers.host}`).then(buildIndex);
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

/** Every page of the sitemap, as a running server renders it. */
async function fetchPages(origin: string): Promise<{ url: string; html: string }[]> {
  const sitemap = await (await fetch(`${origin}/sitemap.xml`)).text();
  const paths = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => new URL(url!).pathname);
  return Promise.all(paths.map(async (url) => ({ url, html: await (await fetch(origin + url)).text() })));
}

function addressOf(file: string): string {
  return `/${file
    .split(sep)
    .join('/')
    .replace(/index\.html$/, '')}`;
}
