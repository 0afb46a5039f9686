import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Template } from '../diagram/template.ts';

/** A lab's synthesised templates, by stage. */
export type LabTemplates = Readonly<Record<string, Template>>;

const cache = (root: string) => join(root, 'node_modules/.cache/lab-templates');
/** Labs that are being synthesised, by the file that will hold their templates. */
const running = new Map<string, Promise<void>>();
/** Templates that were read, by their files, whose names change with what is in them. */
const read = new Map<string, LabTemplates>();

/** The templates that a lab's files give as they are now: kept from before, or synthesised. Throws with what the CDK said. */
export async function labTemplates(id: string, root = resolve('.')): Promise<LabTemplates> {
  const file = templatesFile(id, root);
  if (!existsSync(file)) {
    const work = running.get(file) ?? synthesise(new Map([[id, file]]), root);
    running.set(file, work);
    await work.finally(() => running.delete(file));
  }
  const templates = read.get(file) ?? JSON.parse(readFileSync(file, 'utf8'));
  read.set(file, templates);
  return templates;
}

/** Synthesises every lab whose templates are not known yet, in one go. What fails is told by whoever asks for it. */
export async function prepareTemplates(root = resolve('.')): Promise<void> {
  const labs = globSync('labs/*/lab.ts', { cwd: root }).map((path) => basename(dirname(path)));
  const missing = new Map(labs.map((id) => [id, templatesFile(id, root)] as const).filter(([, file]) => !existsSync(file)));
  if (missing.size > 0) await synthesise(missing, root).catch(() => {});
}

async function synthesise(files: ReadonlyMap<string, string>, root: string): Promise<void> {
  for (const [id, file] of files) forgetOld(id, file, root);
  const requests = [...files].map(([id, file]) => `${id}=${file}`);
  try {
    await promisify(execFile)(process.execPath, [join(root, 'scripts/lab-templates.ts'), ...requests], { cwd: root });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`the drawing needs a template that could not be synthesised: ${said.trim()}`, { cause: error });
  }
}

function forgetOld(id: string, file: string, root: string): void {
  if (!existsSync(cache(root))) return;
  const older = readdirSync(cache(root)).filter((name) => name.startsWith(`${id}.`) && name !== basename(file));
  for (const name of older) rmSync(join(cache(root), name), { force: true });
}

/** Named after everything a lab's templates come from, so that an edit is another file. */
function templatesFile(id: string, root: string): string {
  const own = globSync('**/*', { cwd: join(root, 'labs', id), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !LEFT_OUT.some((pattern) => pattern.test(path)));
  const ours = globSync('cdk/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts'));
  const makers = ['scripts/lab-templates.ts', 'scripts/synthesise.ts', 'node_modules/aws-cdk-lib/package.json'];
  const hash = createHash('sha256');
  for (const path of [...own, ...ours, ...makers].sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  return join(cache(root), `${id}.${hash.digest('hex').slice(0, 16)}.json`);
}

/** What no template is made from. Functions are not bundled for a drawing, so their code says nothing in it. */
const LEFT_OUT = [/\/functions\//, /\/drills\//, /\.test\.ts$/, /\/(checks|scenarios|diagram)\.ts$/];
