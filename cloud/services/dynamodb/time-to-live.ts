import type {
  DescribeTimeToLiveInput,
  DescribeTimeToLiveOutput,
  UpdateTimeToLiveInput,
  UpdateTimeToLiveOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { attributeOf, type Item, invalid } from './attribute-value.ts';
import { ascending, createOrdered, type Entry, putEntry, removeEntry } from './ordered.ts';
import { itemOf, type Row } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState, Table, TimeToLive } from './state.ts';
import { type DynamoDbCall, describedTableAt } from './tables.ts';
import { constraints } from './validation.ts';
import { rowAt, writeRow } from './write.ts';

/** Times longer ago than this do not expire an item. Developer Guide, "Using time to live". */
const TOO_OLD_S = 5 * 365 * 24 * 3600;
const MAX_WAIT_MS = 24 * 3600 * 1000;

/**
 * Switches time to live on or off. AWS deletes expired items within days and takes an hour to switch; this cloud
 * deletes them in the second in which they expire and switches at once. API Reference, UpdateTimeToLive.
 */
export const UpdateTimeToLive: Operation<DynamoDbState, UpdateTimeToLiveInput, UpdateTimeToLiveOutput, DynamoDbLocal> = (input, call) => {
  const specification = input.TimeToLiveSpecification!;
  constraints().tableName(input.TableName).length('timeToLiveSpecification.attributeName', specification.AttributeName, 1, 255).done();
  const { AttributeName: attribute, Enabled: enabled } = specification;
  const table = describedTableAt(call, input.TableName!);
  if (enabled) {
    if (table.timeToLive && table.timeToLive.attribute === attribute) throw invalid('TimeToLive is already enabled');
    if (table.timeToLive) {
      throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${table.timeToLive.attribute}`);
    }
    table.timeToLive = { attribute: attribute!, queue: createOrdered() };
    for (const row of ascending(table.rows, () => false)) trackExpiry(call, table.timeToLive, undefined, row);
  } else {
    if (!table.timeToLive) throw invalid('TimeToLive is already disabled');
    if (table.timeToLive.attribute !== attribute) {
      throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${table.timeToLive.attribute}`);
    }
    table.timeToLive = undefined;
  }
  return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
};

/** API Reference, DescribeTimeToLive. */
export const DescribeTimeToLive: Operation<DynamoDbState, DescribeTimeToLiveInput, DescribeTimeToLiveOutput, DynamoDbLocal> = (
  input,
  call,
) => {
  constraints().tableName(input.TableName).done();
  const { timeToLive } = describedTableAt(call, input.TableName!);
  if (!timeToLive) return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } };
  return { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.attribute } };
};

/** Keeps a table's queue of expiring items and the timer right when a row is written. */
export function trackExpiry(call: DynamoDbCall, timeToLive: TimeToLive, old: Row | undefined, row: Row | undefined): void {
  const before = old && expiresAt(timeToLive, itemOf(old));
  const after = row && expiresAt(timeToLive, itemOf(row));
  if (before === after) return;
  if (before !== undefined) removeEntry(timeToLive.queue, { ...keysOf(old!), order: before });
  if (after === undefined) return;
  putEntry(timeToLive.queue, { ...keysOf(row!), order: after });
  armExpiry(call, after * 1000);
}

/** Sets the timer for the first item that expires in an account and region, as after loading saved state. */
export function armFirstExpiry(call: DynamoDbCall): void {
  let first = Number.POSITIVE_INFINITY;
  for (const table of call.state.tables.values()) first = Math.min(first, table.timeToLive?.queue.chunks[0]?.[0]?.order ?? first);
  if (first < Number.POSITIVE_INFINITY) armExpiry(call, first * 1000);
}

function armExpiry(call: DynamoDbCall, at: number): void {
  const place = `${call.account}/${call.region}`;
  const armed = call.local.expiry.get(place);
  if (armed && armed.at <= at) return;
  armed?.cancel();
  const wait = Math.min(MAX_WAIT_MS, Math.max(0, at - call.clock.now()));
  const cancel = call.clock.after(wait, () => {
    call.local.expiry.delete(place);
    expireDue(call);
    armFirstExpiry(call);
  });
  call.local.expiry.set(place, { at, cancel });
}

/** Deletes the items whose time has come. */
function expireDue(call: DynamoDbCall): void {
  const now = Math.floor(call.clock.now() / 1000);
  for (const table of call.state.tables.values()) {
    const { timeToLive } = table;
    if (!timeToLive) continue;
    for (;;) {
      const due = timeToLive.queue.chunks[0]?.[0];
      if (!due || due.order > now) break;
      removeEntry(timeToLive.queue, due);
      call.changed();
      if (now - due.order <= TOO_OLD_S) expire(call, table, due);
    }
  }
}

function expire(call: DynamoDbCall, table: Table, due: Entry): void {
  const at = { order: Number(due.tie), hash: due.hash, sort: due.sort, tie: '' };
  const row = rowAt(table, at);
  if (row) writeRow(call, table, at, row, undefined, true);
}

/** A row's keys as the queue holds them: the row's own order stands in `tie`. */
function keysOf(row: Row): Omit<Entry, 'order'> {
  return { hash: row.hash, sort: row.sort, tie: String(row.order) };
}

/** The second at which an item expires, if it says so in a number. */
function expiresAt({ attribute }: TimeToLive, item: Item): number | undefined {
  const text = attributeOf(item, attribute)?.N;
  const seconds = text === undefined ? undefined : Math.floor(Number(text));
  return seconds !== undefined && seconds >= 0 && Number.isSafeInteger(seconds) ? seconds : undefined;
}
