import { isUnknown, KNOWN_AFTER_APPLY, pureFunctions, textOf } from './functions.ts';
import { functionOf, splitSub } from './intrinsic.ts';
import type { Value } from './model.ts';
import { type StackOutputRequest, stackOutputRequest } from './stack-outputs.ts';
import { isObject } from './template.ts';
import { uncovered, validationError } from './template-error.ts';

/** What functions may ask of the world around a template. */
export interface Scope {
  region: string;
  /** Parameters and pseudo parameters; undefined when there is none of this name. */
  parameter(name: string): string | string[] | undefined;
  mapping(name: string): Value | undefined;
  condition(name: string): Value | undefined;
  /** A resource's physical id. Throws when the stack has no such resource. */
  reference(logicalId: string): string;
  attribute(logicalId: string, name: string): Value;
  /** The value of another stack's export. */
  imported(name: string): string;
  /** The value of another stack's output. */
  stackOutput(request: StackOutputRequest): string;
}

/** A property that is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

/** Resolves all functions of a value; undefined when it is AWS::NoValue. Throws ValidationError. */
export function evaluate(value: Value, scope: Scope): Value | undefined {
  const result = resolve(value, scope);
  return result === NO_VALUE ? undefined : result;
}

/** A condition by name. CloudFormation User Guide, "Conditions". */
export function isTrue(name: string, scope: Scope, asking: readonly string[] = []): boolean {
  const condition = scope.condition(name);
  if (condition === undefined) {
    throw validationError(`Template format error: Unresolved condition dependency ${name} in the Resources block of the template`);
  }
  if (asking.includes(name)) {
    throw validationError(`Template error: Found circular condition dependency between ${[...asking, name].join(', ')}`);
  }
  return holds(condition, scope, [...asking, name]);
}

/** Whether a condition expression holds. */
export function holds(expression: Value, scope: Scope, asking: readonly string[] = []): boolean {
  if (typeof expression === 'boolean') return expression;
  if (expression === 'true' || expression === 'false') return expression === 'true';
  const [name, argument] =
    isObject(expression) && typeof expression.Condition === 'string' ? ['Condition', expression.Condition] : (functionOf(expression) ?? []);
  const list = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return isTrue(textOf(argument!, 'Condition'), scope, asking);
    case 'Fn::And':
    case 'Fn::Or':
      if (list.length < 2 || list.length > 10) {
        throw validationError(`Template error: every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`);
      }
      return name === 'Fn::And' ? list.every((item) => holds(item, scope, asking)) : list.some((item) => holds(item, scope, asking));
    case 'Fn::Not':
      if (list.length !== 1) throw validationError('Template error: every Fn::Not object requires one boolean parameter.');
      return !holds(list[0]!, scope, asking);
    case 'Fn::Equals':
      if (list.length !== 2) throw validationError('Template error: every Fn::Equals object requires a list of 2 string parameters.');
      return same(evaluate(list[0]!, scope), evaluate(list[1]!, scope));
  }
  throw validationError(`Template format error: Every Condition member must be a condition function, not ${JSON.stringify(expression)}`);
}

function same(a: Value | undefined, b: Value | undefined): boolean {
  const text = (value: Value | undefined) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return text(a) === text(b);
}

function resolve(value: Value, scope: Scope): Value | typeof NO_VALUE {
  if (Array.isArray(value)) return resolveList(value, scope);
  if (!isObject(value)) return value;
  const call = functionOf(value);
  if (call) return apply(...call, scope);
  const entries: [string, Value][] = [];
  for (const [key, item] of Object.entries(value)) {
    const resolved = resolve(item, scope);
    if (resolved !== NO_VALUE) entries.push([key, resolved]);
  }
  return Object.fromEntries(entries);
}

function resolveList(list: Value[], scope: Scope): Value[] {
  return list.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
}

function apply(name: string, argument: Value, scope: Scope): Value | typeof NO_VALUE {
  switch (name) {
    case 'Ref':
      return reference(argument, scope);
    case 'Fn::If':
      return choose(argument, scope);
    case 'Fn::GetAtt':
      return attribute(argument, scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::ImportValue': {
      const exported = evaluate(argument, scope);
      return exported === undefined || isUnknown(exported) ? KNOWN_AFTER_APPLY : scope.imported(textOf(exported, name));
    }
    case 'Fn::GetStackOutput': {
      const request = stackOutputRequest(evaluate(argument, scope));
      return request ? scope.stackOutput(request) : KNOWN_AFTER_APPLY;
    }
    case 'Fn::FindInMap':
      return findInMap(argument, scope);
    case 'Fn::GetAZs': {
      const region = evaluate(argument, scope) || scope.region;
      return ['a', 'b', 'c'].map((zone) => `${textOf(region, name)}${zone}`);
    }
    case 'Fn::And':
    case 'Fn::Or':
    case 'Fn::Not':
    case 'Fn::Equals':
      return holds({ [name]: argument }, scope);
  }
  const pure = Object.hasOwn(pureFunctions, name) ? pureFunctions[name] : undefined;
  if (!pure) throw uncovered(name);
  const resolved = evaluate(argument, scope);
  return pure(resolved ?? null);
}

function reference(argument: Value, scope: Scope): Value | typeof NO_VALUE {
  if (typeof argument !== 'string') throw validationError('Template error: every Ref object must have a single String value.');
  if (argument === 'AWS::NoValue') return NO_VALUE;
  return scope.parameter(argument) ?? scope.reference(argument);
}

function choose(argument: Value, scope: Scope): Value | typeof NO_VALUE {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    throw validationError('Template error: Fn::If requires a list argument with three parameters');
  }
  return resolve(argument[isTrue(argument[0], scope) ? 1 : 2]!, scope);
}

function attribute(argument: Value, scope: Scope): Value {
  const parts = typeof argument === 'string' ? argument.split(/\.(.*)/s).slice(0, 2) : argument;
  if (!Array.isArray(parts) || parts.length !== 2 || typeof parts[0] !== 'string') {
    throw validationError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  const name = evaluate(parts[1]!, scope);
  return scope.attribute(parts[0], textOf(name ?? null, 'Fn::GetAtt'));
}

function substitute(argument: Value, scope: Scope): Value {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string' || !isObject(variables) || (Array.isArray(argument) && argument.length !== 2)) {
    throw validationError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  let out = '';
  for (const part of splitSub(template)) {
    if ('text' in part) {
      out += part.text;
      continue;
    }
    const dot = part.name.indexOf('.');
    const value = Object.hasOwn(variables, part.name)
      ? (evaluate(variables[part.name]!, scope) ?? '')
      : (scope.parameter(part.name) ??
        (dot < 0 ? scope.reference(part.name) : scope.attribute(part.name.slice(0, dot), part.name.slice(dot + 1))));
    out += Array.isArray(value) ? value.join(',') : textOf(value, 'Fn::Sub');
  }
  return out;
}

function findInMap(argument: Value, scope: Scope): Value {
  if (!Array.isArray(argument) || argument.length < 3 || argument.length > 4) {
    throw validationError(
      'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
    );
  }
  const names = argument.slice(0, 3).map((part) => textOf(evaluate(part, scope) ?? null, 'Fn::FindInMap'));
  const [map, top, second] = names as [string, string, string];
  const mapping = scope.mapping(map);
  const row = isObject(mapping) && Object.hasOwn(mapping, top) ? mapping[top] : undefined;
  const found = isObject(row) && Object.hasOwn(row, second) ? row[second] : undefined;
  if (found !== undefined) return found;
  const fallback = argument[3];
  if (isObject(fallback) && fallback.DefaultValue !== undefined) return evaluate(fallback.DefaultValue, scope) ?? null;
  if (mapping === undefined) {
    throw validationError(`Template error: Mapping named '${map}' is not present in the 'Mappings' section of template.`);
  }
  throw validationError(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
}
