import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { checkValue, type Item, invalid } from '../attribute-value.ts';
import { updatedPaths } from '../expressions/bind-update.ts';
import type { Condition } from '../expressions/condition.ts';
import { checkOverlaps } from '../expressions/projection.ts';
import type { Path } from '../expressions/tokens.ts';
import type { SetOperand, Update } from '../expressions/update-expression.ts';
import { PartiqlConditions } from './condition.ts';
import { notWellFormed, PartiqlTokens } from './tokens.ts';

/** A PartiQL statement with its parameters in place. */
export type Statement =
  | {
      kind: 'select';
      table: string;
      index: string | undefined;
      /** undefined for all attributes. */
      paths: Path[] | undefined;
      where: Condition | undefined;
      descending: boolean;
      /** EXISTS(SELECT ...): a check within a transaction. */
      exists: boolean;
    }
  | { kind: 'insert'; table: string; item: Item }
  | { kind: 'update'; table: string; update: Update; where: Condition; returning: Returning | undefined }
  | { kind: 'delete'; table: string; where: Condition; returning: Returning | undefined };

/** What RETURNING asks for. */
export type Returning = 'ALL OLD' | 'ALL NEW' | 'MODIFIED OLD' | 'MODIFIED NEW';

/** What may follow a table's name; any other word would be an alias. */
const AFTER_TABLE = new Set(['WHERE', 'ORDER', 'SET', 'REMOVE', 'RETURNING']);
const SET_FUNCTIONS: Record<string, 'add' | 'delete' | undefined> = { SET_ADD: 'add', SET_DELETE: 'delete' };

/** Reads a statement. Developer Guide, "PartiQL - a SQL-compatible query language for DynamoDB". Throws ValidationException. */
export function parseStatement(text: string, parameters: readonly AttributeValue[] = []): Statement {
  for (const parameter of parameters) checkValue(parameter);
  const tokens = new PartiqlTokens(text);
  const conditions = new PartiqlConditions(tokens, parameters);
  const statement = parse(tokens, conditions);
  if (tokens.peek().kind !== 'end') throw leftOver();
  conditions.done();
  return statement;
}

function parse(tokens: PartiqlTokens, conditions: PartiqlConditions): Statement {
  if (tokens.acceptWords('EXISTS')) {
    tokens.expect('(');
    tokens.expectWords('SELECT');
    const select = parseSelect(tokens, conditions, true);
    tokens.expect(')');
    return select;
  }
  if (tokens.acceptWords('SELECT')) return parseSelect(tokens, conditions, false);
  if (tokens.acceptWords('INSERT')) return parseInsert(tokens, conditions);
  if (tokens.acceptWords('UPDATE')) return parseUpdate(tokens, conditions);
  if (tokens.acceptWords('DELETE')) {
    tokens.expectWords('FROM');
    const { table } = parseTable(tokens, 1);
    const where = parseWhere(tokens, conditions);
    return { kind: 'delete', table, where, returning: parseReturning(tokens) };
  }
  if (tokens.acceptWords('FROM')) {
    const { table } = parseTable(tokens, 1);
    const where = parseWhere(tokens, conditions);
    const update = parseActions(tokens, conditions);
    return { kind: 'update', table, update, where, returning: parseReturning(tokens) };
  }
  throw notWellFormed('Expected data manipulation');
}

function leftOver(): Error {
  return notWellFormed('Unexpected token after expression');
}

function parseSelect(tokens: PartiqlTokens, conditions: PartiqlConditions, exists: boolean): Statement {
  const paths = tokens.accept('*') ? undefined : [conditions.path()];
  while (paths && tokens.accept(',')) paths.push(conditions.path());
  tokens.expectWords('FROM');
  const { table, index } = parseTable(tokens, 2);
  const where = tokens.acceptWords('WHERE') ? conditions.parse() : undefined;
  let descending = false;
  if (tokens.acceptWords('ORDER', 'BY')) {
    conditions.path();
    descending = tokens.acceptWords('DESC');
    if (!descending) tokens.acceptWords('ASC');
  }
  return { kind: 'select', table, index, paths, where, descending, exists };
}

function parseTable(tokens: PartiqlTokens, most: number): { table: string; index: string | undefined } {
  const names = [tokens.name()];
  while (tokens.accept('.')) names.push(tokens.name());
  if (names.some((name) => name === '')) throw invalid('Path component cannot be an empty string');
  if (names.length > most) throw invalid(`A path may contain at most ${most} components in the FROM clause`);
  const next = tokens.peek();
  if (next.kind === 'quoted' || (next.kind === 'word' && !AFTER_TABLE.has(next.text.toUpperCase())))
    throw invalid('Aliasing is not supported');
  return { table: names[0]!, index: names[1] };
}

function parseInsert(tokens: PartiqlTokens, conditions: PartiqlConditions): Statement {
  tokens.expectWords('INTO');
  const table = tokens.name();
  if (table === '') throw invalid('Path component cannot be an empty string');
  if (!tokens.acceptWords('VALUE')) throw leftOver();
  return { kind: 'insert', table, item: conditions.item() };
}

function parseUpdate(tokens: PartiqlTokens, conditions: PartiqlConditions): Statement {
  const { table } = parseTable(tokens, 1);
  const update = parseActions(tokens, conditions);
  const where = parseWhere(tokens, conditions);
  return { kind: 'update', table, update, where, returning: parseReturning(tokens) };
}

function parseActions(tokens: PartiqlTokens, conditions: PartiqlConditions): Update {
  const update: Update = { set: [], remove: [], add: [], delete: [] };
  while (tokens.isWord('SET') || tokens.isWord('REMOVE')) {
    const section = tokens.take().text.toUpperCase();
    do {
      const path = conditions.path();
      if (section === 'REMOVE') update.remove.push({ path });
      else {
        tokens.expect('=');
        parseAssignment(tokens, conditions, update, path);
      }
    } while (tokens.accept(','));
  }
  const paths = updatedPaths(update);
  if (paths.length === 0) throw tokens.unexpected();
  checkOverlaps('UpdateExpression', paths);
  return update;
}

/** The right side of SET: a value, arithmetic, or one of the functions on lists and sets. */
function parseAssignment(tokens: PartiqlTokens, conditions: PartiqlConditions, update: Update, path: Path): void {
  const call = tokens.peek();
  const section = tokens.isCall() ? SET_FUNCTIONS[call.text.toUpperCase()] : undefined;
  if (section) update[section].push({ path, value: parseSetCall(tokens, conditions, path) });
  else update.set.push({ path, operand: parseSum(tokens, conditions) });
}

/** `set_add(path, set)`: the path is the one assigned to. Throws ValidationException with the place in the statement. */
function parseSetCall(tokens: PartiqlTokens, conditions: PartiqlConditions, path: Path): AttributeValue {
  const call = tokens.take();
  const name = call.text.toUpperCase();
  tokens.expect('(');
  const first = tokens.peek();
  const operands = conditions.operands();
  if (operands.length !== 2) throw invalid(`${name} must have exactly two arguments at ${tokens.place(call)}`);
  const [target, value] = operands;
  if (target!.kind !== 'path' || JSON.stringify(target!.path) !== JSON.stringify(path)) {
    throw invalid(`The first argument to ${name} must equal the assignment value at ${tokens.place(call)}`);
  }
  if (value!.kind !== 'value' || !(value!.value.SS || value!.value.NS || value!.value.BS)) {
    throw invalid(`The second argument to ${name} must be a value with type SET at ${tokens.place(first)}`);
  }
  return value!.value;
}

function parseSum(tokens: PartiqlTokens, conditions: PartiqlConditions): SetOperand<AttributeValue> {
  const left = parseOperand(tokens, conditions);
  if (tokens.accept('+')) return { kind: 'plus', left, right: parseOperand(tokens, conditions) };
  if (tokens.accept('-')) return { kind: 'minus', left, right: parseOperand(tokens, conditions) };
  return left;
}

function parseOperand(tokens: PartiqlTokens, conditions: PartiqlConditions): SetOperand<AttributeValue> {
  if (tokens.isCall()) {
    const call = tokens.take().text.toLowerCase();
    tokens.expect('(');
    const first = parseSum(tokens, conditions);
    tokens.expect(',');
    const second = parseSum(tokens, conditions);
    tokens.expect(')');
    if (call === 'list_append') return { kind: 'list_append', first, second };
    if (call === 'if_not_exists' && first.kind === 'path') return { kind: 'if_not_exists', path: first.path, otherwise: second };
    throw invalid(`Unsupported function: ${call}`);
  }
  if (conditions.startsValue()) return { kind: 'value', value: conditions.value() };
  return { kind: 'path', path: conditions.path() };
}

function parseWhere(tokens: PartiqlTokens, conditions: PartiqlConditions): Condition {
  tokens.expectWords('WHERE');
  return conditions.parse();
}

function parseReturning(tokens: PartiqlTokens): Returning | undefined {
  if (!tokens.acceptWords('RETURNING')) return undefined;
  for (const scope of ['ALL', 'MODIFIED'] as const) {
    for (const image of ['OLD', 'NEW'] as const) {
      if (!tokens.acceptWords(scope, image)) continue;
      tokens.expect('*');
      return `${scope} ${image}`;
    }
  }
  throw tokens.unexpected();
}
