import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Drill } from '#labs/contract.ts';
import type { World } from './command.ts';
import { importFile, type LabFolder, type LoadedLab, loadLabFrom } from './stage.ts';
import { stageFiles } from './stage-files.ts';

/** Where a reader works on a drill: a copy of the lab with the fault in it, theirs to edit. */
export interface DrillWorkspace {
  drill: Drill;
  dir: string;
  /** Made just now: what is deployed may be anything. */
  isNew: boolean;
}

type Place = Pick<World, 'root' | 'home'>;

const drillsOf = ({ home }: Place) => path.join(home, 'drills');

/** The drill's description: what the reader is told, and what it is known by. */
export async function readDrill({ dir, lab }: LabFolder, id: string): Promise<Drill> {
  if (!lab.drills.includes(id)) throw new RangeError(`No drill "${id}". Drills: ${lab.drills.join(', ') || 'none'}`);
  const { drill } = (await importFile(path.join(dir, 'drills', id, 'drill.ts'))) as { drill: Drill };
  return drill;
}

/** The reader's copy; made with the fault in it when there is none yet, or again when `afresh`. Edits are kept otherwise. */
export async function openWorkspace(place: Place, folder: LabFolder, id: string, afresh = false): Promise<DrillWorkspace> {
  const drill = await readDrill(folder, id);
  const dir = path.join(drillsOf(place), folder.lab.id, id);
  if (afresh) await rm(dir, { recursive: true, force: true });
  const isNew = !existsSync(dir);
  if (isNew) {
    await lay(dir, stageFiles(folder.dir, folder.lab, { drill: id }));
    await linkToProject(place);
  }
  return { drill, dir, isNew };
}

/** Puts the solution's files over the reader's copy. */
export async function solveWorkspace(place: Place, folder: LabFolder, id: string): Promise<DrillWorkspace> {
  const workspace = await openWorkspace(place, folder, id);
  await lay(workspace.dir, stageFiles(folder.dir, folder.lab));
  return workspace;
}

/** Which version of a reader's copy this process has read in its own place; it keeps every module it has read. */
const readInPlace = new Map<string, string>();

/** The reader's copy as it is now, ready to be deployed: in the same process too, whichever of its files was edited. */
export async function loadWorkspace(folder: LabFolder, { dir, drill }: DrillWorkspace): Promise<LoadedLab> {
  const version = await versionOf(dir);
  if (!readInPlace.has(dir)) readInPlace.set(dir, version);
  const place = readInPlace.get(dir) === version ? dir : path.join(path.dirname(dir), `.${drill.id}-${version}`);
  if (!existsSync(place)) await cp(dir, place, { recursive: true });
  return loadLabFrom(folder, place, `drill ${drill.id}`);
}

async function versionOf(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.ts')).sort())
    hash
      .update(name)
      .update('\0')
      .update(await readFile(path.join(dir, name)));
  return hash.digest('hex').slice(0, 12);
}

/** In a home outside the repository, lets the copies' imports (`#cdk/...`, `#labs/...`, packages) lead to the project. */
async function linkToProject(place: Place): Promise<void> {
  const { root } = place;
  const drills = drillsOf(place);
  const isInside = !path.relative(root, drills).startsWith('..');
  if (isInside) return;
  const { type, imports } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  await writeFile(path.join(drills, 'package.json'), JSON.stringify({ type, imports }));
  for (const name of ['cdk', 'labs', 'node_modules']) {
    const link = path.join(drills, name);
    // Reason: the project may have moved since.
    await rm(link, { force: true });
    // Reason: of all links to folders, Windows lets everybody make junctions.
    await symlink(path.join(root, name), link, 'junction');
  }
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
