import type { ScanInput, ScanOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { invalid } from './attribute-value.ts';
import { consumedCapacity } from './capacity.ts';
import { Binder, checkExpressionParameters } from './expressions/binder.ts';
import { legacyFilter, legacyProjection } from './expressions/legacy.ts';
import { ascending, compareEntries, type Entry } from './ordered.ts';
import { readPage, selectionOf, startEntry, type Target, targetOf } from './read-page.ts';
import type { Row } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState, IndexEntry } from './state.ts';
import { indexOf, tableAt } from './tables.ts';
import { constraints, ENUMS } from './validation.ts';

const PARAMETERS = {
  expressions: ['FilterExpression', 'ProjectionExpression'],
  legacy: ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
};
const MAX_SEGMENTS = 1_000_000;

/** Reads all items of a table or index, or one of several segments of them. API Reference, Scan. */
export const Scan: Operation<DynamoDbState, ScanInput, ScanOutput, DynamoDbLocal> = (input, call) => {
  check(input);
  const binder = new Binder(call.local, input);
  const filter = binder.condition('FilterExpression', input.FilterExpression) ?? legacyFilter(input.ScanFilter, input.ConditionalOperator);
  const projection = binder.projection(input.ProjectionExpression) ?? legacyProjection(input.AttributesToGet);
  binder.done();
  const table = tableAt(call, input.TableName!);
  const target = targetOf(table, input.IndexName === undefined ? undefined : indexOf(table, input.IndexName));
  if (input.ConsistentRead && target.index?.kind === 'global')
    throw invalid('Consistent reads are not supported on global secondary indexes');
  const selection = selectionOf(target, input, projection);
  const segment = segmentOf(input);
  const start = input.ExclusiveStartKey && startEntry(target, input.ExclusiveStartKey);
  if (start && (start.order < segment.from || start.order >= segment.to)) {
    throw invalid(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${input.TotalSegments} Segment: ${input.Segment}`,
    );
  }
  const page = readPage(target, entriesOf(target, segment, start), selection, {
    limit: input.Limit,
    filter,
    consistent: input.ConsistentRead,
  });
  return {
    Items: selection.countOnly ? undefined : page.items,
    Count: page.count,
    ScannedCount: page.scanned,
    LastEvaluatedKey: page.last,
    ConsumedCapacity: consumedCapacity(input.ReturnConsumedCapacity, input.TableName!, page.usage),
  };
};

function check(input: ScanInput): void {
  const checks = constraints()
    .tableName(input.TableName)
    .newName('indexName', input.IndexName)
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .oneOf('select', input.Select)
    .oneOf('conditionalOperator', input.ConditionalOperator)
    .atLeast('limit', input.Limit, 1)
    .atLeast('segment', input.Segment, 0)
    .atMost('segment', input.Segment, MAX_SEGMENTS - 1)
    .atLeast('totalSegments', input.TotalSegments, 1)
    .atMost('totalSegments', input.TotalSegments, MAX_SEGMENTS)
    .length('attributesToGet', input.AttributesToGet, 1, Number.POSITIVE_INFINITY);
  for (const [name, { ComparisonOperator }] of Object.entries(input.ScanFilter ?? {})) {
    checks.oneOf(`scanFilter.${name}.member.comparisonOperator`, ComparisonOperator, ENUMS.comparisonOperator);
  }
  checks.done();
  checkExpressionParameters(input, PARAMETERS);
}

/** The part of the hash space that a segment reads. Throws ValidationException. */
function segmentOf({ Segment: segment, TotalSegments: total }: ScanInput): { from: number; to: number } {
  if (segment === undefined && total === undefined) return { from: 0, to: 2 ** 32 };
  if (total === undefined) {
    throw invalid('The TotalSegments parameter is required but was not present in the request when Segment parameter is present');
  }
  if (segment === undefined) {
    throw invalid('The Segment parameter is required but was not present in the request when parameter TotalSegments is present');
  }
  if (segment >= total) {
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  return { from: Math.ceil((segment * 2 ** 32) / total), to: Math.ceil(((segment + 1) * 2 ** 32) / total) };
}

function* entriesOf(target: Target, segment: { from: number; to: number }, start: Entry | undefined): Generator<Row | IndexEntry> {
  const before = (entry: Entry) => (start ? compareEntries(entry, start) <= 0 : entry.order < segment.from);
  for (const entry of ascending(target.entries, before)) {
    if (entry.order >= segment.to) return;
    yield entry;
  }
}
