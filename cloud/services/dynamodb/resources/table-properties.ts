import type {
  AttributeDefinition,
  BillingMode,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  OnDemandThroughput,
  ProvisionedThroughput,
  StreamViewType,
  TableClass,
} from '@aws-sdk/client-dynamodb';

/** A number or truth value as templates write it: parameters make them strings. */
export type Written<T extends number | boolean> = T | string;

export interface TableProperties {
  TableName?: string;
  AttributeDefinitions: AttributeDefinition[];
  KeySchema: KeySchemaElement[];
  BillingMode?: BillingMode;
  ProvisionedThroughput?: { ReadCapacityUnits: Written<number>; WriteCapacityUnits: Written<number> };
  OnDemandThroughput?: { MaxReadRequestUnits?: Written<number>; MaxWriteRequestUnits?: Written<number> };
  GlobalSecondaryIndexes?: IndexProperties[];
  LocalSecondaryIndexes?: LocalSecondaryIndex[];
  StreamSpecification?: { StreamViewType: StreamViewType };
  TimeToLiveSpecification?: { AttributeName?: string; Enabled: Written<boolean> };
  PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled?: Written<boolean>; RecoveryPeriodInDays?: Written<number> };
  DeletionProtectionEnabled?: Written<boolean>;
  TableClass?: TableClass;
  SSESpecification?: { SSEEnabled: Written<boolean> };
  ResourcePolicy?: { PolicyDocument: unknown };
  Tags?: { Key: string; Value: string }[];
}

export interface IndexProperties {
  IndexName: string;
  KeySchema: KeySchemaElement[];
  Projection: GlobalSecondaryIndex['Projection'];
  ProvisionedThroughput?: TableProperties['ProvisionedThroughput'];
  OnDemandThroughput?: TableProperties['OnDemandThroughput'];
}

export function isTrue(value: Written<boolean> | undefined): boolean {
  return value === true || value === 'true';
}

export function provisionedOf(written: TableProperties['ProvisionedThroughput']): ProvisionedThroughput | undefined {
  return written && { ReadCapacityUnits: Number(written.ReadCapacityUnits), WriteCapacityUnits: Number(written.WriteCapacityUnits) };
}

export function onDemandOf(written: TableProperties['OnDemandThroughput']): OnDemandThroughput | undefined {
  return (
    written && {
      ...(written.MaxReadRequestUnits !== undefined && { MaxReadRequestUnits: Number(written.MaxReadRequestUnits) }),
      ...(written.MaxWriteRequestUnits !== undefined && { MaxWriteRequestUnits: Number(written.MaxWriteRequestUnits) }),
    }
  );
}

export function globalIndexOf(index: IndexProperties): GlobalSecondaryIndex {
  return {
    IndexName: index.IndexName,
    KeySchema: index.KeySchema,
    Projection: index.Projection,
    ProvisionedThroughput: provisionedOf(index.ProvisionedThroughput),
    OnDemandThroughput: onDemandOf(index.OnDemandThroughput),
  };
}
