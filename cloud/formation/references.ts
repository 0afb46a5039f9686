import { functionOf, splitSub } from './intrinsic.ts';
import type { Value } from './model.ts';
import { isObject } from './template.ts';

/** One use of another name by a value. */
export interface Reference {
  kind: 'Ref' | 'GetAtt';
  /** A logical id, a parameter or a pseudo parameter. */
  name: string;
  attribute?: string;
}

/** Everything a value refers to. `choose` picks the branch of an Fn::If; without it both count. */
export function referencesIn(value: Value, choose?: (condition: string) => boolean): Reference[] {
  const found: Reference[] = [];
  collect(value, choose, found);
  return found;
}

/** The condition names that a value uses. */
export function conditionsIn(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  if (!isObject(value)) return [];
  const [name, argument] = functionOf(value) ?? [];
  const named = name === 'Fn::If' && Array.isArray(argument) ? argument[0] : undefined;
  return [...(typeof named === 'string' ? [named] : []), ...Object.values(value).flatMap(conditionsIn)];
}

function collect(value: Value, choose: ((condition: string) => boolean) | undefined, found: Reference[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, choose, found);
    return;
  }
  if (!isObject(value)) return;
  const [name, argument] = functionOf(value) ?? [];
  if (name === 'Ref' && typeof argument === 'string') {
    found.push({ kind: 'Ref', name: argument });
  } else if (name === 'Fn::GetAtt' && argument !== undefined) {
    const [resource, attribute] = typeof argument === 'string' ? argument.split(/\.(.*)/s) : Array.isArray(argument) ? argument : [];
    if (typeof resource === 'string') {
      found.push({ kind: 'GetAtt', name: resource, ...(typeof attribute === 'string' && { attribute }) });
    }
    if (isObject(attribute)) collect(attribute, choose, found);
  } else if (name === 'Fn::Sub' && argument !== undefined) {
    const [template, variables] = Array.isArray(argument) ? argument : [argument];
    if (typeof template === 'string') collectSub(template, isObject(variables) ? variables : {}, found);
    if (variables !== undefined) collect(variables, choose, found);
  } else if (name === 'Fn::If' && choose && Array.isArray(argument) && typeof argument[0] === 'string') {
    const branch = argument[choose(argument[0]) ? 1 : 2];
    if (branch !== undefined) collect(branch, choose, found);
  } else {
    for (const item of Object.values(value)) collect(item, choose, found);
  }
}

function collectSub(template: string, variables: Record<string, Value>, found: Reference[]): void {
  for (const part of splitSub(template)) {
    if ('text' in part || Object.hasOwn(variables, part.name)) continue;
    const dot = part.name.indexOf('.');
    if (dot < 0) found.push({ kind: 'Ref', name: part.name });
    else found.push({ kind: 'GetAtt', name: part.name.slice(0, dot), attribute: part.name.slice(dot + 1) });
  }
}
