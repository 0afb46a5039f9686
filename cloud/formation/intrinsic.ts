import type { Value } from './model.ts';
import { isObject } from './template.ts';
import { validationError } from './template-error.ts';

/** The function that an object with the single key `Ref` or `Fn::...` is; undefined for plain data. */
export function functionOf(value: Value): [name: string, argument: Value] | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  const name = keys.find((key) => key === 'Ref' || key.startsWith('Fn::'));
  if (name === undefined) return undefined;
  if (keys.length === 1) return [name, value[name]!];
  if (name === 'Ref') return undefined;
  throw validationError(`Template format error: ${name} must be the only key of its object.`);
}

/** An Fn::Sub text in parts: plain text and `${names}`; `${!x}` is the plain text `${x}`. */
export function splitSub(template: string): ({ text: string } | { name: string })[] {
  const parts: ({ text: string } | { name: string })[] = [];
  let from = 0;
  for (const match of template.matchAll(/\$\{([^}]*)\}/g)) {
    if (match.index > from) parts.push({ text: template.slice(from, match.index) });
    const name = match[1]!;
    parts.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { name: name.trim() });
    from = match.index + match[0].length;
  }
  if (from < template.length) parts.push({ text: template.slice(from) });
  return parts;
}
