import { findStageFile, type LabFolder } from './stage-files.ts';

/** A file of a lab at a stage. */
export interface TreeFile {
  name: string;
  /** In the lab's folder, as the stage calls it: `functions/map.ts`. */
  path: string;
  /** Where it really stands: `stages/start/functions/map.ts`. */
  source: string;
  /** The stage has another text than the stage it is compared with. */
  differs: boolean;
}

export interface TreeFolder {
  name: string;
  path: string;
  folders: TreeFolder[];
  files: TreeFile[];
}

/** Deltas of the lab and what tests it in the repository: no reader's business. */
const LEFT_OUT = /^(stages|drills)\/|\.test\.ts$/;

/** A lab's files at a stage, compared with the solution; the solution with the stage a reader begins at. */
export function fileTree(lab: LabFolder, stage: string): TreeFolder {
  const other = stage === 'solution' ? lab.stages[0] : 'solution';
  const paths = [...new Set([...lab.files.keys()].map((path) => path.replace(/^stages\/[^/]+\//, '')))].filter(
    (path) => !LEFT_OUT.test(path),
  );
  const root: TreeFolder = { name: lab.id, path: '', folders: [], files: [] };
  for (const path of paths.sort()) {
    const found = findStageFile(lab, path, stage);
    if (!found) continue; // Reason: only a later or earlier stage has this file.
    const folder = folderAt(root, path.split('/').slice(0, -1));
    folder.files.push({
      name: path.split('/').at(-1)!,
      path,
      source: found.path,
      differs: findStageFile(lab, path, other)?.source !== found.source,
    });
  }
  return root;
}

/** Notes that a page gives its tree, by path. Throws for a file or folder that the stage does not have, naming those it has. */
export function checkedNotes(tree: TreeFolder, notes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const paths = pathsOf(tree);
  const unknown = [...notes.keys()].find((path) => !paths.includes(path));
  if (unknown !== undefined) throw new Error(`labs/${tree.name} has no file ${unknown} at this stage. Files there: ${paths.join(', ')}`);
  return notes;
}

const item = /<li>\s*(?:<p>)?\s*<code[^>]*>([^<]+)<\/code>\s*:?\s*([\s\S]*?)(?:<\/p>)?\s*<\/li>/g;

/** Reads a rendered list of notes: `<code>path</code>: what it is`. Throws for an entry that does not begin with a path. */
export function notesIn(html: string): Map<string, string> {
  const notes = [...html.matchAll(item)].map(([, path, note]) => [path!, note!] as const);
  const entries = html.match(/<li>/g)?.length ?? 0;
  if (entries !== notes.length) throw new Error('FileTree holds a list whose entries are `path`: note');
  return new Map(notes);
}

function folderAt(folder: TreeFolder, names: readonly string[]): TreeFolder {
  const [name, ...rest] = names;
  if (name === undefined) return folder;
  let next = folder.folders.find((child) => child.name === name);
  if (!next) {
    next = { name, path: `${folder.path}${name}/`, folders: [], files: [] };
    folder.folders.push(next);
  }
  return folderAt(next, rest);
}

function pathsOf({ path, folders, files }: TreeFolder): string[] {
  return [...(path ? [path] : []), ...folders.flatMap(pathsOf), ...files.map((file) => file.path)];
}
