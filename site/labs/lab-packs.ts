import { globSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { LabPack } from '#labs/lab-pack.ts';
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

/** Packs every lab that is not packed yet, in one go. What fails is told by whoever asks for it. */
export const preparePacks = (root = resolve('.')): Promise<void> => packs.prepare(root);

/** The ids of all labs. */
export const allLabIds = (root: string): string[] =>
  globSync('labs/*/lab.ts', { cwd: root })
    .map((path) => basename(dirname(path)))
    .sort();
