import { notImplemented } from '../../../aws-error.ts';
import type { Segment } from '../../../tracing/segment.ts';
import { typeOf } from '../graph.ts';
import type { Trace } from '../trace.ts';
import { annotation, BOOLEANS, NUMBERS, STRINGS, type Subject, type Value, wholeTrace } from './subject.ts';
import { invalidFilter, type Token, tokensOf } from './tokens.ts';

type Test = (subject: Subject) => boolean;
/** Which service an expression names: `service("orders")`, `service(id(name: "orders", type: "AWS::Lambda"))`. */
type ServiceTest = (segment: Segment) => boolean;

/** Which comparisons there are, and for which values. */
const COMPARE: Record<string, (a: Value, b: Value) => boolean> = {
  '=': (a, b) => (typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b),
  '!=': (a, b) => !COMPARE['=']!(a, b),
  '<': (a, b) => typeof a === 'number' && typeof b === 'number' && a < b,
  '<=': (a, b) => typeof a === 'number' && typeof b === 'number' && a <= b,
  '>': (a, b) => typeof a === 'number' && typeof b === 'number' && a > b,
  '>=': (a, b) => typeof a === 'number' && typeof b === 'number' && a >= b,
  BEGINSWITH: (a, b) => lower(a).startsWith(lower(b)),
  ENDSWITH: (a, b) => lower(a).endsWith(lower(b)),
  CONTAINS: (a, b) => lower(a).includes(lower(b)),
};
/** Keywords of AWS's that nothing here answers. */
const REFUSED = /^(rootcause\.|coverage|availabilityzone|instance\.|group\.|first$|last$|message$|json|resource)/;

/** Reads a filter expression. Throws InvalidRequestException, NotImplemented. X-Ray Developer Guide, "Use filter expressions". */
export function parseFilter(text: string): (trace: Trace) => boolean {
  const parser = new Parser(tokensOf(text));
  const test = parser.expression();
  parser.end();
  return (trace) => test(wholeTrace(trace));
}

class Parser {
  readonly #tokens: Token[];

  constructor(tokens: Token[]) {
    this.#tokens = [...tokens];
  }

  end(): void {
    const token = this.#tokens[0];
    if (token) throw invalidFilter(`unexpected ${shown(token)}`);
  }

  /** OR binds less than AND. */
  expression(): Test {
    const tests = [this.#conjunction()];
    while (this.#takeWord('OR')) tests.push(this.#conjunction());
    return (subject) => tests.some((test) => test(subject));
  }

  #conjunction(): Test {
    const tests = [this.#negation()];
    while (this.#takeWord('AND')) tests.push(this.#negation());
    return (subject) => tests.every((test) => test(subject));
  }

  #negation(): Test {
    if (this.#take('!') || this.#takeWord('NOT')) {
      const test = this.#negation();
      return (subject) => !test(subject);
    }
    if (this.#take('(')) {
      const test = this.expression();
      this.#expect(')');
      return test;
    }
    return this.#term();
  }

  #term(): Test {
    const token = this.#tokens.shift();
    if (token?.kind !== 'word') throw invalidFilter(token ? `unexpected ${shown(token)}` : 'it ends too early');
    const word = token.text;
    if (word === 'service') return this.#service();
    if (word === 'edge') return this.#edge();
    const key = /^annotation(?:\.(.+)|\[(.+)\])$/i.exec(word);
    if (key) return this.#comparison((subject) => annotation(subject, (key[1] ?? key[2])!), true);
    const name = word.toLowerCase();
    if (Object.hasOwn(BOOLEANS, name)) return this.#boolean(BOOLEANS[name]!);
    if (Object.hasOwn(NUMBERS, name)) return this.#comparison(NUMBERS[name]!, false);
    if (Object.hasOwn(STRINGS, name)) return this.#comparison(STRINGS[name]!, false);
    if (REFUSED.test(name)) throw notImplemented(`xray filter expressions with ${word}`);
    throw invalidFilter(`unknown keyword ${word}`);
  }

  /** `fault`, `fault = true`, `fault != true`. */
  #boolean(read: (subject: Subject) => boolean): Test {
    const operator = this.#operator();
    if (operator === undefined) return read;
    const wanted = this.#value();
    if (typeof wanted !== 'boolean' || !['=', '!='].includes(operator)) throw invalidFilter('a flag is compared with true or false');
    return (subject) => (read(subject) === wanted) === (operator === '=');
  }

  #comparison(read: (subject: Subject) => Value[], mayStandAlone: boolean): Test {
    const operator = this.#operator();
    if (operator === undefined) {
      if (mayStandAlone) return (subject) => read(subject).length > 0;
      throw invalidFilter('a comparison is missing');
    }
    const wanted = this.#value();
    return (subject) => read(subject).some((value) => COMPARE[operator]!(value, wanted));
  }

  #service(): Test {
    this.#expect('(');
    const isOf = this.#serviceTest();
    this.#expect(')');
    const inner = this.#braces();
    return ({ trace }) => {
      const segments = trace.segments.filter(isOf);
      return segments.length > 0 && (!inner || inner({ trace, segments, entry: segments[0]! }));
    };
  }

  /** A connection: what was called, where the caller is the first one. */
  #edge(): Test {
    this.#expect('(');
    const from = this.#serviceTest();
    this.#expect(',');
    const to = this.#serviceTest();
    this.#expect(')');
    const inner = this.#braces();
    return ({ trace }) => {
      const segments = trace.segments.filter((segment) => {
        const caller = trace.holders.get(segment.parent_id ?? '');
        return caller !== undefined && from(caller) && to(segment);
      });
      return segments.length > 0 && (!inner || inner({ trace, segments, entry: segments[0]! }));
    };
  }

  #serviceTest(): ServiceTest {
    const token = this.#tokens[0];
    if (token?.kind === 'sign' && token.text === ')') return () => true;
    if (token?.kind === 'string') {
      this.#tokens.shift();
      return ({ name }) => name === token.text;
    }
    if (!this.#takeWord('id')) throw invalidFilter('a service is named by a string or id()');
    this.#expect('(');
    const wanted: Record<string, string> = {};
    do {
      const member = this.#tokens.shift();
      if (member?.kind !== 'word' || !['name', 'type'].includes(member.text)) {
        if (member?.kind === 'word' && member.text === 'account') throw notImplemented('xray filter expressions with id(account)');
        throw invalidFilter('id() takes name and type');
      }
      this.#expect(':');
      const value = this.#value();
      wanted[member.text] = String(value);
    } while (this.#take(','));
    this.#expect(')');
    return (segment) =>
      (wanted.name === undefined || segment.name === wanted.name) && (wanted.type === undefined || typeOf(segment) === wanted.type);
  }

  #braces(): Test | undefined {
    if (!this.#take('{')) return undefined;
    const inner = this.expression();
    this.#expect('}');
    return inner;
  }

  #operator(): string | undefined {
    const token = this.#tokens[0];
    if (!token || token.kind === 'string' || token.kind === 'number') return undefined;
    const text = token.kind === 'word' ? token.text.toUpperCase() : token.text;
    if (!Object.hasOwn(COMPARE, text)) return undefined;
    this.#tokens.shift();
    return text;
  }

  #value(): Value {
    const token = this.#tokens.shift();
    if (token?.kind === 'string') return token.text;
    if (token?.kind === 'number') return token.value;
    if (token?.kind === 'word' && /^(true|false)$/i.test(token.text)) return token.text.toLowerCase() === 'true';
    throw invalidFilter(token ? `${shown(token)} is no value` : 'a value is missing');
  }

  #take(sign: string): boolean {
    const token = this.#tokens[0];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#tokens.shift();
    return true;
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[0];
    if (token?.kind !== 'word' || token.text.toUpperCase() !== word.toUpperCase()) return false;
    this.#tokens.shift();
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw invalidFilter(`${sign} is missing`);
  }
}

function lower(value: Value): string {
  return String(value).toLowerCase();
}

function shown(token: Token): string {
  return token.kind === 'number' ? String(token.value) : token.text;
}
