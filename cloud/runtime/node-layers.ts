import { createRequire, isBuiltin, registerHooks } from 'node:module';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the layers' packages lie, in the order of NODE_PATH. Lambda Developer Guide, "Layer paths for each Lambda runtime". */
export function layerModules(opt: string, runtime: string): string[] {
  const versioned = runtime.replace(/^nodejs(\d+)\.x$/, 'node$1');
  return [join(opt, 'nodejs', versioned, 'node_modules'), join(opt, 'nodejs', 'node_modules')];
}

/**
 * Lets the function's modules, ES modules and CommonJS alike, import the layers' packages: after its own, before the SDK
 * that the runtime carries. Paths below /opt lead to where the layers lie; only imports are led, files are not.
 */
export function useLayers(opt: string): void {
  const taskRoot = process.env.LAMBDA_TASK_ROOT ?? '';
  const runtime = (process.env.AWS_EXECUTION_ENV ?? '').replace('AWS_Lambda_', '');
  const inside = [taskRoot, opt].map((folder) => pathToFileURL(folder + sep).href);
  // Reason: from here the folders of the layers' packages are found in their order; the file need not exist.
  const base = pathToFileURL(join(layerModules(opt, runtime)[0]!, '..', 'layers.js')).href;
  const requireFromLayers = createRequire(base);
  registerHooks({
    resolve(given, context, nextResolve) {
      const specifier = given.replace(/^(file:\/\/)?\/opt\//, (_, isUrl) => (isUrl ? inside[1]! : opt + sep));
      const isBare = /^[^./#]/.test(specifier) && !/^[a-z]+:/i.test(specifier) && !isBuiltin(specifier);
      if (!isBare || context.parentURL === base) return nextResolve(specifier, context);
      let own: ReturnType<typeof nextResolve> | undefined;
      let missing: unknown;
      try {
        own = nextResolve(specifier, context);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        missing = error;
      }
      if (own && inside.some((folder) => own.url.startsWith(folder))) return own;
      try {
        const isRequired = context.conditions?.includes('require');
        if (isRequired) return { url: pathToFileURL(requireFromLayers.resolve(specifier)).href, shortCircuit: true };
        return nextResolve(specifier, { ...context, parentURL: base });
      } catch (error) {
        if (!isNotFound(error)) throw error;
        if (own) return own;
        throw missing;
      }
    },
  });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND');
}
