import { enableCompileCache } from 'node:module';
import path from 'node:path';
import process from 'node:process';

/** Reads one page as its readers would, in a process and a cloud of its own: `node scripts/pages/main.ts site/content/vi/index.mdx`. */
enableCompileCache();
// Reason: the CDK toolkit listens to the end of the process once for every assembly it reads.
process.setMaxListeners(0);
const [{ planOf }, { readPage }] = await Promise.all([import('./page-plan.ts'), import('./read-page.ts')]);
const root = path.resolve(import.meta.dirname, '../..');
try {
  await readPage(root, planOf(root, process.argv[2] ?? ''));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
