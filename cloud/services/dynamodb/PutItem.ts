import type { PutItemInput, PutItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { invalid } from './attribute-value.ts';
import { consumedCapacity, itemCollectionMetrics } from './capacity.ts';
import { conditionalCheckFailed } from './conditional-check-failed.ts';
import { checkExpressionParameters } from './expressions/binder.ts';
import { conditionHolds, preparePut } from './prepared-write.ts';
import { itemOf } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';
import { constraints } from './validation.ts';
import { rowAt, writeRow } from './write.ts';

const PARAMETERS = { expressions: ['ConditionExpression'], legacy: ['Expected', 'ConditionalOperator'] };

/** Puts an item in the place of whatever has its key. API Reference, PutItem. */
export const PutItem: Operation<DynamoDbState, PutItemInput, PutItemOutput, DynamoDbLocal> = (input, call) => {
  constraints()
    .tableName(input.TableName)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics)
    .oneOf('returnValues', input.ReturnValues)
    .oneOf('conditionalOperator', input.ConditionalOperator)
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure)
    .notNull('item', input.Item)
    .done();
  checkExpressionParameters(input, PARAMETERS);
  if (input.ReturnValues !== undefined && input.ReturnValues !== 'NONE' && input.ReturnValues !== 'ALL_OLD') {
    throw invalid('ReturnValues can only be ALL_OLD or NONE');
  }
  const put = preparePut(call, input);
  const at = put.locate();
  const old = rowAt(put.table, at);
  if (!conditionHolds(put, old)) throw conditionalCheckFailed(put.returnOnFailure ? itemOf(old) : undefined);
  const usage = writeRow(call, put.table, at, old, put.result(itemOf(old)));
  return {
    Attributes: input.ReturnValues === 'ALL_OLD' ? itemOf(old) : undefined,
    ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, put.tableName, usage),
    ItemCollectionMetrics: itemCollectionMetrics(input.ReturnItemCollectionMetrics, put.table, put.key),
  };
};
