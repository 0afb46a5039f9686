import path from 'node:path';
import { makeOfLabs } from './make-of-labs.ts';
import { layTogether, loadStack, openLab } from './stage.ts';
import { synthesise } from './synthesise.ts';

/** Functions are left as they are: a drawing asks for the template alone, and for the constructs' names. */
const context = { 'aws:cdk:bundling-stacks': [], 'aws:cdk:enable-path-metadata': true };

// Each lab's templates, by stage.
await makeOfLabs(async (id, root, scratch) => {
  const folder = await openLab(root, id);
  const templates: Record<string, unknown> = {};
  for (const stage of folder.lab.stages) {
    const Stack = await loadStack(await layTogether(root, folder, { stage }));
    templates[stage] = synthesise({ lab: folder.lab, Stack }, path.join(scratch, `${id}-${stage}`), { context }).template;
  }
  return templates;
});
