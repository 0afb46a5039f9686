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
import { labTemplates } from './site/labs/lab-templates.ts';
import { templates } from './site/labs/templates-integration.ts';
import { llms } from './site/llms/integration.ts';
import { offline } from './site/offline/integration.ts';
import { search } from './site/search/integration.ts';
import { labsInTab } from './site/tab/build/integration.ts';

// Nothing is sent to anybody, whoever starts Astro.
process.env.ASTRO_TELEMETRY_DISABLED = '1';

/** In development a change of a lab's file reloads the page that shows it, and once more when its drawing is new too. */
const labsReload = {
  name: 'labs-reload',
  hooks: {
    'astro:server:setup': ({ server }) => {
      // Reason: what is watched under a relative name is told under it, and then no module is known by that name.
      server.watcher.add(resolve('labs'));
      server.watcher.on('change', (file) => {
        const lab = file.startsWith(resolve('labs')) ? file.slice(resolve('labs').length + 1).split(/[\\/]/)[0] : undefined;
        if (!lab) return;
        server.ws.send({ type: 'full-reload' });
        labTemplates(lab).then(
          () => server.ws.send({ type: 'full-reload' }),
          (error) => server.ws.send({ type: 'error', err: { message: error.message, stack: '' } }),
        );
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
