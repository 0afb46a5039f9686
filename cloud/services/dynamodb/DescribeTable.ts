import type {
  DeleteTableInput,
  DeleteTableOutput,
  DescribeTableInput,
  DescribeTableOutput,
  ListTablesInput,
  ListTablesOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../operation.ts';
import { invalid } from './attribute-value.ts';
import type { DynamoDbLocal, DynamoDbState } from './state.ts';
import { closeStream } from './streams/stream.ts';
import { describeTable } from './table-description.ts';
import { describedTableAt } from './tables.ts';
import { constraints } from './validation.ts';

const MAX_LISTED = 100;

/** API Reference, DescribeTable. */
export const DescribeTable: Operation<DynamoDbState, DescribeTableInput, DescribeTableOutput, DynamoDbLocal> = (input, call) => {
  constraints().tableName(input.TableName).done();
  return { Table: describeTable(call, describedTableAt(call, input.TableName!)) };
};

/** Deletes a table; its stream stays readable for a day. API Reference, DeleteTable. */
export const DeleteTable: Operation<DynamoDbState, DeleteTableInput, DeleteTableOutput, DynamoDbLocal> = (input, call) => {
  constraints().tableName(input.TableName).done();
  const table = describedTableAt(call, input.TableName!);
  if (table.deletionProtection) {
    throw invalid(`Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`);
  }
  closeStream(call, table);
  call.state.tables.delete(table.name);
  const { TableName, TableArn, TableId, ItemCount, TableSizeBytes, ProvisionedThroughput, BillingModeSummary, DeletionProtectionEnabled } =
    describeTable(call, table);
  return {
    TableDescription: {
      TableName,
      TableArn,
      TableId,
      ItemCount,
      TableSizeBytes,
      ProvisionedThroughput,
      BillingModeSummary,
      DeletionProtectionEnabled,
      TableStatus: 'DELETING',
    },
  };
};

/** API Reference, ListTables. */
export const ListTables: Operation<DynamoDbState, ListTablesInput, ListTablesOutput, DynamoDbLocal> = (input, call) => {
  constraints()
    .newName('exclusiveStartTableName', input.ExclusiveStartTableName)
    .atLeast('limit', input.Limit, 1)
    .atMost('limit', input.Limit, MAX_LISTED)
    .done();
  const start = input.ExclusiveStartTableName;
  const names = [...call.state.tables.keys()].sort().filter((name) => start === undefined || name > start);
  const listed = names.slice(0, input.Limit ?? MAX_LISTED);
  return { TableNames: listed, LastEvaluatedTableName: listed.length < names.length ? listed.at(-1) : undefined };
};
