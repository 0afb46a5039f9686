import { init, parse } from 'es-module-lexer/minimal/js';
import { RuntimeError } from './report.ts';

/** Addresses of the modules that Lambda's runtime brings along: the AWS SDK, by package name. */
export type ProvidedModules = Readonly<Record<string, string>>;

/** A deployment package as modules of this page: `blob:` addresses, released together. */
export interface LoadedPackage {
  /** The address of `index` for the handler `index.handler`. Throws RuntimeError as Lambda words it. */
  addressOf(module: string): string;
  release(): void;
}

const EXTENSIONS = ['', '.js', '.mjs'];
const NODE_MODULE = /^(?:node:|(?:assert|buffer|child_process|crypto|fs|http|https|net|os|path|process|stream|tls|url|util|zlib)(?:\/|$))/;

/**
 * Makes modules of a package's files: imports between files lead to each other, imports of the SDK to `provided`. A blob
 * cannot be written before those it imports, so files must not import each other in a circle.
 */
export async function packageModules(files: ReadonlyMap<string, Uint8Array>, provided: ProvidedModules): Promise<LoadedPackage> {
  await init();
  const addresses = new Map<string, string>();
  const under: string[] = [];

  const module = (path: string): string => {
    const made = addresses.get(path);
    if (made) return made;
    if (under.includes(path)) {
      const circle = [...under.slice(under.indexOf(path)), path].join(' -> ');
      throw new RuntimeError('Runtime.ImportModuleError', `Error: in the page, files must not import each other in a circle: ${circle}`);
    }
    under.push(path);
    const source = new TextDecoder().decode(files.get(path));
    const address = URL.createObjectURL(new Blob([linked(path, source)], { type: 'text/javascript' }));
    under.pop();
    addresses.set(path, address);
    return address;
  };

  const linked = (path: string, source: string): string => {
    let imports: ReturnType<typeof parse>[0];
    try {
      [imports] = parse(source, path);
    } catch {
      // Reason: the browser says what is wrong, in its own words, when it imports the file.
      return source;
    }
    let out = '';
    let at = 0;
    for (const { n: specifier, s, e, d } of imports) {
      if (specifier === undefined || d === -2) continue;
      const address = specifier.startsWith('.') ? module(resolved(path, specifier)) : providedAddress(path, specifier);
      // Reason: a static import's place is inside the quotes, a dynamic one's is around them.
      out += source.slice(at, s) + (d === -1 ? address : JSON.stringify(address));
      at = e;
    }
    return out + source.slice(at);
  };

  const resolved = (from: string, specifier: string): string => {
    const path = new URL(specifier, `file:///${from}`).pathname.slice(1);
    const found = EXTENSIONS.map((extension) => decodeURIComponent(path) + extension).find((candidate) => files.has(candidate));
    if (found !== undefined) return found;
    throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '/var/task/${path}' imported from /var/task/${from}`);
  };

  const providedAddress = (from: string, specifier: string): string => {
    const address = Object.hasOwn(provided, specifier) ? provided[specifier] : undefined;
    if (address !== undefined) return address;
    const why = NODE_MODULE.test(specifier)
      ? `Error: '${specifier}' is a module of Node.js, which a function in the page cannot use (imported from /var/task/${from})`
      : `Error: Cannot find package '${specifier}' imported from /var/task/${from}`;
    throw new RuntimeError('Runtime.ImportModuleError', why);
  };

  return {
    addressOf(name) {
      const path = EXTENSIONS.map((extension) => name + extension).find((candidate) => files.has(candidate));
      if (path === undefined) throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${name}'`);
      return module(path);
    },
    release() {
      for (const address of addresses.values()) URL.revokeObjectURL(address);
      addresses.clear();
    },
  };
}
