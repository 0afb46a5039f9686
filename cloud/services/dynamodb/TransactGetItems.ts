import type { TransactGetItem, TransactGetItemsInput, TransactGetItemsOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { checkItem, invalid } from './attribute-value.ts';
import { noUsage, readUnits } from './capacity.ts';
import { Binder, checkExpressionParameters } from './expressions/binder.ts';
import { type Projection, project } from './expressions/projection.ts';
import { checkEmptyKey, checkKey, rowEntry } from './keys.ts';
import type { Entry } from './ordered.ts';
import { itemOf } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState, Table } from './state.ts';
import { type DynamoDbCall, tableAt } from './tables.ts';
import { attempt, MAX_ACTIONS, MAX_TRANSACTION_SIZE, refuseTwice, transactionCancelled, transactionCapacity } from './transaction.ts';
import { constraints } from './validation.ts';
import { rowAt } from './write.ts';

interface PreparedRead {
  table: Table;
  tableName: string;
  projection: Projection | undefined;
  locate(): Entry;
}

/** Reads up to 100 items as of one moment. API Reference, TransactGetItems. */
export const TransactGetItems: Operation<DynamoDbState, TransactGetItemsInput, TransactGetItemsOutput, DynamoDbLocal> = (input, call) => {
  const items = input.TransactItems ?? [];
  constraints()
    .length('transactItems', items, 1, MAX_ACTIONS, `[${items.map(() => 'TransactGetItem').join(', ')}]`)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .done();
  const reads = items.map((item) => prepare(call, item));
  const places = reads.map((read) => attempt(() => read.locate()));
  refuseTwice(places.flatMap((place, at) => ('value' in place ? [{ table: reads[at]!.table, at: place.value }] : [])));
  if (places.some((place) => 'reason' in place))
    throw transactionCancelled(places.map((place) => ('reason' in place ? place.reason : { Code: 'None' })));
  const rows = places.map((place, at) => ('value' in place ? rowAt(reads[at]!.table, place.value) : undefined));
  if (rows.reduce((size, row) => size + (row?.size ?? 0), 0) > MAX_TRANSACTION_SIZE) {
    throw invalid('Transaction request size limit exceeded: the aggregate size of the items in the transaction cannot exceed 4 MB');
  }
  const used = rows.map((row, at) => ({
    tableName: reads[at]!.tableName,
    usage: { ...noUsage(), table: readUnits(row?.size ?? 0, { transaction: true }) },
  }));
  return {
    Responses: rows.map((row, at) => (row ? { Item: project(itemOf(row), reads[at]!.projection) } : {})),
    ConsumedCapacity: transactionCapacity(input.ReturnConsumedCapacity, used, 'read'),
  };
};

function prepare(call: DynamoDbCall, { Get: get }: TransactGetItem): PreparedRead {
  if (!get) throw invalid('TransactItems can only contain Get');
  constraints().tableName(get.TableName).done();
  checkExpressionParameters(get, { expressions: ['ProjectionExpression'], legacy: [] });
  const key = get.Key!;
  checkItem(key);
  const binder = new Binder(call.local, get);
  const projection = binder.projection(get.ProjectionExpression);
  binder.done();
  const table = tableAt(call, get.TableName!);
  checkEmptyKey(table.key, key);
  return {
    table,
    tableName: get.TableName!,
    projection,
    locate() {
      checkKey(table, key);
      return rowEntry(table.key, key);
    },
  };
}
