import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Path, Tokens } from './tokens.ts';

/** What SET assigns. See Condition for `Value`. */
export type SetOperand<Value> =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; value: Value }
  | { kind: 'if_not_exists'; path: Path; otherwise: SetOperand<Value> }
  | { kind: 'list_append'; first: SetOperand<Value>; second: SetOperand<Value> }
  | { kind: 'plus' | 'minus'; left: SetOperand<Value>; right: SetOperand<Value> };

/** The actions of an update, section by section. */
export interface Update<Value = AttributeValue> {
  set: { path: Path; operand: SetOperand<Value> }[];
  remove: { path: Path }[];
  add: { path: Path; value: Value }[];
  delete: { path: Path; value: Value }[];
}

const SECTIONS = { SET: 'set', REMOVE: 'remove', ADD: 'add', DELETE: 'delete' } as const;
const CONDITION_FUNCTIONS = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains', 'size'];

/** Parses an update expression. Throws ValidationException. */
export function parseUpdate(text: string): Update<string> {
  const tokens = new Tokens('UpdateExpression', text);
  const update: Update<string> = { set: [], remove: [], add: [], delete: [] };
  const seen = new Set<string>();
  do {
    const keyword = tokens.peek().text.toUpperCase();
    if (tokens.peek().kind !== 'word' || !Object.hasOwn(SECTIONS, keyword)) throw tokens.syntaxError();
    if (seen.has(keyword)) throw tokens.error(`The "${keyword}" section can only be used once in an update expression;`);
    seen.add(keyword);
    tokens.take();
    do parseAction(tokens, update, SECTIONS[keyword as keyof typeof SECTIONS]);
    while (tokens.accept(','));
  } while (tokens.peek().kind !== 'end');
  return update;
}

function parseAction(tokens: Tokens, update: Update<string>, section: keyof Update): void {
  const path = tokens.path();
  if (section === 'remove') {
    update.remove.push({ path });
    return;
  }
  if (section === 'set') {
    tokens.expect('=');
    update.set.push({ path, operand: parseSum(tokens) });
    return;
  }
  if (tokens.peek().kind !== 'value') throw tokens.syntaxError();
  update[section].push({ path, value: tokens.take().text });
}

function parseSum(tokens: Tokens): SetOperand<string> {
  const left = parseOperand(tokens);
  if (tokens.accept('+')) return { kind: 'plus', left, right: parseOperand(tokens) };
  if (tokens.accept('-')) return { kind: 'minus', left, right: parseOperand(tokens) };
  return left;
}

function parseOperand(tokens: Tokens): SetOperand<string> {
  const next = tokens.peek();
  if (tokens.accept('(')) {
    const inner = parseSum(tokens);
    tokens.expect(')');
    return inner;
  }
  if (next.kind === 'value') {
    tokens.take();
    return { kind: 'value', value: next.text };
  }
  if (next.kind === 'word' && tokens.second.kind === 'symbol' && tokens.second.text === '(') return parseFunction(tokens);
  return { kind: 'path', path: tokens.path() };
}

function parseFunction(tokens: Tokens): SetOperand<string> {
  const name = tokens.take().text;
  tokens.expect('(');
  const args = [parseSum(tokens)];
  while (tokens.accept(',')) args.push(parseSum(tokens));
  tokens.expect(')');
  if (CONDITION_FUNCTIONS.includes(name)) throw tokens.error(`The function is not allowed in an update expression; function: ${name}`);
  if (name !== 'if_not_exists' && name !== 'list_append') throw tokens.error(`Invalid function name; function: ${name}`);
  const [first, second] = args;
  if (args.length !== 2 || !first || !second) {
    throw tokens.error(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  }
  if (name === 'list_append') return { kind: 'list_append', first, second };
  if (first.kind !== 'path') throw tokens.error(`Operator or function requires a document path; operator or function: ${name}`);
  return { kind: 'if_not_exists', path: first.path, otherwise: second };
}
