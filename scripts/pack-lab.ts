import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bundled } from '#cdk/bundled.ts';
import type { LabPack, LabVariant, Template, VariantKey } from '#labs/lab-pack.ts';
import { services } from '../cloud/services/index.ts';
import { layTogether, loadStack, openLab } from './stage.ts';
import { stageFiles, type Variant } from './stage-files.ts';
import { synthesise } from './synthesise.ts';

/** What every deployment needs: CloudFormation, who may what, and where packages lie. */
const BASE_SERVICES = ['cloudformation', 'iam', 'lambda', 'logs', 's3', 'sts'];

/** Lays a lab together for the page: every stage and every drill, synthesised (in `scratch`) from the stacks that AWS gets. */
export async function packLab(root: string, id: string, scratch: string): Promise<LabPack> {
  const folder = await openLab(root, id);
  const { dir, lab } = folder;
  const pack: LabPack = { lab, services: [], variants: {}, code: {} };
  const variants: [VariantKey, Variant][] = [
    ...lab.stages.map((stage): [VariantKey, Variant] => [`stage:${stage}`, { stage }]),
    ...lab.drills.map((drill): [VariantKey, Variant] => [`drill:${drill}`, { drill }]),
  ];
  for (const [key, variant] of variants) {
    const together = await layTogether(root, folder, variant);
    const Stack = await loadStack(together);
    const outdir = path.join(scratch, `${id}-${key.replace(':', '-')}`);
    const { assembly, template, stackName, tags, id: artifactId } = synthesise({ lab, Stack }, outdir);
    Object.assign(pack.code, codeOf(assembly.directory, artifactId, `${id} ${key}`));
    const files = new Map([...stageFiles(dir, lab, variant)].map(([name, file]) => [name, readFileSync(file, 'utf8')]));
    const sources = Object.fromEntries([...files].filter(([name]) => name.startsWith('functions/')));
    pack.variants[key] = {
      stackName,
      template,
      tags,
      sources,
      shown: { 'stack.ts': files.get('stack.ts')! },
      entries: entriesOf(template, pack.code, together, sources),
    } satisfies LabVariant;
  }
  pack.services = servicesOf(pack);
  return pack;
}

/** The code of a synthesised stack's functions by the key under which its template finds it. */
function codeOf(directory: string, artifact: string, what: string): Record<string, string> {
  const { files }: AssetManifest = JSON.parse(readFileSync(path.join(directory, `${artifact}.assets.json`), 'utf8'));
  const code: Record<string, string> = {};
  for (const { source, destinations } of Object.values(files)) {
    if (source.packaging !== 'zip') continue;
    const folder = path.join(directory, source.path);
    const names = readdirSync(folder);
    if (names.length !== 1 || names[0] !== 'index.mjs') {
      throw new Error(`${what}: the page carries functions of one file, index.mjs; ${source.path} holds ${names.join(', ')}`);
    }
    for (const { objectKey } of Object.values(destinations)) code[objectKey] = readFileSync(path.join(folder, 'index.mjs'), 'utf8');
  }
  return code;
}

interface AssetManifest {
  files: Record<string, { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }>;
}

/** Which file each function of a template was bundled from: the one whose bundle is its code. */
function entriesOf({ Resources }: Template, code: LabPack['code'], dir: string, sources: LabVariant['sources']): Record<string, string> {
  const byCode = new Map(
    Object.keys(sources)
      .filter((name) => /^export (const|async function|function) handler\b/m.test(sources[name]!))
      .map((name) => [new TextDecoder().decode(bundled(path.join(dir, name)).code), name]),
  );
  const entries: Record<string, string> = {};
  for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const key = (Properties?.Code as { S3Key?: string } | undefined)?.S3Key;
    const entry = key === undefined ? undefined : byCode.get(code[key] ?? '');
    if (entry === undefined) throw new Error(`${dir}: no file in functions/ is the code of ${logicalId}`);
    entries[logicalId] = entry;
  }
  return entries;
}

/** The services whose resource types a lab's templates use, those it names, and what every deployment needs. */
function servicesOf({ lab, variants }: LabPack): string[] {
  const types = new Set(Object.values(variants).flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type)));
  const used = services.filter(
    ({ name, resourceTypes }) => lab.services.includes(name) || resourceTypes.some(({ type }) => types.has(type)),
  );
  return [...new Set([...BASE_SERVICES, ...used.map(({ name }) => name)])].sort();
}
