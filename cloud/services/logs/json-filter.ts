import { COMPARISONS, compileComparison, TokenReader, tokens } from './conditions.ts';
import { invalidPattern, type MessageFilter } from './filter-pattern.ts';

type Condition = (root: unknown) => boolean;
type Step = string | number | typeof EVERY;
const EVERY = Symbol('every element');

/** `{ ($.a = 1 || $.b[0].c = "x*") && $.d NOT EXISTS }` on messages that are JSON objects. */
export function compileJsonFilter(pattern: string): MessageFilter {
  if (!pattern.endsWith('}')) throw invalidPattern();
  const { text, selectors } = liftSelectors(pattern.slice(1, -1));
  const reader = new TokenReader(tokens(text));
  const condition = anyOf(reader, selectors);
  if (!reader.done) throw invalidPattern();
  return (message) => {
    const root = parse(message);
    return root !== undefined && condition(root);
  };
}

/** The values at the selectors of a pattern (`$.status`), of a message: the first of each. */
export function jsonValues(pattern: string, message: string): Record<string, string> {
  const root = parse(message);
  const found: Record<string, string> = {};
  for (const [selector] of pattern.matchAll(/\$(?:\.?\[(?:\*|\d+|'[^']*'|"[^"]*")\]|\.[^\s.[\]"'=<>!&|(){}]+)+/g)) {
    const [value] = root === undefined ? [] : valuesAt(root, steps(selector.slice(1)));
    if (value !== undefined && value !== null && typeof value !== 'object') found[selector] = String(value);
  }
  return found;
}

function anyOf(reader: TokenReader, selectors: readonly Step[][]): Condition {
  const conditions = [allOf(reader, selectors)];
  while (reader.take('||')) conditions.push(allOf(reader, selectors));
  return (root) => conditions.some((condition) => condition(root));
}

function allOf(reader: TokenReader, selectors: readonly Step[][]): Condition {
  const conditions = [single(reader, selectors)];
  while (reader.take('&&')) conditions.push(single(reader, selectors));
  return (root) => conditions.every((condition) => condition(root));
}

function single(reader: TokenReader, selectors: readonly Step[][]): Condition {
  if (reader.take('(')) {
    const inner = anyOf(reader, selectors);
    if (!reader.take(')')) throw invalidPattern();
    return inner;
  }
  const path = selectors[Number(/^\$(\d+)$/.exec(reader.next().text)?.[1] ?? Number.NaN)];
  if (!path) throw invalidPattern();
  const some =
    (test: (value: unknown) => boolean): Condition =>
    (root) =>
      valuesAt(root, path).some(test);
  if (reader.take('NOT')) {
    if (!reader.take('EXISTS')) throw invalidPattern();
    return (root) => valuesAt(root, path).length === 0;
  }
  if (reader.take('EXISTS')) return some(() => true);
  if (reader.take('IS')) {
    const word = reader.next().text;
    if (word === 'NULL') return some((value) => value === null);
    if (word === 'TRUE') return some((value) => value === true);
    if (word === 'FALSE') return some((value) => value === false);
    throw invalidPattern();
  }
  const comparison = COMPARISONS.find((symbol) => reader.take(symbol));
  if (!comparison) throw invalidPattern();
  return some(compileComparison(comparison, reader.next()));
}

/** Replaces each selector by `$0`, `$1`, ...: their brackets and quotes are no tokens of the condition. */
function liftSelectors(text: string): { text: string; selectors: Step[][] } {
  const selectors: Step[][] = [];
  const lifted = text.replaceAll(
    /"(?:[^"\\]|\\.)*"|%[^%]+%|\$((?:\.?\[(?:\*|\d+|'[^']*'|"[^"]*")\]|\.[^\s.[\]"'=<>!&|(){}]+)+)/g,
    (match, path) => {
      if (path === undefined) return match;
      selectors.push(steps(path));
      return `$${selectors.length - 1} `;
    },
  );
  return { text: lifted, selectors };
}

function steps(path: string): Step[] {
  return [...path.matchAll(/\.?\[(\*|\d+|'[^']*'|"[^"]*")\]|\.([^\s.[\]]+)/g)].map(([, bracket, name]) => {
    if (name !== undefined) return name === '*' ? EVERY : name;
    if (bracket === '*') return EVERY;
    return /^\d+$/.test(bracket!) ? Number(bracket) : bracket!.slice(1, -1);
  });
}

function valuesAt(root: unknown, path: readonly Step[]): unknown[] {
  let values = [root];
  for (const step of path) {
    values = values.flatMap((value) => {
      if (typeof value !== 'object' || value === null) return [];
      if (step === EVERY) return Object.values(value);
      if (Array.isArray(value)) return typeof step === 'number' && step < value.length ? [value[step]] : [];
      return Object.hasOwn(value, step) ? [(value as Record<string | number, unknown>)[step]] : [];
    });
  }
  return values;
}

function parse(message: string): unknown {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
