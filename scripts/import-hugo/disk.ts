import { copyFileSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Imported } from './import-workshop.ts';
import type { SourceFolder } from './source-folder.ts';

/** What Hugo makes or fetches itself. */
const NOT_SOURCE = ['public/**', 'resources/**', 'node_modules/**', 'themes/**', '.git/**'];

/** A workshop's folder on this machine. */
export function folderOnDisk(root: string): SourceFolder {
  const files = globSync('**/*', {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => NOT_SOURCE.includes(`${path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')}/**`),
  })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  return { files, read: (file) => readFileSync(path.join(root, file)) };
}

/** The places an import writes to, each with what comes there. */
export interface Destination {
  /** The folder that holds `vi/` and `en/`. */
  pages: string;
  /** The site's folder of files that are published as they are. */
  public: string;
}

/** Which of an import's files are there already. */
export function inTheWay(imported: Imported, to: Destination): string[] {
  return [...targets(imported, to)].map(({ file }) => file).filter((file) => existsSync(file));
}

/** Writes an import, pages and what they show. Returns how many files it wrote. */
export function writeImport(imported: Imported, from: string, to: Destination): number {
  let written = 0;
  for (const { file, content, copyOf } of targets(imported, to)) {
    mkdirSync(path.dirname(file), { recursive: true });
    if (copyOf === undefined) writeFileSync(file, content ?? '');
    else copyFileSync(path.join(from, copyOf), file);
    written++;
  }
  return written;
}

/** The numbered folders of a language's top level: `9-my-workshop` -> `my-workshop`, 9. */
export function partsOf(pages: string): Map<string, number> {
  const folder = path.join(pages, 'vi');
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
  return new Map(
    names.flatMap(({ name }) => (/^\d+-/.test(name) ? [[name.replace(/^\d+-/, ''), Number.parseInt(name, 10)] as const] : [])),
  );
}

function* targets(
  { pages, pictures, downloads }: Imported,
  to: Destination,
): Generator<{ file: string; content?: string; copyOf?: string }> {
  for (const [file, content] of pages) yield { file: path.join(to.pages, file), content };
  for (const [file, copyOf] of pictures) yield { file: path.join(to.pages, file), copyOf };
  for (const [file, copyOf] of downloads) yield { file: path.join(to.public, file), copyOf };
}
