import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { type Language, languages, pathOf } from '../i18n/language.ts';
import { pagesAt, pagesIn, pathsIn, type RenderedPage } from '../search/rendered-pages.ts';
import { pageAsMarkdown } from './markdown.ts';

/** Writes llms-full.txt of each language from the rendered pages, in the order of the sitemap. */
export function llms(): AstroIntegration {
  let site = '';
  return {
    name: 'llms',
    hooks: {
      'astro:config:done': ({ config }) => {
        site = config.site ?? '';
      },
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        const pages = new Map(pagesIn(folder).map((page) => [page.url, page]));
        const ordered = pathsIn(readFileSync(join(folder, 'sitemap.xml'), 'utf8')).map((url) => pages.get(url)!);
        for (const language of languages)
          writeFileSync(join(folder, pathOf(language, ''), 'llms-full.txt'), fullText(language, ordered, site));
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const language = languages.find((one) => request.url === `${pathOf(one, '')}llms-full.txt`);
          if (!language) return next();
          pagesAt(`http://${request.headers.host}`).then((pages) => {
            response.setHeader('content-type', 'text/plain; charset=utf-8');
            response.end(fullText(language, pages, site));
          }, next);
        });
      },
    },
  };
}

/** Pages without a text of their own (a reader's progress) are left out. */
function fullText(language: Language, pages: readonly RenderedPage[], site: string): string {
  const own = pages.filter(({ url, html }) => html.includes('data-pagefind-body') && url.startsWith('/en/') === (language === 'en'));
  return own
    .map(({ url, html }) => {
      const address = new URL(url, site);
      return `<!-- ${address.href} -->\n\n${pageAsMarkdown(html, address)}`;
    })
    .join('\n\n---\n\n');
}
