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
  for (const path of placesOf(lab, file, stage)) {
    const source = lab.files.get(path);
    if (source !== undefined) return { path, source };
  }
  throw new Error(`labs/${lab.id} has no file ${file} (stage ${stage}). Files there: ${filesOf(lab).join(', ') || 'none'}`);
}

/** Where a stage's version of a file may stand, the nearest first. */
function placesOf({ id, stages }: LabFolder, file: string, stage: string): string[] {
  const from = stages.indexOf(stage);
  if (from < 0) throw new Error(`labs/${id} has no stage "${stage}". Stages: ${stages.join(', ')}`);
  return [...stages.slice(from, -1).map((name) => `stages/${name}/${file}`), file];
}

function filesOf({ files }: LabFolder): string[] {
  return [...files.keys()].filter((path) => !/^(stages|drills)\//.test(path)).sort();
}
