import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type ExpressionKind, type Path, Tokens } from './tokens.ts';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** What a condition compares. As parsed, paths hold placeholders and values are named; once bound, both are real. */
export type Operand<Value> = { kind: 'path'; path: Path } | { kind: 'value'; value: Value } | { kind: 'size'; of: Operand<Value> };

/** A condition, filter or key condition. `Value` is a placeholder's name as parsed and an AttributeValue once bound. */
export type Condition<Value = AttributeValue> =
  | { kind: 'compare'; comparator: Comparator; left: Operand<Value>; right: Operand<Value> }
  | { kind: 'between'; operand: Operand<Value>; low: Operand<Value>; high: Operand<Value> }
  | { kind: 'in'; operand: Operand<Value>; list: Operand<Value>[] }
  | { kind: 'function'; name: ConditionFunction; args: Operand<Value>[] }
  | { kind: 'and' | 'or'; terms: Condition<Value>[] }
  | { kind: 'not'; term: Condition<Value> };

export type ConditionFunction = keyof typeof CONDITION_FUNCTIONS;

/** The functions that are conditions, and how many operands they take. */
const CONDITION_FUNCTIONS = { attribute_exists: 1, attribute_not_exists: 1, attribute_type: 2, begins_with: 2, contains: 2 } as const;
const UPDATE_FUNCTIONS = ['if_not_exists', 'list_append'];
const COMPARATORS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];
const MAX_IN_OPERANDS = 100;

/** What a piece of the text turned out to be: `size(a)` and paths are operands, comparisons are conditions. */
type Piece = { operand: Operand<string>; wrapped?: boolean } | { condition: Condition<string>; wrapped?: boolean };

/** Parses a condition. Throws ValidationException. */
export function parseCondition(kind: ExpressionKind, text: string): Condition<string> {
  const tokens = new Tokens(kind, text);
  const condition = conditionOf(tokens, parseOr(tokens));
  tokens.expectEnd();
  return condition;
}

function conditionOf(tokens: Tokens, piece: Piece): Condition<string> {
  if ('condition' in piece) return piece.condition;
  throw tokens.syntaxError();
}

function operandOf(tokens: Tokens, piece: Piece): Operand<string> {
  if ('operand' in piece) return piece.operand;
  if (piece.condition.kind === 'function') {
    throw tokens.error(`The function is not allowed to be used this way in an expression; function: ${piece.condition.name}`);
  }
  throw tokens.syntaxError();
}

function parseOr(tokens: Tokens): Piece {
  return parseTerms(tokens, 'or', parseAnd);
}

function parseAnd(tokens: Tokens): Piece {
  return parseTerms(tokens, 'and', parseNot);
}

function parseTerms(tokens: Tokens, kind: 'and' | 'or', parseTerm: (tokens: Tokens) => Piece): Piece {
  const first = parseTerm(tokens);
  if (!tokens.isWord(kind.toUpperCase())) return first;
  const terms = [conditionOf(tokens, first)];
  while (tokens.acceptWord(kind.toUpperCase())) terms.push(conditionOf(tokens, parseTerm(tokens)));
  return { condition: { kind, terms } };
}

function parseNot(tokens: Tokens): Piece {
  if (tokens.acceptWord('NOT')) return { condition: { kind: 'not', term: conditionOf(tokens, parseNot(tokens)) } };
  return parseComparison(tokens);
}

function parseComparison(tokens: Tokens): Piece {
  const piece = parsePrimary(tokens);
  const next = tokens.peek();
  if (next.kind === 'symbol' && COMPARATORS.includes(next.text)) {
    const left = operandOf(tokens, piece);
    tokens.take();
    const right = operandOf(tokens, parsePrimary(tokens));
    return { condition: { kind: 'compare', comparator: next.text as Comparator, left, right } };
  }
  if (tokens.isWord('BETWEEN')) {
    const operand = operandOf(tokens, piece);
    tokens.take();
    const low = operandOf(tokens, parsePrimary(tokens));
    if (!tokens.acceptWord('AND')) throw tokens.syntaxError();
    return { condition: { kind: 'between', operand, low, high: operandOf(tokens, parsePrimary(tokens)) } };
  }
  if (tokens.isWord('IN')) {
    const operand = operandOf(tokens, piece);
    tokens.take();
    tokens.expect('(');
    const list = parseOperands(tokens);
    if (list.length > MAX_IN_OPERANDS) {
      throw tokens.error(`The IN operator is provided with too many operands; number of operands: ${list.length}`);
    }
    return { condition: { kind: 'in', operand, list } };
  }
  return piece;
}

function parsePrimary(tokens: Tokens): Piece {
  const next = tokens.peek();
  if (tokens.accept('(')) {
    const inner = parseOr(tokens);
    tokens.expect(')');
    if (inner.wrapped) throw tokens.error('The expression has redundant parentheses;');
    return { ...inner, wrapped: true };
  }
  if (next.kind === 'value') {
    tokens.take();
    return { operand: { kind: 'value', value: next.text } };
  }
  if (next.kind === 'word' && tokens.second.text === '(' && tokens.second.kind === 'symbol') return parseFunction(tokens);
  return { operand: { kind: 'path', path: tokens.path() } };
}

function parseFunction(tokens: Tokens): Piece {
  const name = tokens.take().text;
  tokens.expect('(');
  const args = parseOperands(tokens);
  const wanted =
    name === 'size' ? 1 : Object.hasOwn(CONDITION_FUNCTIONS, name) ? CONDITION_FUNCTIONS[name as ConditionFunction] : undefined;
  if (wanted === undefined) {
    throw tokens.error(
      UPDATE_FUNCTIONS.includes(name)
        ? `The function is not allowed in a condition expression; function: ${name}`
        : `Invalid function name; function: ${name}`,
    );
  }
  if (args.length !== wanted) {
    throw tokens.error(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  }
  if (name === 'size') return { operand: { kind: 'size', of: args[0]! } };
  return { condition: { kind: 'function', name: name as ConditionFunction, args } };
}

/** Operands up to the closing parenthesis. */
function parseOperands(tokens: Tokens): Operand<string>[] {
  const operands = [operandOf(tokens, parsePrimary(tokens))];
  while (tokens.accept(',')) operands.push(operandOf(tokens, parsePrimary(tokens)));
  tokens.expect(')');
  return operands;
}
