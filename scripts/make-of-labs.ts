import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A build step of the site, in a process of its own so that an edited stack is read anew. Takes `<lab>=<file>` ... and writes what
 * `make` gives for each lab to its file. A lab that cannot be made is told on stderr; the others go on.
 */
export async function makeOfLabs(make: (lab: string, root: string, scratch: string) => Promise<unknown>): Promise<void> {
  const root = path.resolve(import.meta.dirname, '..');
  const scratch = mkdtempSync(path.join(tmpdir(), 'of-labs-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  for (const request of process.argv.slice(2)) {
    const [lab, file] = request.split('=') as [string, string];
    try {
      const text = JSON.stringify(await make(lab, root, scratch));
      mkdirSync(path.dirname(file), { recursive: true });
      // Reason: a reader never finds a half-written file.
      writeFileSync(`${file}.${process.pid}`, text);
      renameSync(`${file}.${process.pid}`, file);
    } catch (error) {
      console.error(`labs/${lab}: ${error instanceof Error ? error.stack : String(error)}`);
      process.exitCode = 1;
    }
  }
}
