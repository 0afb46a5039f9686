import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Drill } from '#labs/contract.ts';
import { importFile, type LabFolder } from './stage.ts';
import { stageFiles } from './stage-files.ts';

/** Where a reader works on a drill: a copy of the lab with the fault in it, theirs to edit. */
export interface DrillWorkspace {
  drill: Drill;
  dir: string;
  /** Made just now: what is deployed may be anything. */
  isNew: boolean;
}

// Reason: below the repository, so that the files' `#cdk/...` and `#labs/...` imports resolve.
const folderOf = (root: string, lab: string, drill: string) => path.join(root, '.workshop', 'drills', lab, drill);

/** The drill's description: what the reader is told, and what it is known by. */
export async function readDrill({ dir, lab }: LabFolder, id: string): Promise<Drill> {
  if (!lab.drills.includes(id)) throw new RangeError(`No drill "${id}". Drills: ${lab.drills.join(', ') || 'none'}`);
  const { drill } = (await importFile(path.join(dir, 'drills', id, 'drill.ts'))) as { drill: Drill };
  return drill;
}

/** The reader's copy; made with the fault in it when there is none yet, or again when `afresh`. Edits are kept otherwise. */
export async function openWorkspace(root: string, folder: LabFolder, id: string, afresh = false): Promise<DrillWorkspace> {
  const drill = await readDrill(folder, id);
  const dir = folderOf(root, folder.lab.id, id);
  if (afresh) await rm(dir, { recursive: true, force: true });
  const isNew = !existsSync(dir);
  if (isNew) await lay(dir, stageFiles(folder.dir, folder.lab, { drill: id }));
  return { drill, dir, isNew };
}

/** Puts the solution's files over the reader's copy. */
export async function solveWorkspace(root: string, folder: LabFolder, id: string): Promise<DrillWorkspace> {
  const workspace = await openWorkspace(root, folder, id);
  await lay(workspace.dir, stageFiles(folder.dir, folder.lab));
  return workspace;
}

async function lay(dir: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [relative, absolute] of files) {
    await mkdir(path.dirname(path.join(dir, relative)), { recursive: true });
    await cp(absolute, path.join(dir, relative));
  }
}

/** How many hints of a drill were revealed; one more from now on. Starts again with a fresh copy. */
export async function nextHint({ dir, drill }: DrillWorkspace): Promise<number> {
  const file = path.join(dir, '.hints');
  const shown = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0;
  const next = Math.min(shown + 1, drill.hints.length);
  await writeFile(file, String(next));
  return next;
}
