import { addressOf, ipRange } from './ip-range.ts';
import { JsonProblem, type JsonReader, type Token } from './json-reader.ts';
import { isTooComplex, parseWildcard, WildcardProblem, wildcardTest } from './wildcard.ts';

/** A field's value in an event. */
export type Leaf = string | number | boolean | null;

/** One of a field's expected values. */
export interface Comparison {
  fits(value: Leaf): boolean;
  /** It is met where the field is not there. */
  absent?: true;
  /** The wildcards that it compares with. */
  wildcards?: ReturnType<typeof parseWildcard>[];
}

/** What an operator takes its text for. */
type TextTest = (operand: string) => (value: string) => boolean;

const onText = (test: (value: string) => boolean): Comparison => ({ fits: (value) => typeof value === 'string' && test(value) });

/** Case does not count: ẞ and ß are one letter too. */
const folded = (text: string) => text.toUpperCase().toLowerCase();

const startsWith: TextTest = (operand) => (value) => value.startsWith(operand);
const endsWith: TextTest = (operand) => (value) => value.endsWith(operand);
const equalsIgnoringCase: TextTest = (operand) => (value) => folded(value) === folded(operand);
const startsWithIgnoringCase: TextTest = (operand) => (value) => folded(value).startsWith(folded(operand));
const endsWithIgnoringCase: TextTest = (operand) => (value) => folded(value).endsWith(folded(operand));

/** A plain value: texts that are addresses are compared as such. */
export function exactly(token: Token, reader: JsonReader): Comparison {
  switch (token.kind) {
    case 'string': {
      const text = reader.text();
      const address = addressOf(text);
      if (!address) return onText((value) => value === text);
      return onText((value) => {
        const given = addressOf(value);
        return given !== undefined && given.bits === address.bits && given.value === address.value;
      });
    }
    case 'number': {
      const number = Number(token.text);
      return { fits: (value) => value === number };
    }
    case 'true':
      return { fits: (value) => value === true };
    case 'false':
      return { fits: (value) => value === false };
    case 'null':
      return { fits: (value) => value === null };
    default:
      return reader.fail('Match value must be String, number, true, false, or null');
  }
}

/** Reads what follows the brace of `{ "prefix": "x" }`. Throws JsonProblem. EventBridge User Guide, "Comparison operators". */
export function comparison(reader: JsonReader): Comparison {
  if (reader.next().kind !== 'name') reader.fail('Match expression name not found');
  const name = reader.text();
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  return operator ? operator(reader) : reader.fail(`Unrecognized match type ${name}`);
}

const OPERATORS: Record<string, (reader: JsonReader) => Comparison> = {
  exactly: (reader) =>
    closing(
      reader,
      onText(
        (
          (text) => (value: string) =>
            value === text
        )(textOperand(reader, reader.next(), 'exact')),
      ),
    ),
  prefix: (reader) => affix(reader, 'prefix', startsWith, startsWithIgnoringCase),
  suffix: (reader) => affix(reader, 'suffix', endsWith, endsWithIgnoringCase),
  'equals-ignore-case': (reader) => closing(reader, onText(equalsIgnoringCase(textOperand(reader, reader.next(), 'equals-ignore-case')))),
  wildcard(reader) {
    const steps = wildcardSteps(reader, textOperand(reader, reader.next(), 'wildcard'));
    return closing(reader, { ...onText(wildcardTest(steps)), wildcards: [steps] });
  },
  cidr(reader) {
    // Reason: EventBridge speaks of a prefix here too.
    return closing(reader, onText(ipRange(textOperand(reader, reader.next(), 'prefix'))));
  },
  exists(reader) {
    const { kind } = reader.next();
    if (kind !== 'true' && kind !== 'false') return reader.fail('exists match pattern must be either true or false.');
    return closing(reader, kind === 'true' ? { fits: () => true } : { fits: () => false, absent: true });
  },
  numeric(reader) {
    if (reader.next().kind !== '[') reader.fail('Value of numeric must be an array.');
    const within = numericRange(reader);
    return closing(reader, { fits: (value) => typeof value === 'number' && within(value) }, TOO_MANY);
  },
  'anything-but': anythingBut,
};

const ONE_KEY = 'Only one key allowed in match expression';
const TOO_MANY = 'Too many elements in numeric expression';

function closing(reader: JsonReader, found: Comparison, message = ONE_KEY): Comparison {
  if (reader.next().kind !== '}') reader.fail(message);
  return found;
}

function textOperand(reader: JsonReader, token: Token, operator: string): string {
  if (token.kind !== 'string') reader.fail(`${operator} match pattern must be a string`);
  return reader.text();
}

function affix(reader: JsonReader, operator: 'prefix' | 'suffix', plain: TextTest, ignoringCase: TextTest): Comparison {
  const token = reader.next();
  if (token.kind !== '{') return closing(reader, onText(plain(textOperand(reader, token, operator))));
  const title = operator === 'prefix' ? 'Prefix' : 'Suffix';
  if (reader.next().kind !== 'name') reader.fail(`${title} expression name not found`);
  const inner = reader.text();
  if (inner !== 'equals-ignore-case') reader.fail(`Unsupported ${operator} pattern: ${inner}`);
  const found = onText(ignoringCase(textOperand(reader, reader.next(), 'equals-ignore-case')));
  return closing(reader, closing(reader, found));
}

function wildcardSteps(reader: JsonReader, text: string): ReturnType<typeof parseWildcard> {
  try {
    return parseWildcard(text);
  } catch (error) {
    if (!(error instanceof WildcardProblem)) throw error;
    return reader.fail(error.message);
  }
}

/** What `anything-but` may hold besides plain values, and what it says of an operand that is no text. */
const EXCEPTIONS: Record<string, { test?: TextTest; wrongType: string; mayBeEmpty: boolean }> = {
  'equals-ignore-case': {
    test: equalsIgnoringCase,
    wrongType: 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    mayBeEmpty: true,
  },
  prefix: { test: startsWith, wrongType: 'prefix/suffix match pattern must be a string', mayBeEmpty: false },
  suffix: { test: endsWith, wrongType: 'prefix/suffix match pattern must be a string', mayBeEmpty: false },
  wildcard: { wrongType: 'wildcard match pattern must be a string', mayBeEmpty: true },
};

function anythingBut(reader: JsonReader): Comparison {
  let token = reader.next();
  let exception: (typeof EXCEPTIONS)[string] | undefined;
  if (token.kind === '{') {
    if (reader.next().kind !== 'name') reader.fail('Anything-But expression name not found');
    const name = reader.text();
    exception = Object.hasOwn(EXCEPTIONS, name) ? EXCEPTIONS[name] : undefined;
    if (!exception) return reader.fail(`Unsupported anything-but pattern: ${name}`);
    token = reader.next();
  }
  if (token.kind !== '[' && token.kind !== 'string' && token.kind !== 'number')
    reader.fail('Value of anything-but must be an array or single string/number value.');
  const found = exception ? butText(reader, token, exception) : butPlain(reader, token);
  const closed = closing(reader, found, TOO_MANY);
  return exception ? closing(reader, closed, TOO_MANY) : closed;
}

/** The items of a list or the one value, each read while it is the current token. */
function each(reader: JsonReader, first: Token, read: (token: Token) => void): void {
  if (first.kind !== '[') {
    read(first);
    return;
  }
  for (let token = reader.next(); token.kind !== ']'; token = reader.next()) {
    try {
      read(token);
    } catch (error) {
      // Reason: in lists EventBridge names the place twice.
      if (!(error instanceof JsonProblem)) throw error;
      reader.fail(error.message);
    }
  }
}

function butPlain(reader: JsonReader, first: Token): Comparison {
  const unwanted = new Set<string | number>();
  const kinds = new Set<string>();
  each(reader, first, (token) => {
    if (token.kind !== 'string' && token.kind !== 'number') reader.fail('Inside anything but list, start|null|boolean is not supported.');
    kinds.add(token.kind);
    unwanted.add(token.kind === 'number' ? Number(token.text) : reader.text());
  });
  if (kinds.size !== 1) reader.fail('Inside anything but list, either all values are number or string, mixed type is not supported');
  return { fits: (value) => !unwanted.has(value as string | number) };
}

function butText(reader: JsonReader, first: Token, { test, wrongType, mayBeEmpty }: (typeof EXCEPTIONS)[string]): Comparison {
  const operands: string[] = [];
  each(reader, first, (token) => {
    if (token.kind !== 'string') reader.fail(wrongType);
    const text = reader.text();
    if (text === '' && !mayBeEmpty) reader.fail('Null prefix/suffix not allowed');
    operands.push(text);
  });
  const wildcards = test ? [] : operands.map((operand) => wildcardSteps(reader, operand));
  const unwanted = test ? operands.map(test) : wildcards.map(wildcardTest);
  return {
    fits: (value) => typeof value !== 'string' || !unwanted.some((fits) => fits(value)),
    ...(wildcards.length > 0 && { wildcards }),
  };
}

/** Numbers beyond it have no order in EventBridge. */
const LARGEST = 5e9;

const COMPARE: Record<string, (value: number, limit: number) => boolean> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

function numericRange(reader: JsonReader): (value: number) => boolean {
  if (reader.next().kind !== 'string') reader.fail(`Invalid member in numeric match: ${reader.text()}`);
  const operator = reader.text();
  const compare = Object.hasOwn(COMPARE, operator) ? COMPARE[operator] : undefined;
  const operand = reader.next();
  if (!compare) return reader.fail(`Unrecognized numeric range operator: ${operator}`);
  const limit = numberOf(reader, operand, operator === '=' ? 'equals' : operator);
  const after = reader.next();
  if (after.kind === ']') return (value) => compare(value, limit);
  if (operator !== '>' && operator !== '>=') reader.fail(TOO_MANY);
  if (after.kind !== 'string') reader.fail(`Bad value in numeric range: ${reader.text()}`);
  const second = reader.text();
  if (second !== '<' && second !== '<=') reader.fail(`Bad numeric range operator: ${second}`);
  const top = numberOf(reader, reader.next(), second);
  if (reader.next().kind !== ']') reader.fail('Too many terms in numeric range expression');
  if (top <= limit) reader.fail('Bottom must be less than top');
  return (value) => compare(value, limit) && COMPARE[second]!(value, top);
}

function numberOf(reader: JsonReader, token: Token, operator: string): number {
  if (token.kind !== 'number') return reader.fail(`Value of ${operator} must be numeric`);
  const value = Number(token.text);
  if (Math.abs(value) > LARGEST) reader.fail('Value must be between -5.0E9 and 5.0E9, inclusive');
  return value;
}

/** Whether the wildcards of a field are more than EventBridge takes. */
export function hasTooManyWildcards(comparisons: readonly Comparison[]): boolean {
  const wildcards = comparisons.flatMap((one) => one.wildcards ?? []);
  return wildcards.length > 0 && isTooComplex(wildcards);
}
