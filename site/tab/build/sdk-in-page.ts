import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

const INJECTED = path.resolve('cloud/runtime/browser-sdk.ts');

/**
 * Bundles AWS SDK clients that work in a Worker without being told region, credentials and transport: each client's
 * runtime configuration is wrapped with `sdkDefaults`. A fetch handler alone would not do: region and credentials are
 * asked for first.
 */
export const sdkInPage: Plugin = {
  name: 'sdk-in-page',
  setup(build) {
    build.onResolve({ filter: /^\.\/runtimeConfig$/ }, ({ importer, resolveDir }) =>
      /@aws-sdk[\\/](client-[^\\/]+|nested-clients)[\\/]dist-es/.test(importer)
        ? { path: path.join(resolveDir, 'runtimeConfig.browser.js'), namespace: 'sdk-in-page', sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'sdk-in-page' }, ({ path: file }) => ({
      resolveDir: path.dirname(file),
      contents: `import { getRuntimeConfig as inner } from './runtimeConfig.browser.js';
        import { sdkDefaults } from ${JSON.stringify(INJECTED)};
        export const getRuntimeConfig = (given) => inner({ ...sdkDefaults(), ...given });`,
    }));
    // Reason: the cloud reads a package's schemas and its client's settings; commands, waiters and paginators are for who calls it.
    build.onResolve({ filter: /^@aws-sdk\/client-[a-z0-9-]+$/ }, ({ path: name, kind, importer }) =>
      kind === 'dynamic-import' && /[\\/]cloud[\\/]services[\\/]/.test(importer) ? { path: name, namespace: 'wire-model' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'wire-model' }, ({ path: name }) => {
      const folder = path.resolve('node_modules', name, 'dist-es');
      const lines = readFileSync(path.join(folder, 'index.js'), 'utf8').split('\n');
      return { resolveDir: folder, contents: lines.filter((line) => /"\.\/(\w+Client|schemas\/\w+)";$/.test(line)).join('\n') };
    });
    build.onResolve({ filter: /^\.\/cbor-codec\.ts$/ }, () => ({ path: path.resolve('site/tab/build/cbor-refused.ts') }));
    // Reason: of all that stands in it, clients ask the version alone.
    build.onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, ({ path: file }) => ({
      loader: 'json',
      contents: JSON.stringify({ version: JSON.parse(readFileSync(file, 'utf8')).version }),
    }));
    // Reason: where an endpoint is given, AWS's rules for finding one come to that endpoint; S3's put the bucket into it, too.
    build.onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/ }, ({ path: file }) =>
      /client-s3[\\/]/.test(file)
        ? undefined
        : { contents: 'export const defaultEndpointResolver = ({ Endpoint }) => ({ url: new URL(Endpoint) });' },
    );
    // Reason: Workers have no DOMParser; the SDK's parser for Node.js is plain JavaScript.
    build.onResolve({ filter: /^\.\/xml-parser$/ }, ({ importer, resolveDir }) =>
      /@aws-sdk[\\/]xml-builder/.test(importer) ? { path: path.join(resolveDir, 'xml-parser.js') } : undefined,
    );
  },
};
