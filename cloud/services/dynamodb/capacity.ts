import type { Capacity, ConsumedCapacity, ItemCollectionMetrics } from '@aws-sdk/client-dynamodb';
import type { Item } from './attribute-value.ts';
import type { Index, Table } from './state.ts';

/** Capacity units that requests to one table used up. */
export interface Usage {
  table: number;
  global: Record<string, number>;
  local: Record<string, number>;
}

const READ_UNIT = 4096;
const WRITE_UNIT = 1024;

export function noUsage(): Usage {
  return { table: 0, global: {}, local: {} };
}

/** Units of reading `bytes`: half where reads may be stale, double within a transaction. At least one block is read. */
export function readUnits(bytes: number, how: { consistent?: boolean | undefined; transaction?: boolean }): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT)) * (how.transaction ? 2 : how.consistent ? 1 : 0.5);
}

/** Units of writing an item of `bytes`. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT));
}

/** Adds to what an index used. */
export function addIndexUsage(usage: Usage, index: Index, units: number): void {
  if (units === 0) return;
  const used = index.kind === 'global' ? usage.global : usage.local;
  used[index.name] = (used[index.name] ?? 0) + units;
}

/** Adds `more` to `usage`, `factor` times. */
export function addUsage(usage: Usage, more: Usage, factor = 1): Usage {
  usage.table += more.table * factor;
  for (const kind of ['global', 'local'] as const) {
    for (const [name, units] of Object.entries(more[kind])) usage[kind][name] = (usage[kind][name] ?? 0) + units * factor;
  }
  return usage;
}

/**
 * ConsumedCapacity as a request asked for it: nothing, the total, or by index. Transactions also say whether the units
 * were read or written. `tableName` is the name or ARN that the request used.
 */
export function consumedCapacity(
  asked: string | undefined,
  tableName: string,
  usage: Usage,
  transaction?: 'read' | 'write',
): ConsumedCapacity | undefined {
  if (asked !== 'TOTAL' && asked !== 'INDEXES') return undefined;
  const capacity = (units: number): Capacity => ({
    CapacityUnits: units,
    ...(transaction === 'read' && { ReadCapacityUnits: units }),
    ...(transaction === 'write' && { WriteCapacityUnits: units }),
  });
  const byName = (used: Record<string, number>) => Object.fromEntries(Object.entries(used).map(([name, units]) => [name, capacity(units)]));
  const sum = (used: Record<string, number>) => Object.values(used).reduce((total, units) => total + units, 0);
  const total = { TableName: tableName, ...capacity(usage.table + sum(usage.global) + sum(usage.local)) };
  if (asked === 'TOTAL') return total;
  return {
    ...total,
    Table: capacity(usage.table),
    ...(Object.keys(usage.local).length > 0 && { LocalSecondaryIndexes: byName(usage.local) }),
    ...(Object.keys(usage.global).length > 0 && { GlobalSecondaryIndexes: byName(usage.global) }),
  };
}

/** ItemCollectionMetrics of a write, for tables with local secondary indexes. The estimate is always the first gigabyte. */
export function itemCollectionMetrics(asked: string | undefined, table: Table, key: Item): ItemCollectionMetrics | undefined {
  if (asked !== 'SIZE' || !table.indexes.some(({ kind }) => kind === 'local')) return undefined;
  const { name } = table.key.hash[0]!;
  return { ItemCollectionKey: { [name]: key[name]! }, SizeEstimateRangeGB: [0, 1] };
}

/** Collects the metrics of several writes by table. */
export function groupMetrics(
  metrics: readonly { tableName: string; metric: ItemCollectionMetrics | undefined }[],
): Record<string, ItemCollectionMetrics[]> | undefined {
  const groups: Record<string, ItemCollectionMetrics[]> = {};
  for (const { tableName, metric } of metrics) if (metric) groups[tableName] = [...(groups[tableName] ?? []), metric];
  return Object.keys(groups).length > 0 ? groups : undefined;
}
