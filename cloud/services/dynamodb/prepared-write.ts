import type { AttributeValue, ConditionCheck, Delete, Put, Update as TransactUpdate } from '@aws-sdk/client-dynamodb';
import { attributeOf, checkDepth, checkItem, type Item, invalid, invalidParameter } from './attribute-value.ts';
import { applyUpdate } from './expressions/apply-update.ts';
import { updatedPaths } from './expressions/bind-update.ts';
import { Binder } from './expressions/binder.ts';
import type { Condition } from './expressions/condition.ts';
import { meets } from './expressions/evaluate.ts';
import { type LegacyCondition, legacyCondition, legacyUpdate } from './expressions/legacy.ts';
import type { Path } from './expressions/tokens.ts';
import type { Update } from './expressions/update-expression.ts';
import { itemSize, MAX_ITEM_SIZE, utf8Size, valueSize } from './item-size.ts';
import { checkEmptyIndexKeys, checkEmptyKey, checkIndexKeys, checkItemKey, checkKey, isKeyOf, keyItem, rowEntry } from './keys.ts';
import type { Entry } from './ordered.ts';
import { itemOf, type Row } from './rows.ts';
import type { Table } from './state.ts';
import { type DynamoDbCall, tableAt } from './tables.ts';

/**
 * One write whose request was checked as far as it can be without looking at the table's items. What is left may fail
 * still: in a single operation as a ValidationException, in a transaction as a reason for its cancellation.
 */
export interface PreparedWrite {
  kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  table: Table;
  /** The name or ARN that the request used. */
  tableName: string;
  key: Item;
  condition: Condition | undefined;
  /** The paths an update writes to. */
  updated: readonly Path[];
  returnOnFailure: boolean;
  /** Checks the key against the table's and says where the item stands. Throws ValidationException. */
  locate(): Entry;
  /** The item after the write; undefined where there is none. Throws ValidationException. */
  result(old: Item | undefined): Item | undefined;
}

/** Put's parameters, in PutItem and in transactions. */
export type PutRequest = Pick<Put, 'TableName' | 'Item'> & ConditionRequest;
export type DeleteRequest = Pick<Delete, 'TableName' | 'Key'> & ConditionRequest;
export type CheckRequest = Pick<ConditionCheck, 'TableName' | 'Key'> & ConditionRequest;
export type UpdateRequest = Pick<TransactUpdate, 'TableName' | 'Key'> &
  ConditionRequest & { UpdateExpression?: string | undefined; AttributeUpdates?: Parameters<typeof legacyUpdate>[0] };

type Within = 'request' | 'transaction';

interface ConditionRequest extends LegacyCondition {
  ConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
  ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** What UpdateItem's size check adds to the attributes it writes, in bytes: for itself, for each action, for a list's index. */
const UPDATE_COST = { base: 3, set: 19, add: 19, remove: 2, delete: 2, index: 1 };

/** What every write has beside its item: the table, the condition and what to say when it does not hold. */
export type WriteTarget = Pick<PreparedWrite, 'table' | 'tableName' | 'condition' | 'returnOnFailure'>;

/** `within` says whether a write stands alone or in a transaction, whose limits differ a little. */
export function preparePut(call: DynamoDbCall, request: PutRequest, within: Within = 'request'): PreparedWrite {
  const item = request.Item!;
  checkItem(item);
  const { binder, condition } = bindCondition(call, request, within);
  binder.done();
  return putWrite(targetOf(call, request, condition), item);
}

/** The put of an item whose values have been checked. Throws ValidationException. */
export function putWrite(target: WriteTarget, item: Item): PreparedWrite {
  const { table } = target;
  checkPutSize(item);
  checkEmptyKey(table.key, item);
  checkEmptyIndexKeys(table, item, 'put');
  return {
    ...target,
    kind: 'Put',
    updated: [],
    key: item,
    locate() {
      checkItemKey(table, item);
      checkIndexKeys(table, item, 'put');
      this.key = keyItem(table.key, item);
      return rowEntry(table.key, item);
    },
    result: () => item,
  };
}

export function prepareDelete(
  call: DynamoDbCall,
  request: DeleteRequest,
  kind: 'Delete' | 'ConditionCheck' = 'Delete',
  within: Within = 'request',
): PreparedWrite {
  const key = request.Key!;
  checkItem(key);
  const { binder, condition } = bindCondition(call, request, within);
  binder.done();
  return deleteWrite(targetOf(call, request, condition), key, kind);
}

/** The deletion of a key, or only the check of a condition. Throws ValidationException. */
export function deleteWrite(target: WriteTarget, key: Item, kind: 'Delete' | 'ConditionCheck'): PreparedWrite {
  checkEmptyKey(target.table.key, key);
  return {
    ...target,
    kind,
    updated: [],
    key,
    locate: () => locateKey(target.table, key),
    result: (old) => (kind === 'Delete' ? undefined : old),
  };
}

export function prepareUpdate(call: DynamoDbCall, request: UpdateRequest, within: Within = 'request'): PreparedWrite {
  const key = request.Key!;
  checkItem(key);
  const { binder, condition } = bindCondition(call, request, within);
  const update = binder.update(request.UpdateExpression) ?? legacyUpdate(request.AttributeUpdates);
  binder.done();
  return updateWrite(targetOf(call, request, condition), key, update, within === 'request' ? 'single' : 'flat');
}

/** The update of a key. `sizing` says whether the size limit is UpdateItem's own or that of all other writes. Throws ValidationException. */
export function updateWrite(target: WriteTarget, key: Item, update: Update, sizing: 'single' | 'flat'): PreparedWrite {
  const { table } = target;
  checkEmptyKey(table.key, key);
  const updated = updatedPaths(update);
  for (const path of updated) {
    if (isKeyOf(table.key, path[0] as string)) {
      throw invalidParameter(`Cannot update attribute ${path[0]}. This attribute is part of the key`);
    }
  }
  checkEmptyIndexKeys(table, literals(update), 'update');
  return {
    ...target,
    kind: 'Update',
    key,
    updated,
    locate: () => locateKey(table, key),
    result(old) {
      const item = applyUpdate(old ?? key, update);
      for (const [name] of updated) {
        const value = attributeOf(item, name as string);
        if (value) checkDepth(value);
      }
      checkIndexKeys(table, item, 'update');
      const size = itemSize(item);
      const limited = sizing === 'single' ? Math.max(size, writtenSize(item, update)) : size;
      if (limited > MAX_ITEM_SIZE) throw invalid('Item size to update has exceeded the maximum allowed size');
      return item;
    },
  };
}

/** Whether the write's condition holds for the item that is there. */
export function conditionHolds({ condition }: PreparedWrite, row: Row | undefined): boolean {
  return !condition || meets(itemOf(row) ?? {}, condition);
}

function targetOf(
  call: DynamoDbCall,
  request: ConditionRequest & { TableName?: string | undefined },
  condition: Condition | undefined,
): WriteTarget {
  return {
    table: tableAt(call, request.TableName!),
    tableName: request.TableName!,
    condition,
    returnOnFailure: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

function checkPutSize(item: Item): void {
  if (itemSize(item) > MAX_ITEM_SIZE) throw invalid('Item size has exceeded the maximum allowed size');
}

function bindCondition(call: DynamoDbCall, request: ConditionRequest, within: Within) {
  const binder = new Binder(call.local, request, within === 'request' ? 1 : 0);
  return { binder, condition: binder.condition('ConditionExpression', request.ConditionExpression) ?? legacyCondition(request) };
}

function locateKey(table: Table, key: Item): Entry {
  checkKey(table, key);
  return rowEntry(table.key, key);
}

/** The attributes that an update sets to a value of the request. */
function literals(update: Update): Item {
  const out: Item = {};
  for (const { path, operand } of update.set) if (path.length === 1 && operand.kind === 'value') out[path[0] as string] = operand.value;
  return out;
}

/** UpdateItem measures what it writes instead of the item, unless the item is larger. */
function writtenSize(item: Item, update: Update): number {
  let size = UPDATE_COST.base;
  const names = new Set<string>();
  for (const section of ['set', 'remove', 'add', 'delete'] as const) {
    size += update[section].length * UPDATE_COST[section];
    for (const { path } of update[section]) {
      names.add(path[0] as string);
      if (typeof path.at(-1) === 'number') size += UPDATE_COST.index;
    }
  }
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value) size += utf8Size(name) + valueSize(value);
  }
  return size;
}
