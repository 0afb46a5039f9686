import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { LabFolder } from '../stage.ts';
import { stageFiles } from '../stage-files.ts';

/** What of a lab's solution says nothing in a recording of it: what it is called, and how it is drawn. */
const LEFT_OUT = new Set(['lab.ts', 'diagram.ts']);

/** Of the files a recording is made from: another one means that the recording shows what the lab no longer does. */
export function recordedFingerprint({ dir, lab }: LabFolder): string {
  const hash = createHash('sha256');
  for (const [name, file] of stageFiles(dir, lab)) {
    if (!LEFT_OUT.has(name)) hash.update(name).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}
