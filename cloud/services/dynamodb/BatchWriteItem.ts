import type { BatchWriteItemInput, BatchWriteItemOutput, ConsumedCapacity, WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { attributeOf, describeValue, type Item, invalid, typeOf } from './attribute-value.ts';
import { addUsage, consumedCapacity, groupMetrics, itemCollectionMetrics, noUsage } from './capacity.ts';
import { keyAttributes, primaryText } from './keys.ts';
import type { Entry } from './ordered.ts';
import { type PreparedWrite, prepareDelete, preparePut } from './prepared-write.ts';
import { itemOf } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState, Table } from './state.ts';
import { type DynamoDbCall, tableNameOf } from './tables.ts';
import { constraints } from './validation.ts';
import { rowAt, writeRow } from './write.ts';

const MAX_REQUESTS = 25;

interface PlacedWrite {
  write: PreparedWrite;
  at: Entry;
}

/** Puts and deletes up to 25 items, each by itself; this cloud processes all of them. API Reference, BatchWriteItem. */
export const BatchWriteItem: Operation<DynamoDbState, BatchWriteItemInput, BatchWriteItemOutput, DynamoDbLocal> = (input, call) => {
  check(input);
  const batches = Object.entries(input.RequestItems!).map(([name, requests]) => prepareBatch(call, name, requests));
  const consumed: ConsumedCapacity[] = [];
  const metrics: Parameters<typeof groupMetrics>[0][number][] = [];
  for (const batch of batches) {
    const usage = noUsage();
    const { table, tableName } = batch[0]!.write;
    for (const { write, at } of batch) {
      const old = rowAt(table, at);
      addUsage(usage, writeRow(call, table, at, old, write.result(itemOf(old))));
      metrics.push({
        tableName: tableNameOf(call, tableName),
        metric: itemCollectionMetrics(input.ReturnItemCollectionMetrics, table, write.key),
      });
    }
    const capacity = consumedCapacity(input.ReturnConsumedCapacity, tableName, usage);
    if (capacity) consumed.push(capacity);
  }
  return {
    UnprocessedItems: {},
    ItemCollectionMetrics: groupMetrics(metrics),
    ConsumedCapacity: consumed.length > 0 ? consumed : undefined,
  };
};

function check(input: BatchWriteItemInput): void {
  const requests = Object.entries(input.RequestItems ?? {});
  if (requests.length === 0) throw invalid('The requestItems parameter is required for BatchWriteItem');
  for (const [name] of requests) constraints().tableName(name).done();
  constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics)
    .done();
  if (requests.some(([, list]) => list.length > MAX_REQUESTS || list.length === 0)) {
    const shown = requests.map(([name, list]) => `${name}=[${list.map(showRequest).join(', ')}]`).join(', ');
    throw invalid(
      `1 validation error detected: Value '{${shown}}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to ${MAX_REQUESTS}, Member must have length greater than or equal to 1]`,
    );
  }
  const total = requests.reduce((sum, [, list]) => sum + list.length, 0);
  if (total > MAX_REQUESTS) throw invalid('Too many items requested for the BatchWriteItem call');
  for (const [, list] of requests) {
    for (const { PutRequest, DeleteRequest } of list) {
      if (PutRequest && DeleteRequest) {
        throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes');
      }
      if (!PutRequest && !DeleteRequest)
        throw invalid('Supplied WriteRequest is empty, must contain exactly one of PutRequest and DeleteRequest');
    }
  }
}

function prepareBatch(call: DynamoDbCall, name: string, requests: readonly WriteRequest[]): PlacedWrite[] {
  const batch = requests.map(({ PutRequest, DeleteRequest }) => {
    const write = PutRequest
      ? preparePut(call, { TableName: name, Item: PutRequest.Item })
      : prepareDelete(call, { TableName: name, Key: DeleteRequest!.Key });
    if (PutRequest) checkPutKey(write.table, PutRequest.Item!);
    return { write, at: write.locate() };
  });
  const keys = new Set(batch.map(({ at }) => primaryText(at)));
  if (keys.size < batch.length) throw invalid('Provided list of item keys contains duplicates');
  return batch;
}

/** In a batch a wrong key has one message, whatever is wrong with it. */
function checkPutKey(table: Table, item: Item): void {
  for (const { name, type } of keyAttributes(table.key)) {
    const value = attributeOf(item, name);
    if (!value || typeOf(value) !== type) throw invalid('The provided key element does not match the schema');
  }
}

function showRequest({ PutRequest, DeleteRequest }: WriteRequest): string {
  const show = (item: Item) =>
    `{${Object.entries(item)
      .map(([name, value]) => `${name}=AttributeValue: ${describeValue(value)}`)
      .join(', ')}}`;
  if (PutRequest) return `WriteRequest(putRequest=PutRequest(item=${show(PutRequest.Item!)}))`;
  return `WriteRequest(deleteRequest=DeleteRequest(key=${show(DeleteRequest?.Key ?? {})}))`;
}
