import type { UpdateItemInput, UpdateItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { type Item, invalid } from './attribute-value.ts';
import { consumedCapacity, itemCollectionMetrics } from './capacity.ts';
import { conditionalCheckFailed } from './conditional-check-failed.ts';
import { checkExpressionParameters } from './expressions/binder.ts';
import { project, projectionOf } from './expressions/projection.ts';
import type { Path } from './expressions/tokens.ts';
import { conditionHolds, prepareUpdate } from './prepared-write.ts';
import { itemOf } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';
import { constraints, ENUMS } from './validation.ts';
import { rowAt, writeRow } from './write.ts';

const PARAMETERS = {
  expressions: ['UpdateExpression', 'ConditionExpression'],
  legacy: ['AttributeUpdates', 'Expected', 'ConditionalOperator'],
};

const RETURN_VALUES: readonly string[] = ENUMS.returnValues;
// Reason: UpdateItem checks this one first and alone, and AWS's text spells UPDATED_NEW so.
const KNOWN_RETURN_VALUES = '[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]';

/** Changes attributes of an item, or makes it. API Reference, UpdateItem. */
export const UpdateItem: Operation<DynamoDbState, UpdateItemInput, UpdateItemOutput, DynamoDbLocal> = (input, call) => {
  const checks = constraints().tableName(input.TableName);
  if (input.ReturnValues !== undefined && !RETURN_VALUES.includes(input.ReturnValues)) {
    throw invalid(`1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: ${KNOWN_RETURN_VALUES}`);
  }
  checks
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics)
    .oneOf('conditionalOperator', input.ConditionalOperator)
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure)
    .notNull('key', input.Key);
  for (const [name, { Action }] of Object.entries(input.AttributeUpdates ?? {})) {
    checks.oneOf(`attributeUpdates.${name}.member.action`, Action, ['ADD', 'DELETE', 'PUT']);
  }
  checks.done();
  checkExpressionParameters(input, PARAMETERS);
  const update = prepareUpdate(call, input);
  const at = update.locate();
  const old = rowAt(update.table, at);
  if (!conditionHolds(update, old)) throw conditionalCheckFailed(update.returnOnFailure ? itemOf(old) : undefined);
  const item = update.result(itemOf(old))!;
  const usage = writeRow(call, update.table, at, old, item);
  return {
    Attributes: returned(input.ReturnValues, update.updated, itemOf(old), item),
    ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, update.tableName, usage),
    ItemCollectionMetrics: itemCollectionMetrics(input.ReturnItemCollectionMetrics, update.table, update.key),
  };
};

/** What ReturnValues asks for. */
function returned(asked: string | undefined, paths: readonly Path[], old: Item | undefined, item: Item): Item | undefined {
  switch (asked) {
    case 'ALL_OLD':
      return old;
    case 'ALL_NEW':
      return item;
    case 'UPDATED_OLD':
      return some(old && project(old, projectionOf(paths)));
    case 'UPDATED_NEW':
      return some(project(item, projectionOf(paths)));
    default:
      return undefined;
  }
}

function some(item: Item | undefined): Item | undefined {
  return item && Object.keys(item).length > 0 ? item : undefined;
}
