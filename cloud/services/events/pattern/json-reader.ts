export type TokenKind = '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null';

export interface Token {
  kind: TokenKind;
  /** What a name or string says, else the characters themselves. */
  text: string;
}

/** What is wrong with a text, and where; the place is as EventBridge writes it. */
export class JsonProblem extends Error {}

interface Scanned extends Token {
  /** Where reading stands once the token is known: strings are read to their end only when somebody asks for them. */
  known: number;
  /** Where it stands after the whole token. */
  end: number;
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
/** Texts are quoted up to here. */
const LONGEST_SOURCE = 500;

/**
 * Reads JSON token by token, so that a problem is told with its line and column and before what comes after it. Names
 * that occur twice are kept: the reader of the tokens decides.
 */
export class JsonReader {
  readonly #text: string;
  /** Where the next token is looked for. */
  #next = 0;
  /** The place that a problem is reported at. */
  #place = 0;
  #token: Scanned | undefined;
  /** The value after a name, which is looked at together with it. */
  #ahead: Scanned | undefined;
  readonly #open: { kind: '{' | '['; items: number; at: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token. Throws JsonProblem. */
  next(): Token {
    const token = this.#ahead ?? this.#scan();
    const isValueOfName = this.#ahead !== undefined;
    this.#ahead = undefined;
    this.#token = token;
    this.#place = token.known;
    this.#next = token.end;
    if (token.kind === '{' || token.kind === '[') this.#open.push({ kind: token.kind, items: 0, at: token.end - 1 });
    else if (token.kind === '}' || token.kind === ']') this.#open.pop();
    if (token.kind === 'name' && !isValueOfName) {
      this.#colon();
      this.#ahead = this.#value();
      this.#place = this.#ahead.known;
    }
    return token;
  }

  /** What the current token says; a problem is from now on reported after it. */
  text(): string {
    if (this.#token!.kind !== 'name') this.#place = this.#token!.end;
    return this.#token!.text;
  }

  /** Throws a problem at the current place. */
  fail(message: string): never {
    throw new JsonProblem(`${message}${this.#where(this.#place)}`);
  }

  #where(place: number): string {
    const before = this.#text.slice(0, place).split('\n');
    const cut = this.#text.length - LONGEST_SOURCE;
    const source = `"${this.#text.slice(0, LONGEST_SOURCE)}"${cut > 0 ? `[truncated ${cut} chars]` : ''}`;
    return `\n at [Source: (String)${source}; line: ${before.length}, column: ${before.at(-1)!.length + 1}]`;
  }

  #failAt(place: number, message: string): never {
    this.#place = place;
    return this.fail(message);
  }

  #skip(): string | undefined {
    while (/[ \t\r\n]/.test(this.#text[this.#next] ?? '')) this.#next += 1;
    return this.#text[this.#next];
  }

  #unexpected(expected: string): never {
    const char = this.#text[this.#next];
    if (char === undefined) return this.#endOfInput();
    return this.#failAt(this.#next, `Unexpected character ('${char}' (code ${char.codePointAt(0)})): ${expected}`);
  }

  #endOfInput(): never {
    const open = this.#open.at(-1);
    if (!open) return this.#failAt(this.#text.length, 'Unexpected end-of-input');
    const start = this.#where(open.at).replace('\n at [', '').replace(/\]$/, '');
    return this.#failAt(
      this.#text.length,
      `Unexpected end-of-input: expected close marker for ${open.kind === '{' ? 'Object' : 'Array'} (start marker at [${start}])`,
    );
  }

  #scan(): Scanned {
    const open = this.#open.at(-1);
    let char = this.#skip();
    if (!open) return this.#value();
    const close = open.kind === '{' ? '}' : ']';
    if (char !== close && open.items > 0) {
      if (char !== ',') this.#unexpected(`was expecting comma to separate ${open.kind === '{' ? 'Object' : 'Array'} entries`);
      this.#next += 1;
      char = this.#skip();
    } else if (char === close) {
      return { kind: close, text: close, known: this.#next + 1, end: this.#next + 1 };
    }
    open.items += 1;
    if (open.kind === '[') return this.#value();
    if (char !== '"') this.#unexpected('was expecting double-quote to start field name');
    return { ...this.#string(), kind: 'name' };
  }

  #colon(): void {
    if (this.#skip() !== ':') this.#unexpected('was expecting a colon to separate field name and value');
    this.#next += 1;
  }

  #value(): Scanned {
    const char = this.#skip();
    const at = this.#next;
    if (char === '"') return this.#string();
    if (char === '{' || char === '[') return { kind: char, text: char, known: at + 1, end: at + 1 };
    const number = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
    number.lastIndex = at;
    const digits = number.exec(this.#text)?.[0];
    if (digits !== undefined) return { kind: 'number', text: digits, known: at + digits.length, end: at + digits.length };
    const word = /[A-Za-z_$][\w$]*/y;
    word.lastIndex = at;
    const name = word.exec(this.#text)?.[0];
    if (name === undefined) return this.#unexpected(`expected a valid value ${VALUES}`);
    const end = at + name.length;
    if (name === 'true' || name === 'false' || name === 'null') return { kind: name, text: name, known: end, end };
    return this.#failAt(end, `Unrecognized token '${name}': was expecting ${VALUES}`);
  }

  #string(): Scanned {
    const at = this.#next;
    const quoted = /"(?:[^"\\]|\\.)*"/sy;
    quoted.lastIndex = at;
    const raw = quoted.exec(this.#text)?.[0];
    if (raw === undefined)
      return this.#failAt(this.#text.length, 'Unexpected end-of-input: was expecting closing quote for a string value');
    try {
      return { kind: 'string', text: JSON.parse(raw) as string, known: at + 1, end: at + raw.length };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return this.#failAt(at + 1, 'Illegal character or escape sequence in a string value');
    }
  }
}
