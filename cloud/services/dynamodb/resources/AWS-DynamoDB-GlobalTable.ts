import { notImplemented } from '../../../aws-error.ts';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { KEY_SCHEMA, PROJECTION } from './AWS-DynamoDB-Table.ts';
import type { TableProperties } from './table-properties.ts';
import { createTable, tableAttributes, updateTable } from './table-update.ts';

type ReplicaProperties = Pick<
  TableProperties,
  'DeletionProtectionEnabled' | 'PointInTimeRecoverySpecification' | 'ResourcePolicy' | 'TableClass' | 'Tags'
> & { Region: string };

type GlobalTableProperties = Omit<
  TableProperties,
  | 'DeletionProtectionEnabled'
  | 'OnDemandThroughput'
  | 'PointInTimeRecoverySpecification'
  | 'ProvisionedThroughput'
  | 'ResourcePolicy'
  | 'TableClass'
  | 'Tags'
> & {
  Replicas: ReplicaProperties[];
  WriteOnDemandThroughputSettings?: { MaxWriteRequestUnits?: number | string };
};

/**
 * A global table with one replica, in the stack's own region: an on-demand table like any other (CDK's TableV2). More
 * replicas, and provisioned throughput with its scaling, are refused. CloudFormation Template Reference, AWS::DynamoDB::GlobalTable.
 */
export const GlobalTable: ResourceType<GlobalTableProperties> = {
  type: 'AWS::DynamoDB::GlobalTable',
  properties: {
    TableName: 'replace',
    AttributeDefinitions: { AttributeName: 'update', AttributeType: 'update' },
    KeySchema: 'replace',
    LocalSecondaryIndexes: 'replace',
    BillingMode: 'update',
    GlobalSecondaryIndexes: { IndexName: 'update', KeySchema: KEY_SCHEMA, Projection: PROJECTION },
    StreamSpecification: { StreamViewType: 'update' },
    TimeToLiveSpecification: { AttributeName: 'update', Enabled: 'update' },
    SSESpecification: { SSEEnabled: 'update' },
    WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 'update' },
    Replicas: {
      Region: 'update',
      DeletionProtectionEnabled: 'update',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'update', RecoveryPeriodInDays: 'update' },
      ResourcePolicy: { PolicyDocument: 'update' },
      TableClass: 'update',
      Tags: { Key: 'update', Value: 'update' },
    },
  },
  create: async (context, properties) => createTable(context, tableOf(context, properties)),
  update: async (context, name, properties, { Replicas: [previous] }) =>
    updateTable(context, name, tableOf(context, properties), previous ?? {}),
  delete: async ({ aws }, TableName) => void (await aws.dynamodb.DeleteTable({ TableName })),
  attributes: tableAttributes,
};

function tableOf({ region }: ResourceContext, properties: GlobalTableProperties): TableProperties {
  const { Replicas, WriteOnDemandThroughputSettings, ...table } = properties;
  const [replica, ...others] = Replicas;
  if (!replica || others.length > 0 || replica.Region !== region) {
    throw notImplemented(`AWS::DynamoDB::GlobalTable with Replicas other than one in ${region}`);
  }
  const { Region: _region, ...own } = replica;
  return { ...table, ...own, OnDemandThroughput: WriteOnDemandThroughputSettings };
}
