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
    // Reason: Workers have no DOMParser; the SDK's parser for Node.js is plain JavaScript.
    build.onResolve({ filter: /^\.\/xml-parser$/ }, ({ importer, resolveDir }) =>
      /@aws-sdk[\\/]xml-builder/.test(importer) ? { path: path.join(resolveDir, 'xml-parser.js') } : undefined,
    );
  },
};
