import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lab } from '#labs/contract.ts';
import type { LabPack } from '#labs/lab-pack.ts';
import { runsInTab } from '#labs/runs-in-tab.ts';
import { MadeFiles } from './made-files.ts';

const packs = new MadeFiles<LabPack>({
  name: 'lab-packs',
  script: 'scripts/lab-packs.ts',
  from: [
    'scripts/pack-lab.ts',
    'scripts/stage-files.ts',
    'cloud/services/index.ts',
    'cloud/services/*/service.ts',
    'node_modules/esbuild/package.json',
  ],
  leftOut: [/\/(checks|scenarios|diagram|drill)\.ts$/],
  failed: 'the page runs a lab that could not be packed',
});

/** A lab as a page runs it, from its files as they are now. Throws with what the CDK said. */
export const labPack = (id: string, root = resolve('.')): Promise<LabPack> => packs.of(id, root);

/** Packs those of the labs that are not packed yet, in one go. What fails is told by whoever asks for it. */
export const preparePacks = (labs: readonly string[], root = resolve('.')): Promise<void> => packs.prepare(labs, root);

/** The ids of the labs that run in a page. */
export async function labsForTab(root: string): Promise<string[]> {
  const found = await Promise.all(
    globSync('labs/*/lab.ts', { cwd: root }).map(async (file) => {
      const { lab } = (await import(pathToFileURL(resolve(root, file)).href)) as { lab: Lab };
      return runsInTab(lab) ? [lab.id] : [];
    }),
  );
  return found.flat().sort();
}
