import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** What is made of labs at build time, one JSON file per lab. */
export interface Making {
  /** The folder in the cache. */
  name: string;
  /** Called with `<lab>=<file>` ..., in a process of its own. */
  script: string;
  /** Besides the lab's folder: what else it is made from and with. Globs from the root. */
  from: readonly string[];
  /** What in a lab's folder says nothing in it. */
  leftOut: readonly RegExp[];
  /** What failed, for people: `the drawing needs a template that could not be synthesised`. */
  failed: string;
}

/** Makes it once for each state of a lab's files, and keeps it until they change. */
export class MadeFiles<Made> {
  readonly #making: Making;
  /** Labs that are being made, by the file that will hold them. */
  readonly #running = new Map<string, Promise<void>>();
  /** What was read, by its file, whose name changes with what is in it. */
  readonly #read = new Map<string, Made>();
  /** What a lab last gave. */
  readonly #last = new Map<string, Made>();

  constructor(making: Making) {
    this.#making = making;
  }

  /** What a lab's files give as they are now: kept from before, or made. Throws with what the maker said. */
  async of(id: string, root: string): Promise<Made> {
    const file = this.#fileOf(id, root);
    if (!existsSync(file)) {
      const work = this.#running.get(file) ?? this.#make(new Map([[id, file]]), root);
      this.#running.set(file, work);
      await work.finally(() => this.#running.delete(file));
    }
    const made: Made = this.#read.get(file) ?? JSON.parse(readFileSync(file, 'utf8'));
    this.#read.set(file, made);
    this.#last.set(id, made);
    return made;
  }

  /** While a lab is being written: what it last gave, until somebody has made it of its files as they are now. */
  async last(id: string, root: string): Promise<Made> {
    const before = existsSync(this.#fileOf(id, root)) ? undefined : this.#last.get(id);
    return before ?? this.of(id, root);
  }

  /** Makes those of the labs that are not known yet, in one go. What fails is told by whoever asks for it. */
  async prepare(labs: readonly string[], root: string): Promise<void> {
    const missing = new Map(labs.map((id) => [id, this.#fileOf(id, root)] as const).filter(([, file]) => !existsSync(file)));
    if (missing.size > 0) await this.#make(missing, root).catch(() => {});
  }

  async #make(files: ReadonlyMap<string, string>, root: string): Promise<void> {
    for (const [id, file] of files) this.#forgetOld(id, file);
    const requests = [...files].map(([id, file]) => `${id}=${file}`);
    try {
      await promisify(execFile)(process.execPath, [join(root, this.#making.script), ...requests], { cwd: root });
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
      throw new Error(`${this.#making.failed}: ${said.trim()}`, { cause: error });
    }
  }

  #forgetOld(id: string, file: string): void {
    if (!existsSync(dirname(file))) return;
    const older = readdirSync(dirname(file)).filter((name) => name.startsWith(`${id}.`) && name !== basename(file));
    for (const name of older) rmSync(join(dirname(file), name), { force: true });
  }

  /** Named after everything it comes from, so that an edit is another file. */
  #fileOf(id: string, root: string): string {
    const { name, script, from, leftOut } = this.#making;
    const own = globSync('**/*', { cwd: join(root, 'labs', id), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .filter((path) => ![...leftOut, /\.test\.ts$/].some((pattern) => pattern.test(path)));
    const others = [...ALWAYS, script, ...from].flatMap((glob) => globSync(glob, { cwd: root }));
    const hash = createHash('sha256');
    for (const path of [...own, ...others.filter((path) => !path.endsWith('.test.ts'))].sort())
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(root, path)))
        .update('\0');
    return join(root, 'node_modules/.cache', name, `${id}.${hash.digest('hex').slice(0, 16)}.json`);
  }
}

/** Whatever is made of a lab is made of its stacks. */
const ALWAYS = ['cdk/**/*.ts', 'scripts/make-of-labs.ts', 'scripts/synthesise.ts', 'node_modules/aws-cdk-lib/package.json'];
