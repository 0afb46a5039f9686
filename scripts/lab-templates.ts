import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { layTogether, loadStack, openLab } from './stage.ts';
import { synthesise } from './synthesise.ts';

/*
 * A build step of the site, in a process of its own so that an edited stack is read anew:
 *   node scripts/lab-templates.ts <lab>=<file> ...
 * writes each lab's templates, by stage, to its file. A lab that cannot be synthesised is told on stderr; the others go on.
 */
const root = path.resolve(import.meta.dirname, '..');
/** Functions are left as they are: a drawing asks for the template alone, and for the constructs' names. */
const context = { 'aws:cdk:bundling-stacks': [], 'aws:cdk:enable-path-metadata': true };
const scratch = mkdtempSync(path.join(tmpdir(), 'lab-templates-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

async function templatesOf(id: string): Promise<Record<string, unknown>> {
  const folder = await openLab(root, id);
  const templates: Record<string, unknown> = {};
  for (const stage of folder.lab.stages) {
    const Stack = await loadStack(await layTogether(root, folder, { stage }));
    templates[stage] = synthesise({ lab: folder.lab, Stack }, path.join(scratch, `${id}-${stage}`), { context }).template;
  }
  return templates;
}

for (const request of process.argv.slice(2)) {
  const [lab, file] = request.split('=') as [string, string];
  try {
    const text = JSON.stringify(await templatesOf(lab));
    mkdirSync(path.dirname(file), { recursive: true });
    // Reason: a reader never finds a half-written file.
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    console.error(`labs/${lab}: ${error instanceof Error ? error.stack : String(error)}`);
    process.exitCode = 1;
  }
}
