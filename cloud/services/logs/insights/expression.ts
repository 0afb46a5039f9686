import { AwsError, notImplemented } from '../../../aws-error.ts';

/** A row of a query: its fields by name. */
export type Row = ReadonlyMap<string, Value>;
export type Value = string | number | boolean | undefined;
/** An expression's value for a row. */
export type Expression = (row: Row) => Value;

export const malformed = (what: string) => new AwsError('MalformedQueryException', `unexpected symbol found ${what}`);

type Token = { kind: 'number' | 'text' | 'regex' | 'name' | 'symbol'; text: string };
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)(?![\w.])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]+)`|(\d+(?:ms|mo|[smhdwqy]))\b|([@A-Za-z_][\w@.]*(?:\.\d+)*)|(!=|<=|>=|=~|[-+*/%^=<>(),[\]]))/y;
const REGEX = /\s*\/((?:[^/\\]|\\.)*)\/([a-z]*)/y;

/** Splits the text of a command. Throws MalformedQueryException. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  let at = 0;
  while (at < end) {
    const before = tokens.at(-1)?.text.toLowerCase();
    REGEX.lastIndex = at;
    // Reason: a slash begins an expression only where no division can stand.
    const regex =
      before === 'like' || before === '=~' || before === 'parse' || tokens.length === 0 || before === '@message' ? REGEX.exec(text) : null;
    if (regex) {
      tokens.push({ kind: 'regex', text: regex[2]!.includes('i') ? `(?i)${regex[1]}` : regex[1]! });
      at = REGEX.lastIndex;
      continue;
    }
    TOKEN.lastIndex = at;
    const [all, number, double, single, quoted, span, name, symbol] = TOKEN.exec(text) ?? [];
    if (all === undefined) throw malformed(text.slice(at).trim().slice(0, 20));
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (double !== undefined || single !== undefined)
      tokens.push({ kind: 'text', text: (double ?? single)!.replaceAll(/\\(.)/g, '$1') });
    else if (quoted !== undefined || name !== undefined) tokens.push({ kind: 'name', text: (quoted ?? name)! });
    else if (span !== undefined) tokens.push({ kind: 'name', text: span });
    else tokens.push({ kind: 'symbol', text: symbol! });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

/** Reads tokens from left to right. */
export class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  get done(): boolean {
    return this.#at === this.#tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Takes the next token if it is one of these symbols or words. */
  take(...texts: string[]): string | undefined {
    const token = this.peek();
    if (!token || token.kind === 'text' || token.kind === 'regex' || token.kind === 'number') return undefined;
    const text = token.text.toLowerCase();
    if (!texts.includes(text)) return undefined;
    this.#at++;
    return text;
  }

  next(kind?: Token['kind']): Token {
    const token = this.peek();
    if (!token || (kind && token.kind !== kind)) throw malformed(token?.text ?? 'end of query');
    this.#at++;
    return token;
  }

  expect(text: string): void {
    if (!this.take(text)) throw malformed(this.peek()?.text ?? 'end of query');
  }
}

export const numberOf = (value: Value): number =>
  typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value ?? Number.NaN);
const textOf = (value: Value): string => String(value ?? '');

/** As texts, whatever they look like. */
export function compareTexts(a: Value, b: Value): number {
  return textOf(a) < textOf(b) ? -1 : Number(textOf(a) > textOf(b));
}

/** Numbers by value where both are some, else as texts. */
export function compare(a: Value, b: Value): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return compareTexts(a, b);
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};
const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

const present = (value: Value) => value !== undefined && value !== '';
const math =
  (f: (...numbers: number[]) => number) =>
  (...args: Value[]): Value => {
    const value = f(...args.map(numberOf));
    return Number.isNaN(value) ? undefined : value;
  };

/** Functions of one row. CloudWatch Logs User Guide, "Supported operations and functions". */
const FUNCTIONS: Readonly<Record<string, (...args: Value[]) => Value>> = {
  abs: math(Math.abs),
  ceil: math(Math.ceil),
  coalesce: (...args) => args.find(present),
  concat: (...args) => args.map(textOf).join(''),
  floor: math(Math.floor),
  frommillis: (ms) => timeText(numberOf(ms)),
  greatest: math(Math.max),
  isblank: (value) => textOf(value).trim() === '',
  isempty: (value) => !present(value),
  ispresent: (value) => value !== undefined,
  least: math(Math.min),
  log: math(Math.log),
  ltrim: (value) => textOf(value).trimStart(),
  replace: (value, part, by) => textOf(value).replaceAll(textOf(part), textOf(by)),
  rtrim: (value) => textOf(value).trimEnd(),
  sqrt: math(Math.sqrt),
  strcontains: (value, part) => Number(textOf(value).includes(textOf(part))),
  strlen: (value) => textOf(value).length,
  substr: (value, from, length) =>
    textOf(value).substring(numberOf(from), length === undefined ? undefined : numberOf(from) + numberOf(length)),
  tolower: (value) => textOf(value).toLowerCase(),
  tomillis: (value) => Date.parse(`${textOf(value).replace(' ', 'T')}Z`),
  toupper: (value) => textOf(value).toUpperCase(),
  trim: (value) => textOf(value).trim(),
};

const SPANS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `2026-11-20 08:00:00.000` */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** Reads an expression. Throws MalformedQueryException. */
export function readExpression(reader: Reader): Expression {
  const levels: (() => Expression)[] = [];
  const any = () => chain('or', all, (tests) => (row) => tests.some((test) => truthy(test(row))));
  const all = () => chain('and', negated, (tests) => (row) => tests.every((test) => truthy(test(row))));
  const chain = (word: string, inner: () => Expression, combine: (parts: Expression[]) => Expression) => {
    const parts = [inner()];
    while (reader.take(word)) parts.push(inner());
    return parts.length === 1 ? parts[0]! : combine(parts);
  };
  const negated = (): Expression => {
    if (!reader.take('not')) return comparison();
    const inner = negated();
    return (row) => !truthy(inner(row));
  };
  const comparison = (): Expression => {
    const left = levels[0]!();
    if (reader.take('not')) {
      const positive = likeOrIn(left);
      return (row) => left(row) !== undefined && !truthy(positive(row));
    }
    if (['like', '=~', 'in'].includes(reader.peek()?.text.toLowerCase() ?? '')) return likeOrIn(left);
    const symbol = reader.take(...Object.keys(COMPARISONS));
    if (!symbol) return left;
    const right = levels[0]!();
    return (row) => {
      const [a, b] = [left(row), right(row)];
      return a === undefined || b === undefined ? symbol === '!=' && a !== b : COMPARISONS[symbol]!(compare(a, b));
    };
  };
  const likeOrIn = (left: Expression): Expression => {
    if (reader.take('in')) {
      reader.expect('[');
      const items = listUntil(reader, ']');
      return (row) => items.some((item) => left(row) !== undefined && compare(left(row), item(row)) === 0);
    }
    if (!reader.take('like', '=~')) throw malformed(reader.peek()?.text ?? 'end of query');
    const token = reader.next();
    if (token.kind === 'text') return (row) => textOf(left(row)).includes(token.text);
    if (token.kind !== 'regex') throw malformed(token.text);
    const pattern = regexOf(token.text);
    return (row) => left(row) !== undefined && pattern.test(textOf(left(row)));
  };
  for (const [index, operators] of [['+', '-'], ['*', '/', '%'], ['^']].entries()) {
    levels.push(() => {
      const inner = levels[index + 1] ?? primary;
      let left = inner();
      for (let operator = reader.take(...operators); operator; operator = reader.take(...operators)) {
        const [a, b, operate] = [left, inner(), ARITHMETIC[operator]!];
        left = (row) => {
          const value = operate(numberOf(a(row)), numberOf(b(row)));
          return Number.isFinite(value) ? value : undefined;
        };
      }
      return left;
    });
  }
  const primary = (): Expression => {
    if (reader.take('(')) {
      const inner = any();
      reader.expect(')');
      return inner;
    }
    if (reader.take('-')) {
      const inner = primary();
      return (row) => -numberOf(inner(row));
    }
    const token = reader.next();
    if (token.kind === 'number') return () => Number(token.text);
    if (token.kind === 'text') return () => token.text;
    if (token.kind !== 'name') throw malformed(token.text);
    if (!reader.take('(')) return (row) => row.get(token.text);
    const name = token.text.toLowerCase();
    if (name === 'bin' || name === 'datefloor') return binned(reader, name);
    const f = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!f) throw notImplemented(`logs Insights with ${token.text}()`);
    const args = listUntil(reader, ')');
    return (row) => f(...args.map((arg) => arg(row)));
  };
  return any();
}

/** `bin(5m)`: the timestamp's span. */
function binned(reader: Reader, name: string): Expression {
  let of: Expression = (row) => row.get('@timestamp');
  if (name === 'datefloor') {
    of = readExpression(reader);
    reader.expect(',');
  }
  const text = reader.next().text;
  const [, count, unit] = /^(\d+)([a-z]+)$/i.exec(text) ?? [];
  const span = unit === undefined ? undefined : SPANS[unit];
  if (span === undefined) throw notImplemented(`logs Insights with ${name}(${text})`);
  reader.expect(')');
  const step = Number(count) * span;
  return (row) => {
    const value = of(row);
    const at = typeof value === 'string' && Number.isNaN(Number(value)) ? Date.parse(`${value.replace(' ', 'T')}Z`) : numberOf(value);
    return Number.isNaN(at) ? undefined : timeText(Math.floor(at / step) * step);
  };
}

export function listUntil(reader: Reader, end: string): Expression[] {
  const items: Expression[] = [];
  if (reader.take(end)) return items;
  do items.push(readExpression(reader));
  while (reader.take(','));
  reader.expect(end);
  return items;
}

export function truthy(value: Value): boolean {
  return value !== undefined && value !== false && value !== '' && value !== 0 && value !== 'false';
}

/** Throws MalformedQueryException. */
export function regexOf(text: string): RegExp {
  const [, insensitive, source] = /^(\(\?i\))?(.*)$/s.exec(text)!;
  try {
    return new RegExp(source!, insensitive ? 'i' : '');
  } catch {
    throw malformed(text);
  }
}
