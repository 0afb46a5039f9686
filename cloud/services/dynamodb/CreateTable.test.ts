import {
  CreateTableCommand,
  type CreateTableInput,
  DescribeTableCommand,
  ExportTableToPointInTimeCommand,
  ListGlobalTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamodbCloud, itemOf, keySchema, S } from './table.test-fixture.ts';

const base: CreateTableInput = {
  TableName: 'Orders',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: keySchema('pk'),
  BillingMode: 'PAY_PER_REQUEST',
};
const definitions = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));

describe('a table', () => {
  test('answers CREATING and is ACTIVE at the next look', async () => {
    const { client, faults } = await dynamodbCloud();
    const { TableDescription } = await client.send(
      new CreateTableCommand({ ...base, StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
    );
    expect(TableDescription!.TableStatus).toBe('CREATING');
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Orders' }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      TableArn: 'arn:aws:dynamodb:ap-southeast-1:111122223333:table/Orders',
      TableId: TableDescription!.TableId,
      ItemCount: 0,
      TableSizeBytes: 0,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      DeletionProtectionEnabled: false,
      LatestStreamArn: expect.stringMatching(
        /^arn:aws:dynamodb:ap-southeast-1:111122223333:table\/Orders\/stream\/2026-11-20T00:00:00\.000$/,
      ),
    });
    await expect(client.send(new CreateTableCommand(base))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Table already exists: Orders',
    });
    expect(faults).toEqual([]);
  });

  test.each<[Partial<CreateTableInput>, string]>([
    [
      { TableName: 'ab' },
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      { KeySchema: [{ AttributeName: 'pk', KeyType: 'X' as 'HASH' }] },
      "1 validation error detected: Value 'X' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
    ],
    [{ KeySchema: keySchema('pk', 'pk') }, 'Invalid KeySchema: Some index key attribute have no definition'],
    [
      { KeySchema: [...keySchema('pk', 'sk'), { AttributeName: 'extra', KeyType: 'RANGE' }] },
      "1 validation error detected: Value '[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, keyType=RANGE), KeySchemaElement(attributeName=extra, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
    [
      { AttributeDefinitions: definitions('pk', 'unused') },
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    ],
    [
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    ],
    [
      { BillingMode: undefined },
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
    [
      {
        AttributeDefinitions: definitions('pk', 'other'),
        LocalSecondaryIndexes: [{ IndexName: 'local', KeySchema: keySchema('pk', 'other'), Projection: { ProjectionType: 'ALL' } }],
      },
      'One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    ],
    [
      {
        AttributeDefinitions: definitions('pk', 'g'),
        GlobalSecondaryIndexes: [
          { IndexName: 'by-g', KeySchema: keySchema('g'), Projection: { ProjectionType: 'KEYS_ONLY', NonKeyAttributes: ['x'] } },
        ],
      },
      'One or more parameter values were invalid: ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified',
    ],
  ])('of %j is refused in AWS words', async (input, message) => {
    const { client } = await dynamodbCloud();
    await expect(client.send(new CreateTableCommand({ ...base, ...input }))).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });

  test('refuses by name what this cloud does not do', async () => {
    const { client, db } = await dynamodbCloud();
    const refused = (operation: string) => ({
      name: 'NotImplemented',
      message: `The embedded cloud does not implement dynamodb ${operation}.`,
    });
    await expect(client.send(new ListGlobalTablesCommand({}))).rejects.toMatchObject(refused('ListGlobalTables'));
    await expect(client.send(new ExportTableToPointInTimeCommand({ TableArn: 'arn', S3Bucket: 'b' }))).rejects.toMatchObject(
      refused('ExportTableToPointInTime'),
    );
    await expect(db.CreateTable({ ...base, SSESpecification: { Enabled: true } })).rejects.toThrow('SSESpecification.Enabled');
    await expect(db.CreateTable({ ...base, WarmThroughput: { ReadUnitsPerSecond: 1 } })).rejects.toThrow(
      'dynamodb CreateTable with WarmThroughput',
    );
  });

  test('is not deleted while it is protected', async () => {
    const { db } = await dynamodbCloud();
    await db.CreateTable({ ...base, DeletionProtectionEnabled: true });
    await expect(db.DeleteTable({ TableName: 'Orders' })).rejects.toMatchObject({ code: 'ValidationException' });
    await db.UpdateTable({ TableName: 'Orders', DeletionProtectionEnabled: false });
    expect((await db.DeleteTable({ TableName: 'Orders' })).TableDescription!.TableStatus).toBe('DELETING');
    await expect(db.DescribeTable({ TableName: 'Orders' })).rejects.toThrow('Requested resource not found: Table: Orders not found');
  });

  test('is listed, page by page', async () => {
    const { db, table } = await dynamodbCloud();
    for (const name of ['Ccc', 'Aaa', 'Bbb']) await table(name, 'pk:S');
    expect(await db.ListTables({ Limit: 2 })).toEqual({ TableNames: ['Aaa', 'Bbb'], LastEvaluatedTableName: 'Bbb' });
    expect(await db.ListTables({ ExclusiveStartTableName: 'Bbb' })).toEqual({ TableNames: ['Ccc'] });
  });
});

describe('a changed table', () => {
  test('gets a global index with the items it already has, and loses it again', async () => {
    const { db, table } = await dynamodbCloud();
    await table('Orders', 'pk:S');
    await db.PutItem({ TableName: 'Orders', Item: itemOf({ pk: 'a', g: 'x' }) });
    await db.PutItem({ TableName: 'Orders', Item: itemOf({ pk: 'b', g: 7 }) });
    const Create = { IndexName: 'by-g', KeySchema: keySchema('g'), Projection: { ProjectionType: 'ALL' as const } };
    const { TableDescription } = await db.UpdateTable({
      TableName: 'Orders',
      AttributeDefinitions: definitions('pk', 'g'),
      GlobalSecondaryIndexUpdates: [{ Create }],
    });
    expect(TableDescription).toMatchObject({
      TableStatus: 'UPDATING',
      GlobalSecondaryIndexes: [{ IndexStatus: 'CREATING', Backfilling: true }],
    });
    const found = await db.Query({
      TableName: 'Orders',
      IndexName: 'by-g',
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':g': S('x') },
    });
    expect(found.Items).toEqual([itemOf({ pk: 'a', g: 'x' })]);
    await db.UpdateTable({ TableName: 'Orders', GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-g' } }] });
    expect((await db.DescribeTable({ TableName: 'Orders' })).Table).toMatchObject({ AttributeDefinitions: definitions('pk') });
  });

  test('switches its stream off and on: a new stream each time', async () => {
    const { db, table } = await dynamodbCloud();
    const first = await table('Orders', 'pk:S', { stream: 'NEW_IMAGE' });
    const enable = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' as const };
    await expect(db.UpdateTable({ TableName: 'Orders', StreamSpecification: enable })).rejects.toThrow(
      'Table already has an enabled stream: TableName: Orders',
    );
    await db.UpdateTable({ TableName: 'Orders', StreamSpecification: { StreamEnabled: false } });
    await db.UpdateTable({ TableName: 'Orders', StreamSpecification: enable });
    const { LatestStreamArn, StreamSpecification } = (await db.DescribeTable({ TableName: 'Orders' })).Table!;
    expect(LatestStreamArn).not.toBe(first);
    expect(StreamSpecification).toEqual(enable);
    expect((await db.ListStreams({ TableName: 'Orders' })).Streams).toHaveLength(2);
  });

  test('changes billing mode, class, recovery and tags', async () => {
    const { db, table } = await dynamodbCloud();
    await table('Orders', 'pk:S');
    const ResourceArn = 'arn:aws:dynamodb:ap-southeast-1:111122223333:table/Orders';
    await db.UpdateTable({
      TableName: 'Orders',
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
    });
    await db.UpdateTable({ TableName: 'Orders', TableClass: 'STANDARD_INFREQUENT_ACCESS' });
    expect((await db.DescribeTable({ TableName: 'Orders' })).Table).toMatchObject({
      BillingModeSummary: { BillingMode: 'PROVISIONED' },
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    });
    await db.UpdateContinuousBackups({ TableName: 'Orders', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } });
    expect((await db.DescribeContinuousBackups({ TableName: 'Orders' })).ContinuousBackupsDescription).toMatchObject({
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 },
    });
    await db.TagResource({ ResourceArn, Tags: Array.from({ length: 12 }, (_, at) => ({ Key: `k${at}`, Value: 'v' })) });
    await db.UntagResource({ ResourceArn, TagKeys: ['k0'] });
    const page = await db.ListTagsOfResource({ ResourceArn });
    expect(page.Tags).toHaveLength(10);
    expect((await db.ListTagsOfResource({ ResourceArn, NextToken: page.NextToken })).Tags).toEqual([{ Key: 'k11', Value: 'v' }]);
  });
});
