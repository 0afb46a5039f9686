import { equalJson, type Json } from './json.ts';
import { type JsonPath, PathSyntaxError } from './json-path.ts';

type Operand = (item: Json, root: Json) => Json | undefined;
type Condition = (item: Json, root: Json) => boolean;
type Parse = (text: string) => JsonPath;
type Read = (path: JsonPath, root: Json) => { found: Json } | undefined;

const COMPARISONS: Record<string, (left: Json | undefined, right: Json | undefined) => boolean> = {
  '==': (left, right) => left !== undefined && right !== undefined && equalJson(left, right),
  '!=': (left, right) => left === undefined || right === undefined || !equalJson(left, right),
  '<': (left, right) => ordered(left, right, (order) => order < 0),
  '<=': (left, right) => ordered(left, right, (order) => order <= 0),
  '>': (left, right) => ordered(left, right, (order) => order > 0),
  '>=': (left, right) => ordered(left, right, (order) => order >= 0),
  in: (left, right) => Array.isArray(right) && left !== undefined && right.some((item) => equalJson(item, left)),
  nin: (left, right) => Array.isArray(right) && left !== undefined && !right.some((item) => equalJson(item, left)),
};

function ordered(left: Json | undefined, right: Json | undefined, holds: (order: number) => boolean): boolean {
  if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
  if (typeof left === 'string' && typeof right === 'string') return holds(left < right ? -1 : left > right ? 1 : 0);
  return false;
}

const TOKEN =
  /\s*(\(|\)|&&|\|\||!=|!|==|<=|>=|<|>|\bin\b|\bnin\b|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?|true\b|false\b|null\b|\[[^\]]*\]|[@$](?:\.[\w-]+|\['[^']*'\]|\[-?\d+\])*)/y;

/** Reads what stands in `[?( ... )]`. Throws PathSyntaxError. */
export function parseFilter(text: string, parse: Parse, read: Read): Condition {
  const tokens = tokensOf(text);
  let at = 0;
  const or = (): Condition => {
    let left = and();
    while (tokens[at] === '||') {
      at++;
      const [first, second] = [left, and()];
      left = (item, root) => first(item, root) || second(item, root);
    }
    return left;
  };
  const and = (): Condition => {
    let left = not();
    while (tokens[at] === '&&') {
      at++;
      const [first, second] = [left, not()];
      left = (item, root) => first(item, root) && second(item, root);
    }
    return left;
  };
  const not = (): Condition => {
    if (tokens[at] === '!') {
      at++;
      const inner = not();
      return (item, root) => !inner(item, root);
    }
    if (tokens[at] !== '(') return comparison();
    at++;
    const inner = or();
    if (tokens[at++] !== ')') throw new PathSyntaxError(`Unbalanced parentheses in the filter ${text}`);
    return inner;
  };
  const comparison = (): Condition => {
    const left = operand(tokens[at++], text, parse, read);
    const compare = Object.hasOwn(COMPARISONS, tokens[at] ?? '') ? COMPARISONS[tokens[at]!] : undefined;
    if (!compare) return (item, root) => left(item, root) !== undefined;
    at++;
    const right = operand(tokens[at++], text, parse, read);
    return (item, root) => compare(left(item, root), right(item, root));
  };
  const condition = or();
  if (at < tokens.length) throw new PathSyntaxError(`Unexpected ${tokens[at]} in the filter ${text}`);
  return condition;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new PathSyntaxError(`Could not parse the filter ${text} at ${text.slice(from)}`);
    tokens.push(found[1]!);
  }
  return tokens;
}

function operand(token: string | undefined, text: string, parse: Parse, read: Read): Operand {
  if (token === undefined) throw new PathSyntaxError(`Something is missing in the filter ${text}`);
  if (token.startsWith('@') || token.startsWith('$')) {
    const path = parse(`$${token.slice(1)}`);
    return (item, root) => read(path, token.startsWith('@') ? item : root)?.found;
  }
  if (/^['"]/.test(token)) {
    const value = token.slice(1, -1).replace(/\\(.)/g, '$1');
    return () => value;
  }
  try {
    const value = JSON.parse(token.replaceAll("'", '"')) as Json;
    return () => value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PathSyntaxError(`Unexpected ${token} in the filter ${text}`);
  }
}
