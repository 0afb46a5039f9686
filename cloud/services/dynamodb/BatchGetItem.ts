import type { BatchGetItemInput, BatchGetItemOutput, ConsumedCapacity, KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { checkItem, type Item, invalid } from './attribute-value.ts';
import { consumedCapacity, noUsage, readUnits } from './capacity.ts';
import { Binder, checkExpressionParameters } from './expressions/binder.ts';
import { legacyProjection } from './expressions/legacy.ts';
import { type Projection, project } from './expressions/projection.ts';
import { checkEmptyKey, checkKey, primaryText, rowEntry } from './keys.ts';
import type { Entry } from './ordered.ts';
import { itemOf } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState, Table } from './state.ts';
import { type DynamoDbCall, tableAt, tableNameOf } from './tables.ts';
import { constraints } from './validation.ts';
import { rowAt } from './write.ts';

const MAX_KEYS = 100;
const MAX_RESPONSE = 16 * 1024 * 1024;

interface TableRead {
  name: string;
  table: Table;
  request: KeysAndAttributes;
  places: Entry[];
  projection: Projection | undefined;
}

/** Reads up to 100 items by their keys; what does not fit into 16 MB comes back unprocessed. API Reference, BatchGetItem. */
export const BatchGetItem: Operation<DynamoDbState, BatchGetItemInput, BatchGetItemOutput, DynamoDbLocal> = (input, call) => {
  const requests = input.RequestItems ?? {};
  check(input);
  const reads = Object.entries(requests).map(([name, request]) => prepare(call, name, request));
  const responses: Record<string, Item[]> = {};
  const unprocessed: Record<string, KeysAndAttributes> = {};
  const consumed: ConsumedCapacity[] = [];
  let size = 0;
  for (const { name, table, request, places, projection } of reads) {
    const answered = tableNameOf(call, name);
    const usage = noUsage();
    const items: Item[] = [];
    const left: Item[] = [];
    places.forEach((at, index) => {
      const row = rowAt(table, at);
      if (size + (row?.size ?? 0) > MAX_RESPONSE) {
        left.push(request.Keys![index]!);
        return;
      }
      size += row?.size ?? 0;
      usage.table += readUnits(row?.size ?? 0, { consistent: request.ConsistentRead });
      if (row) items.push(project(itemOf(row), projection));
    });
    responses[answered] = items;
    if (left.length > 0) unprocessed[name] = { ...request, Keys: left };
    const capacity = consumedCapacity(input.ReturnConsumedCapacity, name, usage);
    if (capacity) consumed.push(capacity);
  }
  return { Responses: responses, UnprocessedKeys: unprocessed, ConsumedCapacity: consumed.length > 0 ? consumed : undefined };
};

function check(input: BatchGetItemInput): void {
  const requests = Object.entries(input.RequestItems ?? {});
  if (requests.length === 0) throw invalid('The requestItems parameter is required for BatchGetItem');
  for (const [name] of requests) constraints().tableName(name).done();
  constraints().oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity).done();
  for (const [name, { Keys }] of requests) {
    const problem =
      Keys!.length > MAX_KEYS ? `less than or equal to ${MAX_KEYS}` : Keys!.length === 0 ? 'greater than or equal to 1' : undefined;
    if (problem) {
      throw invalid(
        `1 validation error detected: Value at 'RequestItems.${name}.member.Keys' failed to satisfy constraint: Member must have length ${problem}`,
      );
    }
  }
  const total = requests.reduce((sum, [, { Keys }]) => sum + Keys!.length, 0);
  if (total > MAX_KEYS) throw invalid('Too many items requested for the BatchGetItem call');
  // Reason: legacy and expression projections must not be mixed even across tables.
  const merged = Object.assign(
    {},
    ...requests.map(([, { ProjectionExpression, AttributesToGet }]) => definedOf({ ProjectionExpression, AttributesToGet })),
  );
  checkExpressionParameters(merged, { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] });
}

function definedOf(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function prepare(call: DynamoDbCall, name: string, request: KeysAndAttributes): TableRead {
  checkExpressionParameters(request, { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] });
  const binder = new Binder(call.local, request);
  const projection = binder.projection(request.ProjectionExpression) ?? legacyProjection(request.AttributesToGet);
  binder.done();
  for (const key of request.Keys!) checkItem(key);
  const table = tableAt(call, name);
  const places = request.Keys!.map((key) => {
    checkEmptyKey(table.key, key);
    checkKey(table, key);
    return rowEntry(table.key, key);
  });
  if (new Set(places.map(primaryText)).size < places.length) throw invalid('Provided list of item keys contains duplicates');
  return { name, table, request, places, projection };
}
