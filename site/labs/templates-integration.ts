import type { AstroIntegration } from 'astro';
import { prepareTemplates } from './lab-templates.ts';

/** While the pages are being bundled, the labs they draw are synthesised beside it. */
export function templates(): AstroIntegration {
  return {
    name: 'lab-templates',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command !== 'build') return;
        const prepared = prepareTemplates();
        updateConfig({ vite: { plugins: [{ name: 'lab-templates', closeBundle: () => prepared }] } });
      },
    },
  };
}
