import type { QueryInput, QueryOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { invalid, invalidParameter } from './attribute-value.ts';
import { consumedCapacity } from './capacity.ts';
import { Binder, checkExpressionParameters } from './expressions/binder.ts';
import type { Condition } from './expressions/condition.ts';
import { type KeyRange, keyRange } from './expressions/key-condition.ts';
import { comparison, legacyFilter, legacyProjection } from './expressions/legacy.ts';
import { ascending, compareEntries, descending, type Entry } from './ordered.ts';
import { readPage, refuseKeysInFilter, selectionOf, startEntry, type Target, targetOf } from './read-page.ts';
import type { Row } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState, IndexEntry } from './state.ts';
import { indexOf, tableAt } from './tables.ts';
import { constraints, ENUMS } from './validation.ts';

const PARAMETERS = {
  expressions: ['FilterExpression', 'KeyConditionExpression', 'ProjectionExpression'],
  legacy: ['AttributesToGet', 'QueryFilter', 'ConditionalOperator', 'KeyConditions'],
};
const KEY_OPERATORS = ['EQ', 'LE', 'LT', 'GE', 'GT', 'BEGINS_WITH', 'BETWEEN'];

/** Reads items of one partition in the order of their sort keys. API Reference, Query. */
export const Query: Operation<DynamoDbState, QueryInput, QueryOutput, DynamoDbLocal> = (input, call) => {
  check(input);
  const binder = new Binder(call.local, input);
  const filter = binder.condition('FilterExpression', input.FilterExpression) ?? legacyFilter(input.QueryFilter, input.ConditionalOperator);
  const keyCondition = binder.condition('KeyConditionExpression', input.KeyConditionExpression) ?? legacyKeyCondition(input);
  const projection = binder.projection(input.ProjectionExpression) ?? legacyProjection(input.AttributesToGet);
  binder.done();
  const table = tableAt(call, input.TableName!);
  const target = targetOf(table, input.IndexName === undefined ? undefined : indexOf(table, input.IndexName));
  if (input.ConsistentRead && target.index?.kind === 'global')
    throw invalid('Consistent reads are not supported on global secondary indexes');
  const range = keyRange(keyCondition, target.key);
  refuseKeysInFilter(filter, target.key, input.QueryFilter ? 'QueryFilter' : 'Filter Expression');
  const selection = selectionOf(target, input, projection);
  const start = input.ExclusiveStartKey && startEntry(target, input.ExclusiveStartKey);
  if (start) checkStart(start, range);
  const entries = entriesOf(target, range, start, input.ScanIndexForward ?? true);
  const page = readPage(target, entries, selection, { limit: input.Limit, filter, consistent: input.ConsistentRead });
  return {
    Items: selection.countOnly ? undefined : page.items,
    Count: page.count,
    ScannedCount: page.scanned,
    LastEvaluatedKey: page.last,
    ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, input.TableName!, page.usage),
  };
};

function check(input: QueryInput): void {
  const checks = constraints()
    .tableName(input.TableName)
    .newName('indexName', input.IndexName)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .oneOf('select', input.Select)
    .oneOf('conditionalOperator', input.ConditionalOperator)
    .length('attributesToGet', input.AttributesToGet, 1, Number.POSITIVE_INFINITY);
  for (const parameter of ['keyConditions', 'queryFilter'] as const) {
    const conditions = input[parameter === 'keyConditions' ? 'KeyConditions' : 'QueryFilter'];
    for (const [name, { ComparisonOperator }] of Object.entries(conditions ?? {})) {
      checks.oneOf(`${parameter}.${name}.member.comparisonOperator`, ComparisonOperator, ENUMS.comparisonOperator);
    }
  }
  checks.done();
  if (input.Limit !== undefined && input.Limit < 1) {
    throw invalid(
      "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  }
  checkExpressionParameters(input, PARAMETERS);
}

function legacyKeyCondition({ KeyConditions }: QueryInput): Condition {
  if (!KeyConditions) throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  const names = Object.keys(KeyConditions);
  if (names.length !== 1 && names.length !== 2) throw invalid('Conditions can be of length 1 or 2 only');
  const terms = names.map((name) => {
    const { ComparisonOperator: operator, AttributeValueList } = KeyConditions[name]!;
    const term = comparison(name, operator, AttributeValueList ?? []);
    if (!KEY_OPERATORS.includes(operator!)) throw invalidParameter('Attempted conditional constraint is not an indexable operation');
    return term;
  });
  return { kind: 'and', terms };
}

function checkStart(start: Entry, range: KeyRange): void {
  if (start.hash !== range.hash) throw invalid('The provided starting key is outside query boundaries based on provided conditions');
  if (range.position(start) !== 0) throw invalid('The provided starting key does not match the range key predicate');
}

/** The entries of a run, from its start or after an entry, in either direction. */
export function* entriesOf(target: Target, range: KeyRange, start: Entry | undefined, forward: boolean): Generator<Row | IndexEntry> {
  const place = (entry: Entry): number => {
    if (entry.order !== range.order) return entry.order - range.order;
    if (entry.hash !== range.hash) return entry.hash < range.hash ? -1 : 1;
    return range.position(entry);
  };
  const before = (entry: Entry): boolean => {
    if (start) return compareEntries(entry, start) < (forward ? 1 : 0);
    return forward ? place(entry) < 0 : place(entry) <= 0;
  };
  for (const entry of forward ? ascending(target.entries, before) : descending(target.entries, before)) {
    if (place(entry) !== 0) return;
    yield entry;
  }
}
