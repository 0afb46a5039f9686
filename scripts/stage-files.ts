import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Lab } from '#labs/contract.ts';
import { stageLayers } from '#labs/stage-layers.ts';

/** Which state of a lab: one of its stages (`solution` unless said) or the lab with a drill's fault in it. */
export interface Variant {
  stage?: string;
  drill?: string;
}

/** Not part of what is deployed: the deltas themselves, what tests the lab, what describes a drill. */
const LEFT_OUT = [/^stages\//, /^drills\//, /\.test\.ts$/, /^drill\.ts$/];

/**
 * The files of a lab in one state: path inside the lab -> absolute path. The lab's own folder is the solution; a stage
 * lays its files over those of the stage after it, a drill lays its files over the solution.
 * Throws RangeError naming what there is, when the lab has no such stage or drill.
 */
export function stageFiles(
  labDir: string,
  { stages, drills }: Pick<Lab, 'stages' | 'drills'>,
  { stage, drill }: Variant = {},
): Map<string, string> {
  const files = filesOf(labDir);
  const layers = drill === undefined ? stageLayers(stages, stage) : drillLayers(drills, drill);
  for (const layer of layers.reverse()) {
    for (const [relative, absolute] of filesOf(path.join(labDir, layer))) files.set(relative, absolute);
  }
  return files;
}

function drillLayers(drills: readonly string[], drill: string): string[] {
  if (!drills.includes(drill)) throw new RangeError(`No drill "${drill}". Drills: ${drills.join(', ') || 'none'}`);
  return [`drills/${drill}`];
}

function filesOf(folder: string): Map<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    found
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((absolute) => [path.relative(folder, absolute).split(path.sep).join('/'), absolute] as const)
      .filter(([relative]) => !LEFT_OUT.some((pattern) => pattern.test(relative)))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
