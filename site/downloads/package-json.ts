import type { Lab } from '#labs/contract.ts';
import { packageName } from './lab-package.ts';

/** What a download needs besides what its files import: the CLI that deploys, types, and a Node that runs TypeScript. */
const TOOLS = ['node', 'typescript', '@types/node'];
/** The CDK's command line; what it understands of aws-cdk-lib's cloud assemblies was tried in 2026-11. */
export const CDK_CLI_VERSION = '2.1148.1';
/** Packages that only bring types, under the name their users import. */
const TYPES: Readonly<Record<string, string>> = { 'aws-lambda': '@types/aws-lambda' };

interface Repository {
  license: string;
  imports: Record<string, string>;
  engines: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

/** A download's package.json: exactly the versions the repository is tested with. Throws for a package the repository does not have. */
export function packageJson({ id, title }: Lab, stage: string, packages: Iterable<string>, repository: Repository): string {
  const names = [...new Set([...packages, ...TOOLS].map((name) => TYPES[name] ?? name))];
  const versions = names.map((name) => {
    const version = repository.devDependencies[name];
    if (version === undefined) throw new Error(`labs/${id} imports ${name}, which package.json does not have`);
    return [name, version] as const;
  });
  const value = {
    name: packageName(id, stage),
    version: '1.0.0',
    private: true,
    description: title.en,
    license: repository.license,
    type: 'module',
    imports: repository.imports,
    engines: repository.engines,
    scripts: {
      check: `node bin/check.ts ${id}`,
      typecheck: 'tsc --noEmit',
      synth: 'cdk synth',
      deploy: 'cdk deploy',
      destroy: 'cdk destroy',
    },
    devDependencies: Object.fromEntries([...versions, ['aws-cdk', CDK_CLI_VERSION] as const].sort(([a], [b]) => (a < b ? -1 : 1))),
    allowScripts: repository.allowScripts,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
