import type { PropertyTable, ResourceType } from '../../../resource-type.ts';
import type { TableProperties } from './table-properties.ts';
import { createTable, tableAttributes, updateTable } from './table-update.ts';

export const KEY_SCHEMA: PropertyTable = { AttributeName: 'update', KeyType: 'update' };
export const PROJECTION: PropertyTable = { ProjectionType: 'update', NonKeyAttributes: 'update' };
const PROVISIONED: PropertyTable = { ReadCapacityUnits: 'update', WriteCapacityUnits: 'update' };
const ON_DEMAND: PropertyTable = { MaxReadRequestUnits: 'update', MaxWriteRequestUnits: 'update' };

/** CloudFormation Template Reference, AWS::DynamoDB::Table. Ref is the table's name. */
export const Table: ResourceType<TableProperties> = {
  type: 'AWS::DynamoDB::Table',
  properties: {
    TableName: 'replace',
    AttributeDefinitions: { AttributeName: 'update', AttributeType: 'update' },
    KeySchema: 'replace',
    LocalSecondaryIndexes: 'replace',
    BillingMode: 'update',
    ProvisionedThroughput: PROVISIONED,
    OnDemandThroughput: ON_DEMAND,
    GlobalSecondaryIndexes: {
      IndexName: 'update',
      KeySchema: KEY_SCHEMA,
      Projection: PROJECTION,
      ProvisionedThroughput: PROVISIONED,
      OnDemandThroughput: ON_DEMAND,
    },
    StreamSpecification: { StreamViewType: 'update' },
    TimeToLiveSpecification: { AttributeName: 'update', Enabled: 'update' },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'update', RecoveryPeriodInDays: 'update' },
    DeletionProtectionEnabled: 'update',
    TableClass: 'update',
    SSESpecification: { SSEEnabled: 'update' },
    ResourcePolicy: { PolicyDocument: 'update' },
    Tags: { Key: 'update', Value: 'update' },
  },
  create: createTable,
  update: updateTable,
  delete: async ({ aws }, TableName) => void (await aws.dynamodb.DeleteTable({ TableName })),
  attributes: tableAttributes,
};
