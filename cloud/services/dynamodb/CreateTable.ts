import type {
  AttributeDefinition,
  CreateTableInput,
  CreateTableOutput,
  GlobalSecondaryIndex,
  LocalSecondaryIndex,
  OnDemandThroughput,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { checkNewTable } from './check-table.ts';
import { keyOf } from './keys.ts';
import { createOrdered } from './ordered.ts';
import { checkPolicy } from './resource-policy.ts';
import type { DynamoDbLocal, DynamoDbState, Index, Table, Throughput } from './state.ts';
import { createStream } from './streams/stream.ts';
import { describeTable } from './table-description.ts';
import { tableArn } from './tables.ts';
import { addTags } from './tags.ts';

/**
 * Makes a table. It answers CREATING and is ACTIVE at the next look: this cloud does not make anybody wait. Nor does
 * it throttle: provisioned and on-demand throughput are reported, not enforced. API Reference, CreateTable.
 */
export const CreateTable: Operation<DynamoDbState, CreateTableInput, CreateTableOutput, DynamoDbLocal> = (input, call) => {
  refuseMembers('dynamodb CreateTable', input, [
    'WarmThroughput',
    'GlobalTableSourceArn',
    'GlobalTableSettingsReplicationMode',
    'VectorIndexes',
  ]);
  refuseEncryption('CreateTable', input.SSESpecification);
  checkNewTable(input);
  const name = input.TableName!;
  if (call.state.tables.has(name)) throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
  if (input.ResourcePolicy !== undefined) checkPolicy(input.ResourcePolicy);
  const definitions = input.AttributeDefinitions!;
  const arn = tableArn(call, name);
  const table: Table = {
    name,
    arn,
    id: call.random.uuid(),
    createdAt: call.clock.now(),
    attributeDefinitions: definitions,
    keySchema: input.KeySchema!,
    key: keyOf(input.KeySchema!, definitions),
    rows: createOrdered(),
    size: 0,
    indexes: [],
    billingMode: input.BillingMode ?? 'PROVISIONED',
    throughput: throughputOf(input.ProvisionedThroughput, input.OnDemandThroughput),
    tableClass: input.TableClass ?? 'STANDARD',
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    tags: new Map(),
  };
  if (table.billingMode === 'PAY_PER_REQUEST') table.billingModeChangedAt = table.createdAt;
  for (const index of input.LocalSecondaryIndexes ?? []) addIndex(table, 'local', index, definitions);
  for (const index of input.GlobalSecondaryIndexes ?? []) addIndex(table, 'global', index, definitions);
  if (input.ResourcePolicy !== undefined) table.resourcePolicy = { document: input.ResourcePolicy, revision: String(call.clock.now()) };
  addTags(table, input.Tags ?? [], call.principal);
  call.state.tables.set(name, table);
  if (input.StreamSpecification?.StreamEnabled) createStream(call, table, input.StreamSpecification.StreamViewType!);
  return { TableDescription: describeTable(call, table, 'CREATING') };
};

/** Adds an empty index to a table. */
export function addIndex(
  table: Table,
  kind: Index['kind'],
  index: GlobalSecondaryIndex | LocalSecondaryIndex,
  definitions: AttributeDefinition[],
): Index {
  const { ProvisionedThroughput: provisioned, OnDemandThroughput: onDemand }: GlobalSecondaryIndex = { ...index };
  const made: Index = {
    name: index.IndexName!,
    arn: `${table.arn}/index/${index.IndexName}`,
    kind,
    keySchema: index.KeySchema!,
    key: keyOf(index.KeySchema!, definitions),
    projection: index.Projection!,
    entries: createOrdered(),
    size: 0,
    throughput: throughputOf(provisioned, onDemand),
  };
  table.indexes.push(made);
  table.indexes.sort((a, b) => (a.name < b.name ? -1 : 1));
  return made;
}

export function throughputOf(provisioned: ProvisionedThroughput | undefined, onDemand: OnDemandThroughput | undefined): Throughput {
  const throughput: Throughput = { read: provisioned?.ReadCapacityUnits ?? 0, write: provisioned?.WriteCapacityUnits ?? 0 };
  if (onDemand?.MaxReadRequestUnits !== undefined && onDemand.MaxReadRequestUnits > 0) throughput.maxRead = onDemand.MaxReadRequestUnits;
  if (onDemand?.MaxWriteRequestUnits !== undefined && onDemand.MaxWriteRequestUnits > 0)
    throughput.maxWrite = onDemand.MaxWriteRequestUnits;
  return throughput;
}

/** Keys of one's own encrypt nothing here, so they are refused; the default (keys owned by AWS) shows nowhere. */
export function refuseEncryption(operation: string, sse: CreateTableInput['SSESpecification']): void {
  if (sse?.Enabled) throw notImplemented(`dynamodb ${operation} with SSESpecification.Enabled (KMS keys)`);
}
