import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportedHandler, type Handler, handlerParts } from './handler-context.ts';
import { RuntimeError } from './report.ts';

/** Loads `dir/module.name` below the task root, from an ES module or CommonJS, as Lambda's Node.js runtime does. */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  const { module, name } = handlerParts(handler);
  return exportedHandler(await load(taskRoot, join(taskRoot, module), basename(module)), handler, name);
}

async function load(taskRoot: string, path: string, moduleName: string): Promise<unknown> {
  try {
    for (const extension of ['', '.js', '.mjs', '.cjs']) {
      if (existsSync(path + extension)) return await import(pathToFileURL(path + extension).href);
    }
    return createRequire(join(taskRoot, 'index.mjs'))(moduleName);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`, error);
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('Runtime.ImportModuleError', `Error: ${error.message}`, error);
    }
    throw error;
  }
}
