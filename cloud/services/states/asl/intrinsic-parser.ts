import type { Json } from './json.ts';

/** A call of an intrinsic function as it is written, and what it is given. */
export interface IntrinsicCall {
  name: string;
  args: Argument[];
}
export type Argument = { kind: 'value'; value: Json } | { kind: 'path'; path: string } | { kind: 'call'; call: IntrinsicCall };

export class IntrinsicSyntaxError extends Error {}

/** Reads `States.Format('{}', $.name)`. Throws IntrinsicSyntaxError. Developer Guide, "Intrinsic functions". */
export function parseIntrinsic(text: string): IntrinsicCall {
  const parser = new Parser(text);
  const call = parser.call();
  parser.space();
  if (!parser.atEnd) throw parser.error();
  return call;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  error(): IntrinsicSyntaxError {
    return new IntrinsicSyntaxError(`Invalid Intrinsic Function: '${this.#text}' at position ${this.#at}`);
  }

  space(): void {
    this.#take(/\s*/y);
  }

  call(): IntrinsicCall {
    this.space();
    const name = this.#take(/States\.[A-Za-z0-9]+/y);
    if (name === undefined) throw this.error();
    this.#expect('(');
    const args: Argument[] = [];
    this.space();
    if (this.#text[this.#at] === ')') {
      this.#at++;
      return { name, args };
    }
    for (;;) {
      args.push(this.#argument());
      this.space();
      if (this.#text[this.#at] === ',') this.#at++;
      else {
        this.#expect(')');
        return { name, args };
      }
    }
  }

  #argument(): Argument {
    this.space();
    const char = this.#text[this.#at];
    if (char === "'") return { kind: 'value', value: this.#string() };
    if (char === '$') return { kind: 'path', path: this.#path() };
    if (this.#text.startsWith('States.', this.#at)) return { kind: 'call', call: this.call() };
    const literal = this.#take(/-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null/y);
    if (literal === undefined) throw this.error();
    return { kind: 'value', value: JSON.parse(literal) as Json };
  }

  /** In quotes; a backslash stands before a quote or brace that is meant as such, and stays there for braces: Format reads it. */
  #string(): string {
    const raw = this.#take(/'(?:\\.|[^'\\])*'/y);
    if (raw === undefined) throw this.error();
    return raw.slice(1, -1).replace(/\\(['\\])/g, '$1');
  }

  /** Up to the comma or parenthesis that ends the argument, brackets and quotes left whole. */
  #path(): string {
    const from = this.#at;
    let depth = 0;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at]!;
      if (char === "'" || char === '"') {
        if (this.#take(char === "'" ? /'(?:\\.|[^'\\])*'/y : /"(?:\\.|[^"\\])*"/y) === undefined) throw this.error();
        continue;
      }
      if (char === '[' || char === '(') depth++;
      else if (char === ']' || (char === ')' && depth > 0)) depth--;
      else if (depth === 0 && (char === ',' || char === ')')) break;
      this.#at++;
    }
    return this.#text.slice(from, this.#at).trim();
  }

  #expect(char: string): void {
    this.space();
    if (this.#text[this.#at] !== char) throw this.error();
    this.#at++;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}
