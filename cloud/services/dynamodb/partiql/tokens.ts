import { invalid } from '../attribute-value.ts';

/** One token of a PartiQL statement. */
export interface PartiqlToken {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';
  /** The word, name, text, number or symbol itself, without quotes. */
  text: string;
  /** Where it starts in the statement. */
  at: number;
}

/** White space and comments. */
const SPACE = /(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const TOKEN =
  /(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_]*)|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(<<|>>|<>|!=|<=|>=|[-+*=<>()[\]{},.:?]))/y;
const MAX_STATEMENT = 8192;

export function notWellFormed(detail: string): Error {
  return invalid(`Statement wasn't well formed, can't be processed: ${detail}`);
}

/** Reads a PartiQL statement token by token. Throws ValidationException. */
export class PartiqlTokens {
  readonly #statement: string;
  readonly #tokens: PartiqlToken[] = [];
  #at = 0;

  constructor(statement: string) {
    if (statement.length > MAX_STATEMENT) throw invalid(`Statement is longer than ${MAX_STATEMENT} characters`);
    this.#statement = statement;
    const text = statement.trimEnd().replace(/;$/, '');
    let at = endOf(SPACE, text, 0);
    while (at < text.length) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      // Reason: AWS says nothing after the colon about what it cannot read at all.
      if (!match) throw notWellFormed('');
      const [, string, quoted, word, number, symbol] = match;
      if (string !== undefined) this.#tokens.push({ kind: 'string', text: string.replaceAll("''", "'"), at });
      else if (quoted !== undefined) this.#tokens.push({ kind: 'quoted', text: quoted.replaceAll('""', '"'), at });
      else if (word !== undefined) this.#tokens.push({ kind: 'word', text: word, at });
      else this.#tokens.push({ kind: number === undefined ? 'symbol' : 'number', text: number ?? symbol!, at });
      at = endOf(SPACE, text, TOKEN.lastIndex);
    }
    this.#tokens.push({ kind: 'end', text: 'end of statement', at });
  }

  /** Where a token stands, as AWS writes it: `1:8:3` for line, column and length. */
  place({ at, text }: PartiqlToken): string {
    const lines = this.#statement.slice(0, at).split('\n');
    return `${lines.length}:${lines.at(-1)!.length + 1}:${text.length}`;
  }

  peek(ahead = 0): PartiqlToken {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  take(): PartiqlToken {
    const token = this.peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  accept(symbol: string): boolean {
    if (this.peek().kind !== 'symbol' || this.peek().text !== symbol) return false;
    this.#at++;
    return true;
  }

  expect(symbol: string): void {
    if (!this.accept(symbol)) throw this.unexpected();
  }

  /** Takes these keywords if all of them come next. */
  acceptWords(...keywords: string[]): boolean {
    if (!keywords.every((keyword, ahead) => this.isWord(keyword, ahead))) return false;
    this.#at += keywords.length;
    return true;
  }

  expectWords(...keywords: string[]): void {
    if (!this.acceptWords(...keywords)) throw this.unexpected();
  }

  isWord(keyword: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.text.toUpperCase() === keyword;
  }

  /** Whether a function's name and its parenthesis come next. */
  isCall(): boolean {
    return this.peek().kind === 'word' && this.peek(1).kind === 'symbol' && this.peek(1).text === '(';
  }

  /** Reads a name, quoted or not. */
  name(): string {
    const token = this.take();
    if (token.kind !== 'word' && token.kind !== 'quoted') throw notWellFormed(`Unexpected ${token.text}, a name was expected`);
    return token.text;
  }

  unexpected(): Error {
    return notWellFormed(`Unexpected ${this.peek().text}`);
  }
}

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  pattern.exec(text);
  return pattern.lastIndex;
}
