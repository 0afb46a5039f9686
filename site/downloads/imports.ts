/** What a source file imports, types included. */
export interface Imports {
  /** Packages by name: `@aws-sdk/client-s3`, `aws-cdk-lib`. */
  packages: string[];
  /** Relative paths and names of the project's own (`#cdk/...`). */
  files: string[];
}

const specifier = /^\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\('([^']+)'\)/gm;

export function importsOf(source: string): Imports {
  const all = [...source.matchAll(specifier)].map(([, name, dynamic]) => name ?? dynamic!);
  const isFile = (name: string) => /^[.#]/.test(name);
  const packages = all.filter((name) => !isFile(name) && !name.startsWith('node:')).map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0]);
  return { packages: [...new Set(packages)], files: [...new Set(all.filter(isFile))] };
}
