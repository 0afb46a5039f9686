import { resolve } from 'node:path';
import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { rehypeFiles } from './site/chapters/files.ts';
import { rehypeHeadings } from './site/chapters/headings.ts';
import { rehypeLinks } from './site/chapters/links.ts';
import { rehypeFences } from './site/code/fences.ts';
import { commandCount } from './site/commands/integration.ts';
import { rehypeTerms } from './site/glossary/link-terms.ts';
import { templates } from './site/labs/templates-integration.ts';
import { llms } from './site/llms/integration.ts';
import { offline } from './site/offline/integration.ts';
import { search } from './site/search/integration.ts';
import { labsInTab } from './site/tab/build/integration.ts';

// Nothing is sent to anybody, whoever starts Astro.
process.env.ASTRO_TELEMETRY_DISABLED = '1';

/** In development a change of a lab's file reloads the page that shows it. */
const labsReload = {
  name: 'labs-reload',
  hooks: {
    'astro:server:setup': ({ server }) => {
      // Reason: what is watched under a relative name is told under it, and then no module is known by that name.
      server.watcher.add(resolve('labs'));
      server.watcher.on('change', (file) => {
        if (file.includes('/labs/')) server.ws.send({ type: 'full-reload' });
      });
    },
  },
};

export default defineConfig({
  site: process.env.SITE_URL ?? 'http://127.0.0.1:4321',
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist',
  trailingSlash: 'ignore',
  devToolbar: { enabled: false },
  integrations: [mdx(), search(), commandCount(), llms(), templates(), labsInTab(), offline(), labsReload],
  markdown: {
    syntaxHighlight: false,
    // No smart punctuation: it would turn the `--` of a command named in the text into a dash.
    processor: unified({ smartypants: false, rehypePlugins: [rehypeHeadings, rehypeLinks, rehypeTerms, rehypeFiles, rehypeFences] }),
  },
  build: { inlineStylesheets: 'never' },
  vite: {
    // One style sheet for all pages: the first page waits for one request, the others for none.
    build: { assetsInlineLimit: 0, cssCodeSplit: false, rolldownOptions: { checks: { moduleLevelDirective: false } } },
  },
});
