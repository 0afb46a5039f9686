import type {
  BillingMode,
  GlobalSecondaryIndexDescription,
  OnDemandThroughput,
  ProvisionedThroughput,
  ProvisionedThroughputDescription,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../aws-error.ts';
import type { ResourceContext } from '../../../resource-type.ts';
import { globalIndexOf, type IndexProperties, isTrue, onDemandOf, provisionedOf, type TableProperties } from './table-properties.ts';

/** Makes a table and everything beside it, as far as CreateTable does not do it. Returns the table's name. */
export async function createTable(context: ResourceContext, properties: TableProperties): Promise<string> {
  const { aws } = context;
  const TableName = properties.TableName ?? context.physicalName(255);
  await aws.dynamodb.CreateTable({
    TableName,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: properties.BillingMode,
    ProvisionedThroughput: provisionedOf(properties.ProvisionedThroughput),
    OnDemandThroughput: onDemandOf(properties.OnDemandThroughput),
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes?.map(globalIndexOf),
    LocalSecondaryIndexes: properties.LocalSecondaryIndexes,
    StreamSpecification: properties.StreamSpecification && {
      StreamEnabled: true,
      StreamViewType: properties.StreamSpecification.StreamViewType,
    },
    SSESpecification: properties.SSESpecification && { Enabled: isTrue(properties.SSESpecification.SSEEnabled) },
    TableClass: properties.TableClass,
    DeletionProtectionEnabled:
      properties.DeletionProtectionEnabled === undefined ? undefined : isTrue(properties.DeletionProtectionEnabled),
    ResourcePolicy: properties.ResourcePolicy && JSON.stringify(properties.ResourcePolicy.PolicyDocument),
    Tags: tagsOf(context, properties),
  });
  context.initiated?.(TableName);
  await waitUntilActive(context, TableName);
  if (properties.TimeToLiveSpecification) await switchTimeToLive(context, TableName, properties);
  if (properties.PointInTimeRecoverySpecification) await switchRecovery(context, TableName, properties);
  return TableName;
}

/** What of the previous properties a change still has to know: the rest is read from the table itself. */
export type PreviousProperties = Pick<TableProperties, 'ResourcePolicy' | 'Tags'>;

/**
 * Brings a table to what its properties say, one kind of change after the other, as UpdateTable demands. It compares
 * with the table as it is: a rollback comes here after an update that stopped halfway.
 */
export async function updateTable(
  context: ResourceContext,
  TableName: string,
  next: TableProperties,
  previous: PreviousProperties,
): Promise<void> {
  const { aws } = context;
  const present = (await aws.dynamodb.DescribeTable({ TableName })).Table!;
  await updateIndexes(context, next, present);
  await updateBilling(context, next, present);
  await updateStream(context, next, present);
  const TableClass = next.TableClass ?? 'STANDARD';
  if (TableClass !== (present.TableClassSummary?.TableClass ?? 'STANDARD')) await aws.dynamodb.UpdateTable({ TableName, TableClass });
  const DeletionProtectionEnabled = isTrue(next.DeletionProtectionEnabled);
  if (DeletionProtectionEnabled !== present.DeletionProtectionEnabled)
    await aws.dynamodb.UpdateTable({ TableName, DeletionProtectionEnabled });
  if (isTrue(next.SSESpecification?.SSEEnabled)) await aws.dynamodb.UpdateTable({ TableName, SSESpecification: { Enabled: true } });
  await switchTimeToLive(context, TableName, next);
  await switchRecovery(context, TableName, next);
  await updatePolicyAndTags(context, present, next, previous);
  await waitUntilActive(context, TableName);
}

/** Fn::GetAtt. */
export async function tableAttributes({ aws }: ResourceContext, TableName: string): Promise<Record<string, unknown>> {
  const { Table } = await aws.dynamodb.DescribeTable({ TableName });
  return { Arn: Table!.TableArn, TableId: Table!.TableId, ...(Table!.StreamSpecification && { StreamArn: Table!.LatestStreamArn }) };
}

async function waitUntilActive({ aws, clock }: ResourceContext, TableName: string): Promise<void> {
  for (;;) {
    const { Table } = await aws.dynamodb.DescribeTable({ TableName });
    const indexes = Table!.GlobalSecondaryIndexes ?? [];
    if (Table!.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')) return;
    await new Promise<void>((resolve) => void clock.after(1000, resolve));
  }
}

async function updateIndexes({ aws }: ResourceContext, next: TableProperties, { TableName, ...table }: TableDescription): Promise<void> {
  const { GlobalSecondaryIndexes: wanted = [], AttributeDefinitions } = next;
  const present = table.GlobalSecondaryIndexes ?? [];
  const added = wanted.filter(({ IndexName: name }) => !present.some(({ IndexName }) => IndexName === name));
  const gone = present.filter(({ IndexName: name }) => !wanted.some(({ IndexName }) => IndexName === name));
  if (added.length + gone.length > 1) {
    throw new AwsError('ValidationException', 'Cannot perform more than one GSI creation or deletion in a single update');
  }
  for (const index of wanted) {
    const before = present.find(({ IndexName }) => IndexName === index.IndexName);
    if (before) await updateIndex(aws, TableName, index, before, next.BillingMode);
  }
  for (const { IndexName } of gone) await aws.dynamodb.UpdateTable({ TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] });
  for (const index of added) {
    await aws.dynamodb.UpdateTable({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: globalIndexOf(index) }] });
  }
}

async function updateIndex(
  aws: ResourceContext['aws'],
  TableName: string | undefined,
  index: IndexProperties,
  before: GlobalSecondaryIndexDescription,
  billing: BillingMode | undefined,
): Promise<void> {
  if (shape(before) !== shape(index)) {
    throw new AwsError(
      'ValidationException',
      "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You can create a new GSI with a different name.",
    );
  }
  const { IndexName, ProvisionedThroughput, OnDemandThroughput } = globalIndexOf(index);
  const units = ProvisionedThroughput && !sameUnits(ProvisionedThroughput, before.ProvisionedThroughput);
  const limits = OnDemandThroughput && !sameLimits(OnDemandThroughput, before.OnDemandThroughput);
  if (!(billing === 'PAY_PER_REQUEST' ? limits : units)) return;
  await aws.dynamodb.UpdateTable({
    TableName,
    GlobalSecondaryIndexUpdates: [{ Update: { IndexName, ProvisionedThroughput, OnDemandThroughput } }],
  });
}

function shape({ KeySchema, Projection }: Pick<GlobalSecondaryIndexDescription, 'KeySchema' | 'Projection'>): string {
  return JSON.stringify([
    KeySchema?.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]),
    Projection?.ProjectionType,
    Projection?.NonKeyAttributes,
  ]);
}

function sameUnits(wanted: ProvisionedThroughput, present: ProvisionedThroughputDescription | undefined): boolean {
  return wanted.ReadCapacityUnits === present?.ReadCapacityUnits && wanted.WriteCapacityUnits === present?.WriteCapacityUnits;
}

function sameLimits(wanted: OnDemandThroughput | undefined, present: OnDemandThroughput | undefined): boolean {
  return (
    (wanted?.MaxReadRequestUnits ?? -1) === (present?.MaxReadRequestUnits ?? -1) &&
    (wanted?.MaxWriteRequestUnits ?? -1) === (present?.MaxWriteRequestUnits ?? -1)
  );
}

async function updateBilling({ aws }: ResourceContext, next: TableProperties, { TableName, ...table }: TableDescription): Promise<void> {
  const BillingMode = next.BillingMode ?? 'PROVISIONED';
  const ProvisionedThroughput = provisionedOf(next.ProvisionedThroughput);
  const OnDemandThroughput = onDemandOf(next.OnDemandThroughput);
  const switched = BillingMode !== (table.BillingModeSummary?.BillingMode ?? 'PROVISIONED');
  const units = ProvisionedThroughput && !sameUnits(ProvisionedThroughput, table.ProvisionedThroughput);
  if (!switched && !units && sameLimits(OnDemandThroughput, table.OnDemandThroughput)) return;
  await aws.dynamodb.UpdateTable({
    TableName,
    BillingMode,
    ...((switched || units) && { ProvisionedThroughput }),
    OnDemandThroughput: OnDemandThroughput ?? (table.OnDemandThroughput && { MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 }),
  });
}

/** A stream of another view type is another stream. */
async function updateStream(
  { aws }: ResourceContext,
  next: TableProperties,
  { TableName, StreamSpecification }: TableDescription,
): Promise<void> {
  const StreamViewType = next.StreamSpecification?.StreamViewType;
  if (StreamViewType === StreamSpecification?.StreamViewType) return;
  if (StreamSpecification) await aws.dynamodb.UpdateTable({ TableName, StreamSpecification: { StreamEnabled: false } });
  if (StreamViewType !== undefined)
    await aws.dynamodb.UpdateTable({ TableName, StreamSpecification: { StreamEnabled: true, StreamViewType } });
}

async function switchTimeToLive(
  { aws }: ResourceContext,
  TableName: string,
  { TimeToLiveSpecification: next }: TableProperties,
): Promise<void> {
  const wanted = isTrue(next?.Enabled) ? next?.AttributeName : undefined;
  const present = (await aws.dynamodb.DescribeTimeToLive({ TableName })).TimeToLiveDescription?.AttributeName;
  if (wanted === present) return;
  const set = (AttributeName: string, Enabled: boolean) =>
    aws.dynamodb.UpdateTimeToLive({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } });
  if (present !== undefined) await set(present, false);
  if (wanted !== undefined) await set(wanted, true);
}

async function switchRecovery(
  { aws }: ResourceContext,
  TableName: string,
  { PointInTimeRecoverySpecification: next }: TableProperties,
): Promise<void> {
  const wanted = isTrue(next?.PointInTimeRecoveryEnabled);
  const days = next?.RecoveryPeriodInDays === undefined ? undefined : Number(next.RecoveryPeriodInDays);
  const { ContinuousBackupsDescription } = await aws.dynamodb.DescribeContinuousBackups({ TableName });
  const { PointInTimeRecoveryStatus, RecoveryPeriodInDays } = ContinuousBackupsDescription!.PointInTimeRecoveryDescription!;
  if (wanted === (PointInTimeRecoveryStatus === 'ENABLED') && (!wanted || days === undefined || days === RecoveryPeriodInDays)) return;
  await aws.dynamodb.UpdateContinuousBackups({
    TableName,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: wanted, RecoveryPeriodInDays: days },
  });
}

async function updatePolicyAndTags(
  context: ResourceContext,
  { TableArn: ResourceArn }: TableDescription,
  next: TableProperties,
  previous: PreviousProperties,
): Promise<void> {
  const { aws } = context;
  const [policy, before] = [next, previous].map(({ ResourcePolicy }) => ResourcePolicy && JSON.stringify(ResourcePolicy.PolicyDocument));
  if (policy !== undefined && policy !== before) await aws.dynamodb.PutResourcePolicy({ ResourceArn, Policy: policy });
  if (policy === undefined && before !== undefined) await aws.dynamodb.DeleteResourcePolicy({ ResourceArn });
  const Tags = tagsOf(context, next);
  const TagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Tags.some(({ Key }) => Key === key));
  if (TagKeys.length > 0) await aws.dynamodb.UntagResource({ ResourceArn, TagKeys });
  if (Tags.length > 0) await aws.dynamodb.TagResource({ ResourceArn, Tags });
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: TableProperties): { Key: string; Value: string }[] {
  return [...new Map([...stackTags, ...Tags].map((tag) => [tag.Key, tag])).values()];
}
