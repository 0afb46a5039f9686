import type { CancellationReason, TransactWriteItem, TransactWriteItemsInput, TransactWriteItemsOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { describeValue, type Item, invalid } from './attribute-value.ts';
import { addUsage, groupMetrics, itemCollectionMetrics, noUsage, readUnits, type Usage, writeUnits } from './capacity.ts';
import { CONDITION_FAILED } from './conditional-check-failed.ts';
import { checkExpressionParameters } from './expressions/binder.ts';
import { itemSize } from './item-size.ts';
import type { Entry } from './ordered.ts';
import { conditionHolds, type PreparedWrite, prepareDelete, preparePut, prepareUpdate } from './prepared-write.ts';
import { itemOf, type Row } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';
import { type DynamoDbCall, tableNameOf } from './tables.ts';
import {
  attempt,
  digestOf,
  MAX_ACTIONS,
  MAX_TRANSACTION_SIZE,
  refuseTwice,
  rememberToken,
  transactionCancelled,
  transactionCapacity,
  wasDone,
} from './transaction.ts';
import { constraints } from './validation.ts';
import { rowAt, writeRow } from './write.ts';

/** A write of a transaction that will succeed. */
export interface TransactedWrite {
  write: PreparedWrite;
  at: Entry;
  old: Row | undefined;
  item: Item | undefined;
}

/**
 * Does up to 100 writes and checks, all or none. A repeated ClientRequestToken does nothing for 10 minutes.
 * API Reference, TransactWriteItems.
 */
export const TransactWriteItems: Operation<DynamoDbState, TransactWriteItemsInput, TransactWriteItemsOutput, DynamoDbLocal> = (
  input,
  call,
) => {
  const { TransactItems: items = [], ClientRequestToken: token, ReturnConsumedCapacity: asked } = input;
  constraints()
    .length('transactItems', items, 1, MAX_ACTIONS, `[${items.map(showItem).join(', ')}]`)
    .oneOf('returnConsumedCapacity', asked)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics)
    .length('clientRequestToken', token, 1, 36)
    .done();
  const digest = token === undefined ? '' : digestOf({ items, asked });
  const writes = items.map((item) => prepare(call, item));
  if (wasDone(call.state, token, digest, call.clock.now()))
    return { ConsumedCapacity: transactionCapacity(asked, writes.map(readAgain), 'read') };
  const done = resolveWrites(writes);
  const used = done.map((transacted) => ({ tableName: transacted.write.tableName, usage: commit(call, transacted) }));
  rememberToken(call.state, token, digest, call.clock.now());
  return {
    ConsumedCapacity: transactionCapacity(asked, used, 'write'),
    ItemCollectionMetrics: collectionMetrics(call, input.ReturnItemCollectionMetrics, done),
  };
};

/** Checks all writes of a transaction against the items that are there. Throws TransactionCanceledException. */
export function resolveWrites(writes: readonly PreparedWrite[]): TransactedWrite[] {
  const places = writes.map((write) => attempt(() => write.locate()));
  refuseTwice(places.flatMap((place, at) => ('value' in place ? [{ table: writes[at]!.table, at: place.value }] : [])));
  const resolved = writes.map((write, index): TransactedWrite | CancellationReason => {
    const place = places[index]!;
    if ('reason' in place) return place.reason;
    const at = place.value;
    const old = rowAt(write.table, at);
    if (!conditionHolds(write, old)) {
      return { Code: 'ConditionalCheckFailed', Message: CONDITION_FAILED, ...(write.returnOnFailure && old && { Item: itemOf(old) }) };
    }
    const result = attempt(() => write.result(itemOf(old)));
    return 'reason' in result ? result.reason : { write, at, old, item: result.value };
  });
  const done = resolved.filter((one) => 'write' in one);
  if (done.length < resolved.length) throw transactionCancelled(resolved.map((one) => ('write' in one ? { Code: 'None' } : one)));
  if (done.reduce((size, { item, old }) => size + (item ? itemSize(item) : (old?.size ?? 0)), 0) > MAX_TRANSACTION_SIZE) {
    throw invalid('Transaction request size limit exceeded: the aggregate size of the items in the transaction cannot exceed 4 MB');
  }
  return done;
}

/** Does one write of a transaction that has been resolved; transactions cost double. */
export function commit(call: DynamoDbCall, { write, at, old, item }: TransactedWrite): Usage {
  if (write.kind === 'ConditionCheck') return { ...noUsage(), table: 2 * writeUnits(old?.size ?? 0) };
  return addUsage(noUsage(), writeRow(call, write.table, at, old, item), 2);
}

function prepare(call: DynamoDbCall, item: TransactWriteItem): PreparedWrite {
  const { Put, Update, Delete, ConditionCheck } = item;
  const given = [Put, Update, Delete, ConditionCheck].filter((action) => action !== undefined);
  const [action] = given;
  if (given.length !== 1 || !action) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  constraints().tableName(action.TableName).oneOf('returnValuesOnConditionCheckFailure', action.ReturnValuesOnConditionCheckFailure).done();
  checkExpressionParameters(action, {
    expressions: Update ? ['UpdateExpression', 'ConditionExpression'] : ['ConditionExpression'],
    legacy: [],
  });
  if (Put) return preparePut(call, Put, 'transaction');
  if (Update) return prepareUpdate(call, Update, 'transaction');
  if (Delete) return prepareDelete(call, Delete, 'Delete', 'transaction');
  return prepareDelete(call, ConditionCheck!, 'ConditionCheck', 'transaction');
}

/** A repeated request only reads the items again. */
export function readAgain(write: PreparedWrite): { tableName: string; usage: Usage } {
  const row = rowAt(write.table, write.locate());
  return { tableName: write.tableName, usage: { ...noUsage(), table: readUnits(row?.size ?? 0, { transaction: true }) } };
}

function collectionMetrics(call: DynamoDbCall, asked: string | undefined, done: readonly TransactedWrite[]) {
  const writes = done.map(({ write }) => write).filter(({ kind }) => kind !== 'ConditionCheck');
  return groupMetrics(
    writes.map(({ table, tableName, key }) => ({
      tableName: tableNameOf(call, tableName),
      metric: itemCollectionMetrics(asked, table, key),
    })),
  );
}

function showItem({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): string {
  const show = (item: Item = {}) =>
    `{${Object.entries(item)
      .map(([name, value]) => `${name}=AttributeValue: ${describeValue(value)}`)
      .join(', ')}}`;
  if (Put) return `TransactWriteItem(put=Put(item=${show(Put.Item)}, tableName=${Put.TableName}))`;
  const action = Update ?? Delete ?? ConditionCheck;
  const name = Update ? 'update=Update' : Delete ? 'delete=Delete' : 'conditionCheck=ConditionCheck';
  return `TransactWriteItem(${name}(key=${show(action?.Key)}, tableName=${action?.TableName}))`;
}
