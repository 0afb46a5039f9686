import type { DeleteItemInput, DeleteItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { invalid } from './attribute-value.ts';
import { consumedCapacity, itemCollectionMetrics } from './capacity.ts';
import { conditionalCheckFailed } from './conditional-check-failed.ts';
import { checkExpressionParameters } from './expressions/binder.ts';
import { conditionHolds, prepareDelete } from './prepared-write.ts';
import { itemOf } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';
import { constraints } from './validation.ts';
import { rowAt, writeRow } from './write.ts';

const PARAMETERS = { expressions: ['ConditionExpression'], legacy: ['Expected', 'ConditionalOperator'] };

/** Deletes the item with a key, if there is one. API Reference, DeleteItem. */
export const DeleteItem: Operation<DynamoDbState, DeleteItemInput, DeleteItemOutput, DynamoDbLocal> = (input, call) => {
  constraints()
    .tableName(input.TableName)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics)
    .oneOf('returnValues', input.ReturnValues)
    .oneOf('conditionalOperator', input.ConditionalOperator)
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure)
    .notNull('key', input.Key)
    .done();
  checkExpressionParameters(input, PARAMETERS);
  if (input.ReturnValues !== undefined && input.ReturnValues !== 'NONE' && input.ReturnValues !== 'ALL_OLD') {
    throw invalid('ReturnValues can only be ALL_OLD or NONE');
  }
  const deletion = prepareDelete(call, input);
  const at = deletion.locate();
  const old = rowAt(deletion.table, at);
  if (!conditionHolds(deletion, old)) throw conditionalCheckFailed(deletion.returnOnFailure ? itemOf(old) : undefined);
  const usage = writeRow(call, deletion.table, at, old, undefined);
  return {
    Attributes: input.ReturnValues === 'ALL_OLD' ? itemOf(old) : undefined,
    ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, deletion.tableName, usage),
    ItemCollectionMetrics: itemCollectionMetrics(input.ReturnItemCollectionMetrics, deletion.table, deletion.key),
  };
};
