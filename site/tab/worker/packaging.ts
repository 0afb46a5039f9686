import { init, parse } from 'es-module-lexer/minimal/js';
import { zipSync } from 'fflate';

/** TypeScript that cannot be read, with the place to put the cursor. Lines and columns count from 1. */
export class SourceError extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;

  constructor(file: string, line: number, column: number, message: string) {
    super(message);
    this.name = 'SourceError';
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

/** Types taken out of a file, every line where it was. Throws SourceError. */
export async function stripped(file: string, source: string): Promise<string> {
  const unerasable = /^[ \t]*(?:export\s+)?(?:const\s+)?(enum|namespace|module)\s+[A-Za-z_$]/m.exec(source);
  if (unerasable) {
    const before = source.slice(0, unerasable.index);
    throw new SourceError(file, before.split('\n').length, 1, `${unerasable[1]}: only types that can be erased are allowed here`);
  }
  // Reason: only who edits needs the transpiler.
  const { transform } = await import('sucrase');
  try {
    return transform(source, { transforms: ['typescript'], disableESTransforms: true, preserveDynamicImport: true }).code;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line, column] = /\((\d+):(\d+)\)/.exec(message) ?? [];
    throw new SourceError(file, Number(line ?? 1), Number(column ?? 1), message.replace(/\s*\(\d+:\d+\)\s*$/, ''));
  }
}

/** A function's deployment package from its source in the page. */
export interface Package {
  /** `<sha256>.zip`, as CDK names an asset. */
  key: string;
  zip: Uint8Array;
}

const ENTRY = 'index.mjs';

/** Packs a function's own file and all it imports; `sources` are the lab's, by path. Throws SourceError. */
export async function packaged(entry: string, sources: Readonly<Record<string, string>>): Promise<Package> {
  await init();
  const files = new Map([[ENTRY, `export * from './${entry}';\n`]]);
  const take = async (file: string): Promise<void> => {
    if (files.has(file)) return;
    const source = sources[file];
    if (source === undefined) return;
    const code = await stripped(file, source);
    files.set(file, code);
    for (const imported of localImports(file, code)) await take(imported);
  };
  await take(entry);
  return zipped(files);
}

/** One ready-made ES module as a deployment package, under the key CDK gave it. */
export function packagedCode(key: string, code: string): Package {
  return { key, zip: zipOf(new Map([[ENTRY, code]])) };
}

/** The files of the lab that a function is made of: its own, and what it imports, directly or not. */
export async function filesOf(entry: string, sources: Readonly<Record<string, string>>): Promise<string[]> {
  await init();
  const found = new Set<string>();
  const look = async (file: string): Promise<void> => {
    const source = sources[file];
    if (source === undefined || found.has(file)) return;
    found.add(file);
    for (const imported of localImports(file, await stripped(file, source))) await look(imported);
  };
  await look(entry);
  return [...found];
}

function localImports(file: string, code: string): string[] {
  try {
    const [imports] = parse(code, file);
    return imports.flatMap(({ n }) => (n?.startsWith('.') ? [decodeURIComponent(new URL(n, `file:///${file}`).pathname.slice(1))] : []));
  } catch (error) {
    const { line, column, message } = placed(code, error);
    throw new SourceError(file, line, column, message);
  }
}

/** es-module-lexer tells where it stopped as an index. */
function placed(code: string, error: unknown): { line: number; column: number; message: string } {
  const index = error instanceof Error && 'idx' in error && typeof error.idx === 'number' ? error.idx : 0;
  const before = code.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1, message: error instanceof Error ? error.message : String(error) };
}

async function zipped(files: ReadonlyMap<string, string>): Promise<Package> {
  const text = [...files].map(([name, code]) => `${name}\n${code}`).join('\n');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { key: `${hash}.zip`, zip: zipOf(files) };
}

/** The time stamp is fixed: the same files are the same bytes. */
function zipOf(files: ReadonlyMap<string, string>): Uint8Array {
  const bytes = Object.fromEntries([...files].map(([name, code]) => [name, new TextEncoder().encode(code)]));
  return zipSync(bytes, { mtime: new Date(1980, 0, 1), level: 1 });
}
