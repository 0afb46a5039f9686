import { globSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import type { Lab } from '#labs/contract.ts';
import { stageLayers } from '#labs/stage-layers.ts';
import { importsOf } from './imports.ts';
import { packageJson } from './package-json.ts';

/** The files of a download, by their path in it. */
export type PackageFiles = Map<string, string | Uint8Array>;

/** What every download brings along: path in the download -> path in the repository. */
const COMMON: Readonly<Record<string, string>> = {
  'bin/check.ts': 'site/downloads/kit/check.ts',
  'README.md': 'site/downloads/kit/README.md',
  'README.vi.md': 'site/downloads/kit/README.vi.md',
};
/** Deltas of the lab, and what tests it in the repository. */
const LEFT_OUT = /^(stages|drills)\/|\.test\.ts$/;

/** The name of a download's folder; its zip is called the same. */
export function packageName(lab: string, stage: string): string {
  return `xuong-may-${lab}-${stage}`;
}

/**
 * A lab at a stage as a project of its own: its files, what they share with other labs, pinned packages, and an app that
 * the unmodified CDK runs. Paths are those of the repository, so that what a page names is found under the same name.
 */
export function labPackage(lab: Lab, stage: string, root: string): PackageFiles {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const files: PackageFiles = new Map(labFiles(lab, stage, root));
  for (const [path, source] of Object.entries(COMMON)) files.set(path, inPackage(path, read(source), lab, stage));
  files.set('bin/app.ts', app(lab.id, String(files.get(`labs/${lab.id}/stack.ts`))));
  addShared(files, read);
  const packages = new Set([...files].flatMap(([path, text]) => (path.endsWith('.ts') ? importsOf(String(text)).packages : [])));
  files.set('package.json', packageJson(lab, stage, packages, JSON.parse(read('package.json'))));
  files.set(
    'cdk.json',
    json({ app: 'node bin/app.ts', notices: false, versionReporting: false, pathMetadata: false, assetMetadata: false }),
  );
  const { compilerOptions } = JSON.parse(read('tsconfig.json')) as { compilerOptions: object };
  files.set('tsconfig.json', json({ compilerOptions, include: ['bin', 'cdk', 'cloud', 'labs'] }));
  files.set('.gitignore', 'node_modules/\ncdk.out/\n');
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the files import from outside of the lab's folder, and what that imports in turn. */
function addShared(files: PackageFiles, read: (path: string) => string): void {
  // A map is walked through to its end, entries added on the way included.
  for (const [path, text] of files) {
    if (!path.endsWith('.ts')) continue;
    for (const name of importsOf(String(text)).files) {
      const shared = name.startsWith('#') ? name.slice(1) : posix.join(posix.dirname(path), name);
      if (!files.has(shared)) files.set(shared, read(shared));
    }
  }
}

/** The lab's folder at a stage: the stage's own files over those of the stages after it. TypeScript as text, all else as it is. */
function labFiles(lab: Lab, stage: string, root: string): PackageFiles {
  const folder = join(root, 'labs', lab.id);
  const files: PackageFiles = new Map();
  for (const layer of ['', ...stageLayers(lab.stages, stage).reverse()]) {
    for (const entry of globSync('**/*', { cwd: join(folder, layer), withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const absolute = join(entry.parentPath, entry.name);
      const path = absolute.slice(join(folder, layer).length).split(sep).join('/').replace(/^\//, '');
      if (LEFT_OUT.test(path)) continue;
      files.set(`labs/${lab.id}/${path}`, path.endsWith('.ts') ? readFileSync(absolute, 'utf8') : readFileSync(absolute));
    }
  }
  return files;
}

function inPackage(path: string, text: string, { id, title, cost }: Lab, stage: string): string {
  // Reason: it stands one folder deeper in the repository.
  if (path === 'bin/check.ts') return text.replace('../../../cloud/', '../cloud/');
  if (!path.endsWith('.md')) return text;
  const values: Record<string, string | number> = {
    lab: id,
    stage,
    'title.vi': title.vi,
    'title.en': title.en,
    run: cost.usdPerRun,
    hour: cost.usdPerForgottenHour,
    checked: cost.checked,
  };
  return text.replace(/\{([\w.]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`site/downloads/kit/${path} has no value for {${name}}`);
    return String(value);
  });
}

function app(id: string, stack: string): string {
  const names = [...stack.matchAll(/^export class (\w+)/gm)].map(([, name]) => name!);
  if (names.length !== 1) throw new Error(`labs/${id}/stack.ts must export one class, its stack; it exports ${names.join(', ') || 'none'}`);
  return [
    `import { App } from 'aws-cdk-lib';`,
    `import { ${names[0]} } from '../labs/${id}/stack.ts';`,
    '',
    'const app = new App({ analyticsReporting: false, treeMetadata: false });',
    `new ${names[0]}(app, '${id}', { lab: '${id}' });`,
    '',
  ].join('\n');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
