import { COMPARISONS, compileComparison, TokenReader, tokens } from './conditions.ts';
import { invalidPattern, type MessageFilter } from './filter-pattern.ts';

type FieldTest = (value: string) => boolean;
/** A field's test, or the ellipsis that stands for any number of fields. */
type Slot = FieldTest | 'rest';

/** `[ip, user, ..., status = 4* && status != 404, size > 1000]` on messages whose fields are parted by spaces. */
export function compileSpaceFilter(pattern: string): MessageFilter {
  if (!pattern.endsWith(']')) throw invalidPattern();
  const reader = new TokenReader(tokens(pattern.slice(1, -1)));
  const slots: Slot[] = [];
  while (!reader.done) {
    slots.push(slot(reader));
    if (!reader.done && !reader.take(',')) throw invalidPattern();
  }
  const rest = slots.indexOf('rest');
  if (slots.length === 0 || rest !== slots.lastIndexOf('rest')) throw invalidPattern();
  const head = (rest === -1 ? slots : slots.slice(0, rest)) as FieldTest[];
  const tail = (rest === -1 ? [] : slots.slice(rest + 1)) as FieldTest[];
  return (message) => {
    const values = fields(message);
    if (rest === -1 ? values.length !== slots.length : values.length < head.length + tail.length) return false;
    const fromEnd = values.length - tail.length;
    return head.every((test, at) => test(values[at]!)) && tail.every((test, at) => test(values[fromEnd + at]!));
  };
}

function slot(reader: TokenReader): Slot {
  if (reader.take('...')) return 'rest';
  return anyOf(reader);
}

function anyOf(reader: TokenReader): FieldTest {
  const tests = [allOf(reader)];
  while (reader.take('||')) tests.push(allOf(reader));
  return (value) => tests.some((test) => test(value));
}

function allOf(reader: TokenReader): FieldTest {
  const tests = [single(reader)];
  while (reader.take('&&')) tests.push(single(reader));
  return (value) => tests.every((test) => test(value));
}

function single(reader: TokenReader): FieldTest {
  if (reader.take('(')) {
    const inner = anyOf(reader);
    if (!reader.take(')')) throw invalidPattern();
    return inner;
  }
  if (reader.next().kind !== 'word') throw invalidPattern();
  const comparison = COMPARISONS.find((symbol) => reader.take(symbol));
  return comparison ? compileComparison(comparison, reader.next()) : () => true;
}

/** The fields of a message by the names a pattern gives them (`$status`); those that `...` stands for go by their number (`$3`). */
export function spaceValues(pattern: string, message: string): Record<string, string> {
  const names = fieldNames(pattern);
  const values = fields(message);
  const rest = names.indexOf('...');
  // Reason: the ellipsis stands for as many fields as the message has more.
  const extra = rest === -1 ? 0 : values.length - names.length;
  const nameAt = (at: number) => {
    if (rest === -1 || at < rest) return names[at];
    return at > rest + extra ? names[at - extra] : undefined;
  };
  return Object.fromEntries(values.map((value, at) => [`$${nameAt(at) ?? at + 1}`, value]));
}

function fieldNames(pattern: string): string[] {
  const reader = new TokenReader(tokens(pattern.trim().slice(1, -1)));
  const names: string[] = [];
  for (let first = true; !reader.done; ) {
    const { text, kind } = reader.next();
    if (kind === 'symbol' && text === ',') first = true;
    else if (kind === 'word' && first) {
      names.push(text);
      first = false;
    }
  }
  return names;
}

/** Fields are parted by spaces; what stands in brackets or double quotes is one field. */
function fields(message: string): string[] {
  return [...message.matchAll(/\[([^\]]*)\]|"([^"]*)"|(\S+)/g)].map(([, bracketed, quoted, word]) => bracketed ?? quoted ?? word!);
}
