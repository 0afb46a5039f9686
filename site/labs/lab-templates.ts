import { globSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Template } from '../diagram/template.ts';
import { MadeFiles } from './made-files.ts';

/** A lab's synthesised templates, by stage. */
export type LabTemplates = Readonly<Record<string, Template>>;

const templates = new MadeFiles<LabTemplates>({
  name: 'lab-templates',
  script: 'scripts/lab-templates.ts',
  from: [],
  // Functions are not bundled for a drawing, so their code says nothing in it.
  leftOut: [/\/functions\//, /\/drills\//, /\/(checks|scenarios|diagram)\.ts$/],
  failed: 'the drawing needs a template that could not be synthesised',
});

/** The templates that a lab's files give as they are now: kept from before, or synthesised. Throws with what the CDK said. */
export const labTemplates = (id: string, root = resolve('.')): Promise<LabTemplates> => templates.of(id, root);

/** The same while a lab is being written: a page need not wait for the synthesis, its reload after it has the new ones. */
export const lastTemplates = (id: string, root = resolve('.')): Promise<LabTemplates> => templates.last(id, root);

/** Synthesises every lab whose templates are not known yet, in one go. What fails is told by whoever asks for it. */
export function prepareTemplates(root = resolve('.')): Promise<void> {
  const labs = globSync('labs/*/lab.ts', { cwd: root }).map((path) => basename(dirname(path)));
  return templates.prepare(labs, root);
}
