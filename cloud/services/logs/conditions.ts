import { compileExpression, invalidPattern } from './filter-pattern.ts';

/** A piece of a filter pattern. */
export interface Token {
  kind: 'symbol' | 'quoted' | 'expression' | 'word';
  text: string;
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|(&&|\|\||!=|<=|>=|[=<>(),])|([^\s"%&|!=<>(),]+))/y;

/** Splits the inside of a JSON or space-delimited pattern. Throws InvalidParameterException. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const [, quoted, expression, symbol, word] = TOKEN.exec(text) ?? [];
    if (quoted !== undefined) found.push({ kind: 'quoted', text: quoted.replaceAll(/\\(.)/g, '$1') });
    else if (expression !== undefined) found.push({ kind: 'expression', text: expression });
    else if (symbol !== undefined) found.push({ kind: 'symbol', text: symbol });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
    else throw invalidPattern();
  }
  return found;
}

/** Reads tokens from left to right. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(list: readonly Token[]) {
    this.#tokens = list;
  }

  get done(): boolean {
    return this.#at === this.#tokens.length;
  }

  /** Takes the next token if it is this symbol (or word). */
  take(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'quoted' || token.kind === 'expression' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  next(): Token {
    const token = this.#tokens[this.#at++];
    if (!token) throw invalidPattern();
    return token;
  }
}

export const COMPARISONS = ['=', '!=', '<=', '>=', '<', '>'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** One comparison with a written value: `= 4*`, `!= "a b"`, `> 10`, `= %^4%`. Values that are absent (undefined) never satisfy one. */
export function compileComparison(comparison: Comparison, token: Token): (value: unknown) => boolean {
  if (token.kind === 'symbol') throw invalidPattern();
  const equals = equality(token);
  if (comparison === '=') return equals;
  if (comparison === '!=') return (value) => value !== undefined && !equals(value);
  const bound = token.kind === 'word' ? Number(token.text) : Number.NaN;
  if (Number.isNaN(bound)) throw invalidPattern();
  return (value) => {
    const number = numeric(value);
    if (number === undefined) return false;
    if (comparison === '<') return number < bound;
    if (comparison === '<=') return number <= bound;
    return comparison === '>' ? number > bound : number >= bound;
  };
}

function equality(token: Token): (value: unknown) => boolean {
  if (token.kind === 'expression') {
    const expression = compileExpression(token.text);
    return (value) => isScalar(value) && expression.test(String(value));
  }
  const number = token.kind === 'word' ? Number(token.text) : Number.NaN;
  if (!Number.isNaN(number)) return (value) => numeric(value) === number;
  if (!token.text.includes('*')) return (value) => isScalar(value) && String(value) === token.text;
  const parts = token.text.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const wildcard = new RegExp(`^${parts.join('[\\s\\S]*')}$`);
  return (value) => isScalar(value) && wildcard.test(String(value));
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function numeric(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}
