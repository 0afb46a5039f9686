import type { GetItemInput, GetItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { checkItem } from './attribute-value.ts';
import { consumedCapacity, noUsage, readUnits } from './capacity.ts';
import { Binder, checkExpressionParameters } from './expressions/binder.ts';
import { legacyProjection } from './expressions/legacy.ts';
import { project } from './expressions/projection.ts';
import { checkKey, rowEntry } from './keys.ts';
import { itemOf } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';
import { tableAt } from './tables.ts';
import { constraints } from './validation.ts';
import { rowAt } from './write.ts';

const PARAMETERS = { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] };

/** Reads the item with a key. API Reference, GetItem. */
export const GetItem: Operation<DynamoDbState, GetItemInput, GetItemOutput, DynamoDbLocal> = (input, call) => {
  constraints()
    .tableName(input.TableName)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .length('attributesToGet', input.AttributesToGet, 1, Number.POSITIVE_INFINITY)
    .notNull('key', input.Key)
    .done();
  checkExpressionParameters(input, PARAMETERS);
  const key = input.Key!;
  checkItem(key);
  const binder = new Binder(call.local, input);
  const projection = binder.projection(input.ProjectionExpression) ?? legacyProjection(input.AttributesToGet);
  binder.done();
  const table = tableAt(call, input.TableName!);
  checkKey(table, key);
  const row = rowAt(table, rowEntry(table.key, key));
  const usage = { ...noUsage(), table: readUnits(row?.size ?? 0, { consistent: input.ConsistentRead }) };
  return {
    Item: row && project(itemOf(row), projection),
    ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, input.TableName!, usage),
  };
};
