import { stageLayers } from '#labs/stage-layers.ts';

/** The files of one lab, by their path in its folder: `functions/map.ts`, `stages/start/functions/map.ts`. */
export interface LabFolder {
  id: string;
  /** From the state the reader finds to `solution`. */
  stages: readonly string[];
  files: ReadonlyMap<string, string>;
}

/** A file as a stage has it. */
export interface StageFile {
  /** In the lab's folder, where it really stands: a stage holds only what differs from the stage after it. */
  path: string;
  source: string;
}

/** A lab's file at a stage; without a stage, the solution's. Throws naming the lab, the file and what there is. */
export function stageFile(lab: LabFolder, file: string, stage = 'solution'): StageFile {
  const found = findStageFile(lab, file, stage);
  if (!found) throw new Error(`labs/${lab.id} has no file ${file} (stage ${stage}). Files there: ${filesOf(lab).join(', ') || 'none'}`);
  return found;
}

/** A lab's file at a stage; undefined when the stage has none of that name. */
export function findStageFile(lab: LabFolder, file: string, stage = 'solution'): StageFile | undefined {
  const places = [...stageLayers(lab.stages, stage).map((folder) => `${folder}/${file}`), file];
  const path = places.find((place) => lab.files.has(place));
  return path === undefined ? undefined : { path, source: lab.files.get(path)! };
}

function filesOf({ files }: LabFolder): string[] {
  return [...files.keys()].filter((path) => !/^(stages|drills)\//.test(path)).sort();
}
