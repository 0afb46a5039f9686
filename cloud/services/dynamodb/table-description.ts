import type {
  GlobalSecondaryIndexDescription,
  LocalSecondaryIndexDescription,
  OnDemandThroughput,
  ProvisionedThroughputDescription,
  TableDescription,
  TableStatus,
} from '@aws-sdk/client-dynamodb';
import type { Index, Table, Throughput } from './state.ts';
import { openStream } from './streams/stream.ts';
import type { DynamoDbCall } from './tables.ts';

/** What a new on-demand table takes at once. Developer Guide, "Understanding DynamoDB warm throughput". */
const WARM_ON_DEMAND = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };

/**
 * A table as DescribeTable answers it. Tables and indexes of this cloud are ready at once; only the answer to the
 * request that makes, changes or deletes one names the state in between (`status`, and `changing` for one index).
 */
export function describeTable(
  call: DynamoDbCall,
  table: Table,
  status: TableStatus = 'ACTIVE',
  changing?: { index: string; status: 'CREATING' | 'UPDATING' | 'DELETING' },
): TableDescription {
  const local = table.indexes.filter(({ kind }) => kind === 'local').map(localDescription);
  const global = table.indexes
    .filter(({ kind }) => kind === 'global')
    .map((index) =>
      globalDescription(table, index, status === 'CREATING' ? 'CREATING' : changing?.index === index.name ? changing.status : 'ACTIVE'),
    );
  const stream = openStream(call, table);
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: table.id,
    TableStatus: status,
    CreationDateTime: new Date(table.createdAt),
    AttributeDefinitions: table.attributeDefinitions,
    KeySchema: table.keySchema,
    ItemCount: table.rows.length,
    TableSizeBytes: table.size,
    ProvisionedThroughput: throughputDescription(table.throughput),
    ...billing(table),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType } }),
    ...(table.streamArn !== undefined && {
      LatestStreamArn: table.streamArn,
      LatestStreamLabel: table.streamArn.slice(table.streamArn.lastIndexOf('/') + 1),
    }),
    ...tableClass(table),
    ...onDemand(table.throughput),
    DeletionProtectionEnabled: table.deletionProtection,
    WarmThroughput: { ...warm(table, table.throughput), Status: 'ACTIVE' },
  };
}

function billing(table: Table): Partial<TableDescription> {
  if (table.billingMode === 'PROVISIONED' && table.billingModeChangedAt === undefined) return {};
  return {
    BillingModeSummary: {
      BillingMode: table.billingMode,
      ...(table.billingModeChangedAt !== undefined && { LastUpdateToPayPerRequestDateTime: new Date(table.billingModeChangedAt) }),
    },
  };
}

function tableClass(table: Table): Partial<TableDescription> {
  if (table.tableClass === 'STANDARD' && table.tableClassChangedAt === undefined) return {};
  return {
    TableClassSummary: {
      TableClass: table.tableClass,
      ...(table.tableClassChangedAt !== undefined && { LastUpdateDateTime: new Date(table.tableClassChangedAt) }),
    },
  };
}

function localDescription(index: Index): LocalSecondaryIndexDescription {
  return {
    IndexName: index.name,
    IndexArn: index.arn,
    KeySchema: index.keySchema,
    Projection: index.projection,
    IndexSizeBytes: index.size,
    ItemCount: index.entries.length,
  };
}

function globalDescription(
  table: Table,
  index: Index,
  status: GlobalSecondaryIndexDescription['IndexStatus'],
): GlobalSecondaryIndexDescription {
  return {
    ...localDescription(index),
    IndexStatus: status,
    ...(status === 'CREATING' && table.rows.length > 0 && { Backfilling: true }),
    ProvisionedThroughput: throughputDescription(index.throughput),
    ...onDemand(index.throughput),
    WarmThroughput: { ...warm(table, index.throughput), Status: 'ACTIVE' },
  };
}

function throughputDescription({ read, write, increasedAt, decreasedAt }: Throughput): ProvisionedThroughputDescription {
  return {
    ...(increasedAt !== undefined && { LastIncreaseDateTime: new Date(increasedAt) }),
    ...(decreasedAt !== undefined && { LastDecreaseDateTime: new Date(decreasedAt) }),
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: read,
    WriteCapacityUnits: write,
  };
}

function onDemand({ maxRead, maxWrite }: Throughput): { OnDemandThroughput?: OnDemandThroughput } {
  if (maxRead === undefined && maxWrite === undefined) return {};
  return { OnDemandThroughput: { MaxReadRequestUnits: maxRead ?? -1, MaxWriteRequestUnits: maxWrite ?? -1 } };
}

function warm(table: Table, { read, write }: Throughput) {
  return table.billingMode === 'PAY_PER_REQUEST' ? WARM_ON_DEMAND : { ReadUnitsPerSecond: read, WriteUnitsPerSecond: write };
}
