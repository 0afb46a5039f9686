import { notImplemented } from '../../../aws-error.ts';

type Step = { kind: 'name'; name: string } | { kind: 'index'; index: number } | { kind: 'all' };

/** The steps of a JSONPath of names, indexes and `*`. Throws NotImplemented for filters, slices and `..`. */
export function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  let rest = path.trim();
  if (!rest.startsWith('$')) rest = `$.${rest}`;
  rest = rest.slice(1);
  while (rest !== '') {
    const match = /^(?:\.(\*)|\.([^.[\]()'"*?\s]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(-?\d+)\]|\[(\*)\])/.exec(rest);
    if (!match) throw notImplemented(`apigateway JSONPath expressions like ${path}`);
    const [whole, star, name, single, double, index, bracketStar] = match;
    if (star ?? bracketStar) steps.push({ kind: 'all' });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else steps.push({ kind: 'name', name: (name ?? single ?? double)! });
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** What a path leads to; undefined where it leads nowhere. */
export function atPath(value: unknown, path: string): unknown {
  return walk(value, parsePath(path));
}

function walk(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (!step) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (step.kind === 'all') {
    return Object.values(value)
      .map((item) => walk(item, rest))
      .filter((item) => item !== undefined);
  }
  if (step.kind === 'index') return Array.isArray(value) ? walk(value.at(step.index), rest) : undefined;
  return Object.hasOwn(value, step.name) && !Array.isArray(value) ? walk(Reflect.get(value, step.name), rest) : undefined;
}
