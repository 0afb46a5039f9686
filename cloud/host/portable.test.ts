import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the cloud without its Node host bundles for a browser, and uses neither Buffer nor process', async () => {
  const { metafile, warnings } = await build({
    entryPoints: [fileURLToPath(new URL('memory.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    outdir: 'unused',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  const inputs = Object.entries(metafile.inputs);
  expect(inputs.some(([path]) => path.endsWith('cloud/wire/create-wire.ts'))).toBe(true);
  // Reason: `<runtime>` is the bundler's own code for CommonJS packages.
  expect(
    inputs.flatMap(([path, { imports }]) =>
      imports.filter((item) => item.external && item.path !== '<runtime>').map((item) => `${path} imports ${item.path}`),
    ),
  ).toEqual([]);
  const own = inputs.map(([path]) => path).filter((path) => path.startsWith('cloud/'));
  expect(own.filter((path) => /(?<![\w.'`])(Buffer|process)\.\w/.test(readFileSync(path, 'utf8')))).toEqual([]);
});
