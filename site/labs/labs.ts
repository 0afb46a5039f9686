import { globSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Check, Lab } from '../../labs/contract.ts';
import type { LabFolder } from './stage-files.ts';

/** A lab as the pages show it. */
export interface LabOnSite extends LabFolder {
  manifest: Lab;
  checks: readonly Check[];
}

/** The labs' own modules, as the bundler found them. */
export interface LabModules {
  manifests: Record<string, { lab?: Lab }>;
  checks: Record<string, { checks?: readonly Check[] }>;
}

/** A lab by its id, read anew each time so that an edit shows at once. Throws naming the labs there are. */
export function openLab(id: string, modules: LabModules, root = resolve('labs')): LabOnSite {
  const manifest = labManifest(id, modules);
  const { checks } = modules;
  return {
    id,
    manifest,
    stages: manifest.stages,
    checks: Object.entries(checks).find(([path]) => idOf(path) === id)?.[1].checks ?? [],
    files: filesUnder(join(root, id)),
  };
}

/** What a lab is. Throws naming the labs there are. */
export function labManifest(id: string, { manifests }: Pick<LabModules, 'manifests'>): Lab {
  const known = Object.keys(manifests).map(idOf);
  const manifest = Object.entries(manifests).find(([path]) => idOf(path) === id)?.[1].lab;
  if (!manifest) throw new Error(`there is no lab "${id}". Labs: ${known.join(', ') || 'none'}`);
  return manifest;
}

function filesUnder(folder: string): Map<string, string> {
  const paths = globSync('**/*.{ts,json,yaml,html,md}', { cwd: folder });
  return new Map(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')]));
}

function idOf(path: string): string {
  return path.split('/').at(-2)!;
}
