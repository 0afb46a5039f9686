import { AwsError } from '../../../aws-error.ts';
import { type Item, invalid } from '../attribute-value.ts';
import type { Usage } from '../capacity.ts';
import { conditionalCheckFailed } from '../conditional-check-failed.ts';
import type { Condition } from '../expressions/condition.ts';
import { project, projectionOf } from '../expressions/projection.ts';
import { conditionHolds, deleteWrite, type PreparedWrite, putWrite, updateWrite, type WriteTarget } from '../prepared-write.ts';
import { itemOf } from '../rows.ts';
import { type DynamoDbCall, tableAt } from '../tables.ts';
import { rowAt, writeRow } from '../write.ts';
import { keyAndRest } from './select.ts';
import type { Returning, Statement } from './statement.ts';

type WriteStatement = Exclude<Statement, { kind: 'select' }>;

/** The write that a statement stands for. Throws ValidationException. */
export function prepareStatement(call: DynamoDbCall, statement: Statement, returnOnFailure: boolean): PreparedWrite {
  const table = tableAt(call, statement.table);
  const target = (condition: Condition | undefined): WriteTarget => ({ table, tableName: statement.table, condition, returnOnFailure });
  const exists = (negated: boolean): Condition => ({
    kind: 'function',
    name: negated ? 'attribute_not_exists' : 'attribute_exists',
    args: [{ kind: 'path', path: [table.key.hash[0]!.name] }],
  });
  if (statement.kind === 'insert') return putWrite(target(exists(true)), statement.item);
  const found = statement.where && keyAndRest(table, statement.where);
  if (!found) throw invalid('Where clause does not contain a mandatory equality on all key attributes');
  const { key, rest } = found;
  const present: Condition = { kind: 'and', terms: rest ? [exists(false), rest] : [exists(false)] };
  if (statement.kind === 'select') return deleteWrite(target(present), key, 'ConditionCheck');
  if (statement.kind === 'update') return updateWrite(target(present), key, statement.update, 'flat');
  return deleteWrite(target(rest), key, 'Delete');
}

/** Does the write of a statement by itself. Throws DuplicateItemException, ConditionalCheckFailedException. */
export function runWrite(
  call: DynamoDbCall,
  statement: WriteStatement,
  returnOnFailure: boolean,
): { item: Item | undefined; usage: Usage } {
  const returning = statement.kind === 'insert' ? undefined : statement.returning;
  if (statement.kind === 'delete' && returning !== undefined && returning !== 'ALL OLD') {
    throw invalid(`Invalid returning clause: RETURNING ${returning} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`);
  }
  const write = prepareStatement(call, statement, returnOnFailure);
  const at = write.locate();
  const old = rowAt(write.table, at);
  if (!conditionHolds(write, old)) {
    if (statement.kind === 'insert') throw new AwsError('DuplicateItemException', 'Duplicate primary key exists in table');
    throw conditionalCheckFailed(returnOnFailure ? itemOf(old) : undefined);
  }
  const item = write.result(itemOf(old));
  const usage = writeRow(call, write.table, at, old, item);
  return { item: returned(returning, write, itemOf(old), item), usage };
}

function returned(
  asked: Returning | undefined,
  { updated }: PreparedWrite,
  old: Item | undefined,
  item: Item | undefined,
): Item | undefined {
  if (asked === undefined) return undefined;
  const image = asked.endsWith('OLD') ? old : item;
  return asked.startsWith('ALL') ? image : image && project(image, projectionOf(updated));
}
