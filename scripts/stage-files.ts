import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Lab } from '#labs/contract.ts';

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
  for (const layer of drill === undefined ? stageLayers(stages, stage) : [oneOf('drill', drill, drills)]) {
    for (const [relative, absolute] of filesOf(path.join(labDir, layer))) files.set(relative, absolute);
  }
  return files;
}

/** The folders to lay over the solution, the last one on top. */
function stageLayers(stages: readonly string[], stage = 'solution'): string[] {
  const from = stages.indexOf(oneOf('stage', stage, stages));
  return stages
    .slice(from)
    .filter((name) => name !== 'solution')
    .reverse()
    .map((name) => path.join('stages', name));
}

function oneOf(kind: 'stage' | 'drill', name: string, known: readonly string[]): string {
  if (!known.includes(name))
    throw new RangeError(`No ${kind} "${name}". There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ') || 'none'}.`);
  return kind === 'drill' ? path.join('drills', name) : name;
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
