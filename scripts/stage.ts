import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from 'aws-cdk-lib';
import type { WorkshopStack, WorkshopStackProps } from '#cdk/workshop-stack.ts';
import type { Check, Lab, Scenario } from '#labs/contract.ts';
import { stageFiles, type Variant } from './stage-files.ts';

/** A lab as it lies in `labs/`. */
export interface LabFolder {
  dir: string;
  lab: Lab;
}

/** A lab in one state, ready to be synthesised and checked. */
export interface LoadedLab {
  lab: Lab;
  /** The stage's name, or the drill's: `solution`, `drill put-denied`. */
  state: string;
  /** Where its files lie together: below `.workshop/stages/`, or the lab's own folder for the solution. */
  dir: string;
  Stack: new (scope: App, id: string, props: WorkshopStackProps) => WorkshopStack;
  checks: readonly Check[];
  scenarios: readonly Scenario[];
}

const labsRoot = (root: string) => path.join(root, 'labs');

/** The ids of all labs, in the order of their names. */
export function labIds(root: string): string[] {
  return readdirSync(labsRoot(root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(labsRoot(root), entry.name, 'lab.ts')))
    .map((entry) => entry.name)
    .sort();
}

/** Reads a lab's manifest. The id is one of `labIds`. */
export async function openLab(root: string, id: string): Promise<LabFolder> {
  const dir = path.join(labsRoot(root), id);
  const { lab } = (await importFile(path.join(dir, 'lab.ts'))) as { lab: Lab };
  return { dir, lab };
}

/**
 * Loads a lab in one state. The solution is imported where it lies. Any other state is first laid together in
 * `.workshop/stages/<lab>/<stage>-<hash>/`: plain copies, so that files import each other by the same relative paths as
 * in the lab's folder, and what lies outside of it by the package's own names (`#cdk/...`, `#labs/...`), which Node
 * resolves from anywhere below the repository. The hash is that of all the files: an edited file is a new folder, and so
 * a new module, in the same process too. Throws RangeError for a stage or drill the lab does not have.
 */
export async function loadLab(root: string, id: string, variant: Variant = {}): Promise<LoadedLab> {
  const folder = await openLab(root, id);
  const state = variant.drill === undefined ? (variant.stage ?? 'solution') : `drill ${variant.drill}`;
  return loadLabFrom(folder, await layTogether(root, folder, variant), state);
}

/** Loads a lab whose files lie in `dir`: laid together, or a reader's own copy. */
export async function loadLabFrom(folder: LabFolder, dir: string, state: string): Promise<LoadedLab> {
  const Stack = await loadStack(dir);
  const { checks } = (await importFile(path.join(dir, 'checks.ts'))) as { checks: Check[] };
  const scenarioFile = path.join(dir, 'scenarios.ts');
  const { scenarios } = existsSync(scenarioFile) ? ((await importFile(scenarioFile)) as { scenarios: Scenario[] }) : { scenarios: [] };
  return { lab: folder.lab, state, dir, Stack, checks, scenarios };
}

/** The stack alone of a lab whose files lie in `dir`, without the SDK that its checks call. */
export async function loadStack(dir: string): Promise<LoadedLab['Stack']> {
  const stacks = Object.values(await importFile(path.join(dir, 'stack.ts'))).filter((value) => typeof value === 'function');
  if (stacks.length !== 1) throw new Error(`${path.join(dir, 'stack.ts')} must export one class, its stack; it exports ${stacks.length}.`);
  return stacks[0] as LoadedLab['Stack'];
}

/** The folder with the files of a lab in one state; made when it is not there yet. */
export async function layTogether(root: string, { dir, lab }: LabFolder, variant: Variant = {}): Promise<string> {
  const files = stageFiles(dir, lab, variant);
  if (variant.drill === undefined && (variant.stage ?? 'solution') === 'solution') return dir;
  const contents = await Promise.all([...files].map(async ([relative, absolute]) => [relative, await readFile(absolute)] as const));
  const hash = createHash('sha256');
  for (const [relative, content] of contents) hash.update(relative).update('\0').update(content).update('\0');
  const above = path.join(root, '.workshop', 'stages', lab.id);
  const together = path.join(above, `${variant.drill ?? variant.stage}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(together)) return together;
  // Reason: two commands may lay the same stage together at once, and a half-written one must never be found.
  const unfinished = path.join(above, `.${process.pid}-${path.basename(together)}`);
  for (const [relative, content] of contents) {
    await mkdir(path.dirname(path.join(unfinished, relative)), { recursive: true });
    await writeFile(path.join(unfinished, relative), content);
  }
  try {
    await rename(unfinished, together);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(together)) throw error;
  }
  return together;
}

export async function importFile(file: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(file).href);
}
