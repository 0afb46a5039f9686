import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { readPages } from '../chapters/read-pages.ts';
import { countCommands, countLines } from './count-commands.ts';

/** At the end of a build, says how many of the pages' commands the tests run and how many not, and why. */
export function commandCount(): AstroIntegration {
  let root = '';
  return {
    name: 'commands',
    hooks: {
      'astro:config:done': ({ config }) => {
        root = fileURLToPath(config.root);
      },
      // The twins run the same commands.
      'astro:build:done': ({ logger }) => {
        for (const line of countLines(countCommands(root, readPages(root, 'vi')))) logger.info(line);
      },
    },
  };
}
