import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TEMPLATE = path.join(import.meta.dirname, 'template');

/** The files of a new lab: a stack, a function, checks, a scenario, a drill and its test, which pass as they are. */
export function newLabFiles(id: string): Map<string, string> {
  const className = id
    .split('-')
    .map((word) => `${word[0]!.toUpperCase()}${word.slice(1)}`)
    .join('');
  const files = globSync('**/*.ts', { cwd: TEMPLATE }).map((file) => file.split(path.sep).join('/'));
  return new Map(
    files.sort().map((file) => {
      const source = readFileSync(path.join(TEMPLATE, file), 'utf8');
      const own = source.replaceAll('new-lab', id).replaceAll('NewLab', className);
      // Reason: the template's test lies in another folder, and is no test itself.
      if (file === 'lab-test.ts') return ['lab.test.ts', own.replace("'../../lab-in-test.ts'", "'../../scripts/lab-in-test.ts'")] as const;
      return [file, own] as const;
    }),
  );
}
