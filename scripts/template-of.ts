import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Template } from './prices/idle-rules.ts';
import type { LoadedLab } from './stage.ts';
import { synthesise } from './synthesise.ts';

/** A lab's template, as it would be deployed; its assets are thrown away. */
export async function templateOf(loaded: Pick<LoadedLab, 'lab' | 'Stack'>): Promise<Template> {
  // Reason: templates are validated by the labs' tests; here it would take longer than all the rest.
  process.env.CDK_VALIDATION = 'false';
  const outdir = await mkdtemp(path.join(tmpdir(), 'template-'));
  try {
    return synthesise(loaded, outdir).template as Template;
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
