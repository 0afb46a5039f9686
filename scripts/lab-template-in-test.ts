import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { loadLab } from './stage.ts';
import type { Variant } from './stage-files.ts';
import { synthesise } from './synthesise.ts';

const repository = path.resolve(import.meta.dirname, '..');

/** How a test gets a lab's template in any of its states, ready for assertions. Each one is synthesised, and so validated, anew. */
export function templatesOf(id: string): (variant?: Variant) => Promise<Template> {
  return async (variant = {}) => {
    const loaded = await loadLab(repository, id, variant);
    const outdir = mkdtempSync(path.join(tmpdir(), `${id}-synth-`));
    try {
      return Template.fromJSON(synthesise(loaded, outdir).template);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  };
}
