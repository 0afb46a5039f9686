import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { invalid, typeOf } from '../attribute-value.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

/** The request parameters that hold expressions, by name. */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** A document path as written: attribute names (or `#placeholders`) and list indexes. */
export type Path = readonly (string | number)[];

interface Token {
  kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';
  text: string;
  start: number;
  end: number;
}

const TOKEN = /\s*(?:(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([A-Za-z_][A-Za-z0-9_]*)|(\d+)|(<>|<=|>=|[\s\S]))/y;

/** Reads an expression token by token. Its errors are ValidationExceptions as DynamoDB words them. */
export class Tokens {
  readonly kind: ExpressionKind;
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #at = 0;

  constructor(kind: ExpressionKind, text: string) {
    this.kind = kind;
    this.#text = text;
    const trimmed = text.trimEnd();
    if (trimmed === '') throw this.error('The expression can not be empty;');
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < trimmed.length) {
      const match = TOKEN.exec(trimmed)!;
      const [, name, value, word, number, symbol] = match;
      const found = name ?? value ?? word ?? number ?? symbol!;
      this.#tokens.push({
        kind: name ? 'name' : value ? 'value' : word ? 'word' : number ? 'number' : 'symbol',
        text: found,
        start: TOKEN.lastIndex - found.length,
        end: TOKEN.lastIndex,
      });
    }
    this.#tokens.push({ kind: 'end', text: '<EOF>', start: trimmed.length, end: trimmed.length });
  }

  /** The next token, not taken. */
  peek(): Token {
    return this.#tokens[this.#at]!;
  }

  /** The token after the next. */
  get second(): Token {
    return this.#tokens[Math.min(this.#at + 1, this.#tokens.length - 1)]!;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** Takes the next token if it is this symbol. */
  accept(symbol: string): boolean {
    if (this.peek().kind !== 'symbol' || this.peek().text !== symbol) return false;
    this.#at++;
    return true;
  }

  /** Takes the next token if it is this keyword, in any case. */
  acceptWord(keyword: string): boolean {
    if (!this.isWord(keyword)) return false;
    this.#at++;
    return true;
  }

  isWord(keyword: string): boolean {
    return this.peek().kind === 'word' && this.peek().text.toUpperCase() === keyword;
  }

  expect(symbol: string): void {
    if (!this.accept(symbol)) throw this.syntaxError();
  }

  /** Fails unless everything was read. */
  expectEnd(): void {
    if (this.peek().kind !== 'end') throw this.syntaxError();
  }

  /** Reads a document path. Throws on reserved words. */
  path(): Path {
    const path: (string | number)[] = [this.#attributeName()];
    for (;;) {
      if (this.accept('.')) path.push(this.#attributeName());
      else if (this.peek().text === '[' && this.peek().kind === 'symbol') {
        this.take();
        if (this.peek().kind !== 'number') throw this.syntaxError();
        const index = Number(this.take().text);
        if (index > 2 ** 31 - 1) throw this.error(`List index is not within the allowable range; index: [${index}]`);
        path.push(index);
        this.expect(']');
      } else return path;
    }
  }

  syntaxError(): Error {
    const token = this.peek();
    const before = this.#tokens[this.#at - 1] ?? token;
    const after = token.kind === 'end' ? token : this.#tokens[this.#at + 1]!;
    return this.error(`Syntax error; token: "${token.text}", near: "${this.#text.slice(before.start, after.end)}"`);
  }

  error(message: string): Error {
    return invalid(`Invalid ${this.kind}: ${message}`);
  }

  #attributeName(): string {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'name') throw this.syntaxError();
    if (token.kind === 'word' && RESERVED_WORDS.has(token.text.toUpperCase())) {
      throw this.error(`Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
    }
    this.#at++;
    return token.text;
  }
}

/** A path as AWS writes it into messages: `[a, b, [0]]`. */
export function showPath(path: Path): string {
  return `[${path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(', ')}]`;
}

/** Refuses an operand whose type an operator does not take. */
export function refuseOperand(kind: ExpressionKind, operator: string, value: AttributeValue): Error {
  return invalid(
    `Invalid ${kind}: Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(value)}`,
  );
}
