import type { GlobalSecondaryIndexUpdate, UpdateTableInput, UpdateTableOutput } from '@aws-sdk/client-dynamodb';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { invalid, invalidParameter } from './attribute-value.ts';
import { addIndex, refuseEncryption, throughputOf } from './CreateTable.ts';
import { checkBilling, checkGlobalIndex, checkIndexNames, checkIndexShape, checkStream } from './check-table.ts';
import { indexEntry } from './keys.ts';
import { ascending } from './ordered.ts';
import { itemOf } from './rows.ts';
import type { DynamoDbLocal, DynamoDbState, Table, Throughput } from './state.ts';
import { closeStream, createStream, openStream } from './streams/stream.ts';
import { describeTable } from './table-description.ts';
import { type DynamoDbCall, describedTableAt } from './tables.ts';
import { constraints } from './validation.ts';
import { addToIndex } from './write.ts';

const REFUSED = [
  'ReplicaUpdates',
  'MultiRegionConsistency',
  'GlobalTableWitnessUpdates',
  'WarmThroughput',
  'GlobalTableSettingsReplicationMode',
  'DisassociationProtectionEnabled',
  'VectorIndexUpdates',
];
const MAX_GLOBAL = 20;

type IndexChange = { index: string; status: 'CREATING' | 'UPDATING' | 'DELETING' };

/** Changes a table. Like CreateTable it answers UPDATING and is done at the next look. API Reference, UpdateTable. */
export const UpdateTable: Operation<DynamoDbState, UpdateTableInput, UpdateTableOutput, DynamoDbLocal> = (input, call) => {
  refuseMembers('dynamodb UpdateTable', input, REFUSED);
  refuseEncryption('UpdateTable', input.SSESpecification);
  check(input);
  const table = describedTableAt(call, input.TableName!);
  const changes = input.GlobalSecondaryIndexUpdates ?? [];
  const billing = input.BillingMode ?? table.billingMode;
  checkUpdate(input, table, billing);
  const change = changes.map((update) => updateIndex(table, input, update, billing)).at(-1);
  updateThroughput(input, call, table, billing);
  updateStream(input, call, table);
  if (input.TableClass !== undefined && input.TableClass !== table.tableClass) {
    table.tableClass = input.TableClass;
    table.tableClassChangedAt = call.clock.now();
  }
  table.deletionProtection = input.DeletionProtectionEnabled ?? table.deletionProtection;
  return { TableDescription: describeTable(call, table, 'UPDATING', change) };
};

function check(input: UpdateTableInput): void {
  const checks = constraints()
    .tableName(input.TableName)
    .oneOf('billingMode', input.BillingMode)
    .oneOf('tableClass', input.TableClass)
    .atLeast('provisionedThroughput.readCapacityUnits', input.ProvisionedThroughput?.ReadCapacityUnits, 1)
    .atLeast('provisionedThroughput.writeCapacityUnits', input.ProvisionedThroughput?.WriteCapacityUnits, 1);
  input.GlobalSecondaryIndexUpdates?.forEach(({ Create }, at) => {
    if (Create) checkIndexShape(checks, `globalSecondaryIndexUpdates.${at + 1}.member.create`, Create);
  });
  checks.done();
  const changed = [
    'BillingMode',
    'ProvisionedThroughput',
    'StreamSpecification',
    'TableClass',
    'DeletionProtectionEnabled',
    'OnDemandThroughput',
    'SSESpecification',
  ] as const;
  if (changed.some((member) => input[member] !== undefined) || (input.GlobalSecondaryIndexUpdates?.length ?? 0) > 0) return;
  throw invalid(
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
  );
}

function checkUpdate(input: UpdateTableInput, table: Table, billing: string): void {
  const changes = input.GlobalSecondaryIndexUpdates ?? [];
  if (billing === 'PAY_PER_REQUEST') checkBilling(billing, input.ProvisionedThroughput);
  else if (input.BillingMode !== undefined && table.billingMode === 'PAY_PER_REQUEST') checkBilling(billing, input.ProvisionedThroughput);
  const { ProvisionedThroughput: units } = input;
  if (
    units &&
    table.billingMode === 'PROVISIONED' &&
    units.ReadCapacityUnits === table.throughput.read &&
    units.WriteCapacityUnits === table.throughput.write
  ) {
    throw invalid(
      `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${table.throughput.read}. Requested ReadCapacityUnits: ${units.ReadCapacityUnits}. Current WriteCapacityUnits provisioned for the table: ${table.throughput.write}. Requested WriteCapacityUnits: ${units.WriteCapacityUnits}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
  }
  for (const change of changes) {
    const given = [change.Create, change.Update, change.Delete].filter((action) => action !== undefined);
    if (given.length !== 1) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
  }
  // Reason: on AWS building or removing an index takes its time, and only one may be under way.
  if (changes.filter(({ Create, Delete }) => Create || Delete).length > 1) {
    throw new AwsError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  checkIndexNames(changes.map(({ Create, Update, Delete }) => (Create ?? Update ?? Delete)!.IndexName!));
  checkStream(input.StreamSpecification);
}

function updateIndex(
  table: Table,
  input: UpdateTableInput,
  { Create, Update, Delete }: GlobalSecondaryIndexUpdate,
  billing: string,
): IndexChange {
  const name = (Create ?? Update ?? Delete)!.IndexName!;
  const present = table.indexes.find((index) => index.kind === 'global' && index.name === name);
  if (Create) {
    if (table.indexes.some((index) => index.name === name)) throw invalid(`Attempting to create an index which already exists`);
    if (table.indexes.filter(({ kind }) => kind === 'global').length >= MAX_GLOBAL) {
      throw new AwsError(
        'LimitExceededException',
        `Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL}`,
      );
    }
    const definitions = [...table.attributeDefinitions];
    for (const definition of input.AttributeDefinitions ?? []) {
      if (!definitions.some(({ AttributeName }) => AttributeName === definition.AttributeName)) definitions.push(definition);
    }
    checkGlobalIndex(Create, definitions, billing);
    const index = addIndex(table, 'global', Create, definitions);
    table.attributeDefinitions = usedDefinitions(table, definitions);
    // Reason: items whose values do not fit the new keys stay out of the index, as when AWS fills one.
    for (const row of ascending(table.rows, () => false)) {
      const fits = [...index.key.hash, ...index.key.range].every(({ name: key, type }) => itemOf(row)[key]?.[type] !== undefined);
      const at = fits ? indexEntry(index, row, itemOf(row)) : undefined;
      if (at) addToIndex(index, table, at, row);
    }
    return { index: name, status: 'CREATING' };
  }
  if (!present) throw new AwsError('ResourceNotFoundException', `Requested resource not found: Index: ${name} not found`);
  if (Update) {
    present.throughput = throughputOf(Update.ProvisionedThroughput, Update.OnDemandThroughput);
    return { index: name, status: 'UPDATING' };
  }
  table.indexes = table.indexes.filter((index) => index !== present);
  table.attributeDefinitions = usedDefinitions(table, table.attributeDefinitions);
  return { index: name, status: 'DELETING' };
}

function usedDefinitions(table: Table, definitions: Table['attributeDefinitions']): Table['attributeDefinitions'] {
  const used = new Set(
    [table.keySchema, ...table.indexes.map(({ keySchema }) => keySchema)].flat().map(({ AttributeName }) => AttributeName),
  );
  return definitions.filter(({ AttributeName }) => used.has(AttributeName));
}

function updateThroughput(input: UpdateTableInput, call: DynamoDbCall, table: Table, billing: string): void {
  const now = call.clock.now();
  if (billing !== table.billingMode) {
    table.billingMode = billing === 'PAY_PER_REQUEST' ? 'PAY_PER_REQUEST' : 'PROVISIONED';
    if (billing === 'PAY_PER_REQUEST') {
      table.billingModeChangedAt = now;
      for (const throughput of [table.throughput, ...table.indexes.map((index) => index.throughput)])
        Object.assign(throughput, { read: 0, write: 0 });
    }
  }
  const { ProvisionedThroughput: provisioned, OnDemandThroughput: onDemand } = input;
  if (provisioned) {
    const { read, write } = table.throughput;
    const next: Throughput = { ...table.throughput, ...throughputOf(provisioned, undefined) };
    if (next.read > read || next.write > write) next.increasedAt = now;
    if (next.read < read || next.write < write) next.decreasedAt = now;
    table.throughput = next;
  }
  if (onDemand) {
    const { read, write } = table.throughput;
    table.throughput = { ...throughputOf(undefined, onDemand), read, write };
  }
}

function updateStream(input: UpdateTableInput, call: DynamoDbCall, table: Table): void {
  const { StreamSpecification: stream } = input;
  if (!stream) return;
  const open = openStream(call, table);
  if (stream.StreamEnabled) {
    if (open) throw invalid(`Table already has an enabled stream: TableName: ${table.name}`);
    createStream(call, table, stream.StreamViewType!);
  } else {
    if (!open) throw invalid(`Table is already disabled for streams: TableName: ${table.name}`);
    closeStream(call, table);
  }
}
