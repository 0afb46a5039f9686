import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { labPack } from '../../labs/lab-packs.ts';
import type { TabManifest } from '../tab-manifest.ts';
import { sdkInPage } from './sdk-in-page.ts';

/** Everything that runs in the page, as files below the site's root, and where what is. */
export interface TabFiles {
  files: Map<string, Uint8Array>;
  manifest: TabManifest;
}

const FOLDER = '/tab/';
const CLOUD = 'cloud';
const BOOTSTRAP = 'function';

/** Bundles the cloud's Worker, the functions' Worker, the packages that functions import and the labs. Files are named by their content. */
export async function bundleTab(root: string, labs: readonly string[], minify: boolean): Promise<TabFiles> {
  const packages = importedPackages(root, labs);
  const entries: Record<string, string> = {
    [CLOUD]: 'site/tab/worker/worker.ts',
    [BOOTSTRAP]: 'cloud/runtime/browser-bootstrap.ts',
    ...Object.fromEntries(packages.map((name) => [`package/${name.replace('@aws-sdk/', '')}`, `package:${name}`])),
    ...Object.fromEntries(labs.map((id) => [`lab/${id}`, `lab:${id}`])),
  };
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'part/[hash]',
    outdir: path.join(root, 'tab'),
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    minify,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    alias: { yaml: path.join(root, 'site/tab/build/yaml-refused.ts') },
    plugins: [
      sdkInPage,
      {
        name: 'made-entries',
        setup(hooks) {
          hooks.onResolve({ filter: /^(package|lab):/ }, ({ path: entry }) => ({ path: entry, namespace: 'made' }));
          hooks.onLoad({ filter: /.*/, namespace: 'made' }, ({ path: entry }) => ({
            resolveDir: root,
            loader: 'ts',
            contents: entry.startsWith('package:') ? `export * from '${entry.slice('package:'.length)}';` : labModule(root, entry.slice(4)),
          }));
        },
      },
    ],
  });
  const files = new Map(
    outputFiles.map(({ path: file, contents }) => [
      FOLDER + path.relative(path.join(root, 'tab'), file).split(path.sep).join('/'),
      contents,
    ]),
  );
  const addressOf = (entry: string): string => {
    const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry);
    if (!found) throw new Error(`${entry} was not bundled`);
    return `/${found[0].split(path.sep).join('/')}`;
  };
  const manifest: TabManifest = {
    cloud: addressOf(entries[CLOUD]!),
    bootstrap: addressOf(entries[BOOTSTRAP]!),
    provided: Object.fromEntries(packages.map((name) => [name, addressOf(`made:package:${name}`)])),
    labs: {},
  };
  for (const id of labs) {
    const pack = new TextEncoder().encode(JSON.stringify(await labPack(id, root)));
    const address = `${FOLDER}lab/${id}-${await hashOf(pack)}.json`;
    files.set(address, pack);
    manifest.labs[id] = { pack: address, module: addressOf(`made:lab:${id}`) };
  }
  return { files, manifest };
}

/** The packages that any of the labs' functions import: of the SDK, and others, which an edited function finds there too. */
function importedPackages(root: string, labs: readonly string[]): string[] {
  const found = new Set<string>();
  for (const id of labs) {
    const folder = path.join(root, 'labs', id);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (
        !entry.isFile() ||
        !entry.name.endsWith('.ts') ||
        entry.name.endsWith('.test.ts') ||
        !entry.parentPath.includes(`${path.sep}functions`)
      )
        continue;
      const source = readFileSync(path.join(entry.parentPath, entry.name), 'utf8');
      for (const [, name] of source.matchAll(/^(?:import|export|\})(?! type\b).* from '((?:@[a-z0-9-]+\/)?[a-z0-9-]+)'/gm))
        found.add(name!);
    }
  }
  return [...found].sort();
}

/** The module of a lab: what `LabModule` says. */
function labModule(root: string, id: string): string {
  const folder = path.join(root, 'labs', id);
  const has = (name: string) => readdirSync(folder).includes(name);
  const drills = has('drills') ? readdirSync(path.join(folder, 'drills')) : [];
  return [
    `export { checks } from './labs/${id}/checks.ts';`,
    has('scenarios.ts') ? `export { scenarios } from './labs/${id}/scenarios.ts';` : 'export const scenarios = [];',
    ...drills.map((drill, index) => `import { drill as drill${index} } from './labs/${id}/drills/${drill}/drill.ts';`),
    `export const drills = [${drills.map((_, index) => `drill${index}`).join(', ')}];`,
  ].join('\n');
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.slice(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
