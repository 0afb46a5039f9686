import type { Frame } from './frame.ts';
import type { Json } from './json.ts';
import { parsePath, readPath } from './json-path.ts';

/** What a path of any root selects: `$` the data, `$$` the context object, `$name` a variable. Throws PathSyntaxError. */
export function resolvePath(
  text: string,
  data: Json,
  { variables, context }: Pick<Frame, 'variables' | 'context'>,
): { found: Json } | undefined {
  if (text.startsWith('$$')) return readPath(parsePath(text.slice(1)), context);
  const variable = /^\$([A-Za-z_]\w*)/.exec(text)?.[1];
  if (variable === undefined) return readPath(parsePath(text), data);
  if (!Object.hasOwn(variables, variable)) return undefined;
  return readPath(parsePath(`$${text.slice(variable.length + 1)}`), variables[variable]!);
}

/** Reads a path for its syntax alone. Throws PathSyntaxError. */
export function checkPath(text: string): void {
  if (text.startsWith('$$')) parsePath(text.slice(1));
  else parsePath(text.replace(/^\$[A-Za-z_]\w*/, '$'));
}
