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
  await switchTimeToLive(context, TableName, properties, undefined);
  await switchRecovery(context, TableName, properties, undefined);
  return TableName;
}

/** Changes a table in place, one kind of change after the other, as UpdateTable demands. */
export async function updateTable(
  context: ResourceContext,
  TableName: string,
  next: TableProperties,
  previous: TableProperties,
): Promise<void> {
  const { aws } = context;
  // Reason: an index that goes away may need its keys' definitions until then, and throughput goes with the billing mode.
  await updateIndexes(context, TableName, next, previous);
  await updateBilling(context, TableName, next, previous);
  await updateStream(context, TableName, next, previous);
  const TableClass = next.TableClass ?? 'STANDARD';
  if (TableClass !== (previous.TableClass ?? 'STANDARD')) await aws.dynamodb.UpdateTable({ TableName, TableClass });
  const DeletionProtectionEnabled = isTrue(next.DeletionProtectionEnabled);
  if (DeletionProtectionEnabled !== isTrue(previous.DeletionProtectionEnabled)) {
    await aws.dynamodb.UpdateTable({ TableName, DeletionProtectionEnabled });
  }
  if (isTrue(next.SSESpecification?.SSEEnabled)) await aws.dynamodb.UpdateTable({ TableName, SSESpecification: { Enabled: true } });
  await switchTimeToLive(context, TableName, next, previous);
  await switchRecovery(context, TableName, next, previous);
  await updatePolicyAndTags(context, TableName, next, previous);
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

async function updateIndexes({ aws }: ResourceContext, TableName: string, next: TableProperties, previous: TableProperties): Promise<void> {
  const { GlobalSecondaryIndexes: wanted = [], AttributeDefinitions } = next;
  const present = previous.GlobalSecondaryIndexes ?? [];
  const named = (list: IndexProperties[], name: string) => list.find(({ IndexName }) => IndexName === name);
  const added = wanted.filter(({ IndexName }) => !named(present, IndexName));
  const gone = present.filter(({ IndexName }) => !named(wanted, IndexName));
  if (added.length + gone.length > 1) {
    throw new AwsError('ValidationException', 'Cannot perform more than one GSI creation or deletion in a single update');
  }
  for (const index of wanted) {
    const before = named(present, index.IndexName);
    if (!before) continue;
    if (shape(before) !== shape(index)) {
      throw new AwsError(
        'ValidationException',
        "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You can create a new GSI with a different name.",
      );
    }
    const { ProvisionedThroughput, OnDemandThroughput } = globalIndexOf(index);
    const old = globalIndexOf(before);
    const same =
      JSON.stringify([ProvisionedThroughput, OnDemandThroughput]) === JSON.stringify([old.ProvisionedThroughput, old.OnDemandThroughput]);
    if (same || (next.BillingMode ?? 'PROVISIONED') !== (previous.BillingMode ?? 'PROVISIONED')) continue;
    const Update = { IndexName: index.IndexName, ProvisionedThroughput, OnDemandThroughput };
    await aws.dynamodb.UpdateTable({ TableName, GlobalSecondaryIndexUpdates: [{ Update }] });
  }
  for (const { IndexName } of gone) await aws.dynamodb.UpdateTable({ TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] });
  for (const index of added) {
    await aws.dynamodb.UpdateTable({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: globalIndexOf(index) }] });
  }
}

function shape({ KeySchema, Projection }: IndexProperties): string {
  return JSON.stringify([
    KeySchema.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]),
    Projection?.ProjectionType,
    Projection?.NonKeyAttributes,
  ]);
}

async function updateBilling({ aws }: ResourceContext, TableName: string, next: TableProperties, previous: TableProperties): Promise<void> {
  const BillingMode = next.BillingMode ?? 'PROVISIONED';
  const ProvisionedThroughput = provisionedOf(next.ProvisionedThroughput);
  const OnDemandThroughput = onDemandOf(next.OnDemandThroughput);
  const before = [
    previous.BillingMode ?? 'PROVISIONED',
    provisionedOf(previous.ProvisionedThroughput),
    onDemandOf(previous.OnDemandThroughput),
  ];
  if (JSON.stringify([BillingMode, ProvisionedThroughput, OnDemandThroughput]) === JSON.stringify(before)) return;
  const switched = BillingMode !== before[0];
  const updates =
    switched && BillingMode === 'PROVISIONED'
      ? (next.GlobalSecondaryIndexes ?? []).map((index) => ({ Update: throughputUpdate(index) }))
      : [];
  await aws.dynamodb.UpdateTable({
    TableName,
    BillingMode,
    ProvisionedThroughput,
    OnDemandThroughput,
    ...(updates.length > 0 && { GlobalSecondaryIndexUpdates: updates }),
  });
}

function throughputUpdate(index: IndexProperties) {
  return { IndexName: index.IndexName, ProvisionedThroughput: provisionedOf(index.ProvisionedThroughput) };
}

/** A stream of another view type is another stream. */
async function updateStream({ aws }: ResourceContext, TableName: string, next: TableProperties, previous: TableProperties): Promise<void> {
  const StreamViewType = next.StreamSpecification?.StreamViewType;
  const before = previous.StreamSpecification?.StreamViewType;
  if (StreamViewType === before) return;
  if (before !== undefined) await aws.dynamodb.UpdateTable({ TableName, StreamSpecification: { StreamEnabled: false } });
  if (StreamViewType !== undefined)
    await aws.dynamodb.UpdateTable({ TableName, StreamSpecification: { StreamEnabled: true, StreamViewType } });
}

async function switchTimeToLive(
  { aws }: ResourceContext,
  TableName: string,
  next: TableProperties,
  previous: TableProperties | undefined,
): Promise<void> {
  const attribute = (properties: TableProperties | undefined) =>
    isTrue(properties?.TimeToLiveSpecification?.Enabled) ? properties?.TimeToLiveSpecification?.AttributeName : undefined;
  const [wanted, present] = [attribute(next), attribute(previous)];
  if (wanted === present) return;
  if (present !== undefined)
    await aws.dynamodb.UpdateTimeToLive({ TableName, TimeToLiveSpecification: { AttributeName: present, Enabled: false } });
  if (wanted !== undefined)
    await aws.dynamodb.UpdateTimeToLive({ TableName, TimeToLiveSpecification: { AttributeName: wanted, Enabled: true } });
}

async function switchRecovery(
  { aws }: ResourceContext,
  TableName: string,
  next: TableProperties,
  previous: TableProperties | undefined,
): Promise<void> {
  const specification = (properties: TableProperties | undefined) => {
    const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays: days } = properties?.PointInTimeRecoverySpecification ?? {};
    return {
      PointInTimeRecoveryEnabled: isTrue(PointInTimeRecoveryEnabled),
      ...(days !== undefined && { RecoveryPeriodInDays: Number(days) }),
    };
  };
  const PointInTimeRecoverySpecification = specification(next);
  if (JSON.stringify(PointInTimeRecoverySpecification) === JSON.stringify(specification(previous))) return;
  await aws.dynamodb.UpdateContinuousBackups({ TableName, PointInTimeRecoverySpecification });
}

async function updatePolicyAndTags(
  context: ResourceContext,
  TableName: string,
  next: TableProperties,
  previous: TableProperties,
): Promise<void> {
  const { aws } = context;
  const ResourceArn = (await aws.dynamodb.DescribeTable({ TableName })).Table!.TableArn;
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
