import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './node-report.ts';

type Handler = (event: unknown, context: object, callback?: (error: unknown, result?: unknown) => void) => unknown;

/** Loads `dir/module.name` below the task root, from an ES module or CommonJS, as Lambda's Node.js runtime does. */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  if (handler.includes('..')) {
    throw new RuntimeError(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const [, moduleName, name] = /^([^.]*)\.(.+)$/.exec(basename(handler)) ?? [];
  if (moduleName === undefined || name === undefined) throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  const path = join(taskRoot, handler.slice(0, handler.length - basename(handler).length), moduleName);
  const loaded = await load(taskRoot, path, moduleName);
  const found = member(loaded, name) ?? member(member(loaded, 'default'), name);
  if (found === undefined || found === null) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  if (typeof found !== 'function') throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is not a function`);
  return found as Handler;
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

function member(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) {
    if (found === null || (typeof found !== 'object' && typeof found !== 'function')) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
