import { validation } from '../errors.ts';

/** A metric math expression as a tree. */
export type Expression =
  | { type: 'number'; value: number }
  | { type: 'text'; value: string }
  | { type: 'id'; name: string }
  | { type: 'word'; name: string }
  | { type: 'list'; items: Expression[] }
  | { type: 'negative'; of: Expression }
  | { type: 'binary'; operator: string; left: Expression; right: Expression }
  | { type: 'call'; name: string; args: Expression[] };

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|"([^"]*)"|'([^']*)'|([A-Za-z][A-Za-z0-9_]*)|(==|!=|<=|>=|&&|\|\||[-+*/^<>(),[\]]))/y;
/** From what binds least. */
const LEVELS: readonly (readonly string[])[] = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
];

type Token = { kind: 'number' | 'text' | 'name' | 'symbol'; text: string };

/** Reads an expression. Throws ValidationError. CloudWatch User Guide, "Metric math syntax and functions". */
export function parseMath(text: string): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = () => validation(`Error in expression '${text}': Syntax error`);
  const take = (...texts: readonly string[]): string | undefined => {
    const token = tokens[at];
    if (!token || token.kind === 'text' || token.kind === 'number' || !texts.includes(token.text)) return undefined;
    at++;
    return token.text;
  };
  const level = (depth: number): Expression => {
    const operators = LEVELS[depth];
    if (!operators) return power();
    let left = level(depth + 1);
    for (let operator = take(...operators); operator !== undefined; operator = take(...operators)) {
      left = { type: 'binary', operator: operator === 'OR' ? '||' : operator === 'AND' ? '&&' : operator, left, right: level(depth + 1) };
    }
    return left;
  };
  const power = (): Expression => {
    if (take('-')) return { type: 'negative', of: power() };
    const base = primary();
    return take('^') ? { type: 'binary', operator: '^', left: base, right: power() } : base;
  };
  const until = (end: string): Expression[] => {
    const items: Expression[] = [];
    if (take(end)) return items;
    do items.push(level(0));
    while (take(','));
    if (!take(end)) throw fail();
    return items;
  };
  const primary = (): Expression => {
    if (take('(')) {
      const inner = level(0);
      if (!take(')')) throw fail();
      return inner;
    }
    if (take('[')) return { type: 'list', items: until(']') };
    const token = tokens[at++];
    if (token?.kind === 'number') return { type: 'number', value: Number(token.text) };
    if (token?.kind === 'text') return { type: 'text', value: token.text };
    if (token?.kind !== 'name') throw fail();
    if (take('(')) return { type: 'call', name: token.text, args: until(')') };
    return /^[a-z]/.test(token.text) ? { type: 'id', name: token.text } : { type: 'word', name: token.text };
  };
  const expression = level(0);
  if (at < tokens.length) throw fail();
  return expression;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const [, number, double, single, name, symbol] = TOKEN.exec(text) ?? [];
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (double !== undefined || single !== undefined) tokens.push({ kind: 'text', text: double ?? single! });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol });
    else throw validation(`Error in expression '${text}': Syntax error`);
  }
  return tokens;
}

/** The ids that an expression names. */
export function idsOf(expression: Expression): string[] {
  switch (expression.type) {
    case 'id':
      return [expression.name];
    case 'list':
      return expression.items.flatMap(idsOf);
    case 'negative':
      return idsOf(expression.of);
    case 'binary':
      return [...idsOf(expression.left), ...idsOf(expression.right)];
    case 'call':
      return expression.args.flatMap(idsOf);
    default:
      return [];
  }
}

/** The functions that an expression calls. */
export function functionsOf(expression: Expression): string[] {
  switch (expression.type) {
    case 'call':
      return [expression.name, ...expression.args.flatMap(functionsOf)];
    case 'list':
      return expression.items.flatMap(functionsOf);
    case 'negative':
      return functionsOf(expression.of);
    case 'binary':
      return [...functionsOf(expression.left), ...functionsOf(expression.right)];
    default:
      return [];
  }
}
