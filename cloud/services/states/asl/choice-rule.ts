import type { ChoiceRule } from './definition.ts';
import { runtimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import { isObject, type Json } from './json.ts';
import { resolvePath } from './resolve-path.ts';
import { momentOf } from './timestamp.ts';

type Compare = (value: Json, with_: Json) => boolean;

const KINDS: Record<string, (value: Json) => number | string | boolean | undefined> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Numeric: (value) => (typeof value === 'number' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  Timestamp: (value) => (typeof value === 'string' ? momentOf(value) : undefined),
};

const ORDERS: Record<string, (a: number | string | boolean, b: number | string | boolean) => boolean> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  GreaterThan: (a, b) => a > b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThanEquals: (a, b) => a >= b,
};

/** Comparisons of two values, by operator; each but StringMatches has a twin that ends with `Path`. */
export const COMPARISONS: Readonly<Record<string, Compare>> = {
  ...Object.fromEntries(
    Object.entries(KINDS).flatMap(([kind, read]) =>
      Object.entries(ORDERS)
        .filter(([order]) => kind !== 'Boolean' || order === 'Equals')
        .map(([order, holds]): [string, Compare] => [
          kind + order,
          (value, other) => {
            const [a, b] = [read(value), read(other)];
            return a !== undefined && b !== undefined && holds(a, b);
          },
        ]),
    ),
  ),
  StringMatches: (value, pattern) => typeof value === 'string' && typeof pattern === 'string' && wildcards(pattern).test(value),
};

/** Tests of one value, by operator: what is asked is whether the answer is the rule's. */
export const TESTS: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: (value) => typeof value === 'number',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => typeof value === 'string' && momentOf(value) !== undefined,
};

/** `*` stands for any characters, `\*` for itself. */
function wildcards(pattern: string): RegExp {
  const source = pattern.replace(/\\\\|\\\*|\*|[.+?^${}()|[\]\\]/g, (found) =>
    found === '*' ? '.*' : found === '\\*' || found === '\\\\' ? found : `\\${found}`,
  );
  return new RegExp(`^${source}$`, 's');
}

/** Whether a rule of a Choice state holds. Throws Failure (States.Runtime). Amazon States Language, "Choice State". */
export function isMet(rule: ChoiceRule, data: Json, frame: Frame): boolean {
  if (Array.isArray(rule.And)) return rule.And.every((inner) => isMet(inner as ChoiceRule, data, frame));
  if (Array.isArray(rule.Or)) return rule.Or.some((inner) => isMet(inner as ChoiceRule, data, frame));
  if (isObject(rule.Not)) return !isMet(rule.Not, data, frame);
  const path = String(rule.Variable);
  const value = resolvePath(path, data, frame);
  if (typeof rule.IsPresent === 'boolean') return (value !== undefined) === rule.IsPresent;
  if (!value) throw invalidPath(path);
  for (const [operator, holds] of Object.entries(TESTS)) {
    if (typeof rule[operator] === 'boolean') return holds(value.found) === rule[operator];
  }
  for (const [name, operand] of Object.entries(rule)) {
    const compare = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
    if (compare) return compare(value.found, operand);
    const byPath = name.endsWith('Path') && Object.hasOwn(COMPARISONS, name.slice(0, -4)) ? COMPARISONS[name.slice(0, -4)] : undefined;
    if (!byPath) continue;
    const other = resolvePath(String(operand), data, frame);
    if (!other) throw invalidPath(String(operand));
    return byPath(value.found, other.found);
  }
  throw new Error('A Choice rule without a comparison has passed validation.');
}

function invalidPath(path: string) {
  return runtimeFailure(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
}
