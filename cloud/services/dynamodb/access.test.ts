import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../cells.ts';
import { memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { sts } from '../sts/service.ts';
import { dynamodb } from './service.ts';
import { dynamodbCloud, itemOf, keySchema, S } from './table.test-fixture.ts';

const TABLE = `arn:aws:dynamodb:${TEST_REGION}:${TEST_ACCOUNT}:table/Orders`;

/** DynamoDB as a role that may do what its policy says. */
async function asRole(...Statement: object[]) {
  const cloud = await dynamodbCloud();
  const StreamArn = await cloud.table('Orders', 'pk:S', {
    stream: 'KEYS_ONLY',
    attributes: 'g:S',
    global: [{ IndexName: 'by-g', KeySchema: keySchema('g'), Projection: { ProjectionType: 'ALL' } }],
  });
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await cloud.root().iam.CreateRole({ RoleName: 'Fn', AssumeRolePolicyDocument: JSON.stringify(trust) });
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await cloud.root().iam.PutRolePolicy({ RoleName: 'Fn', PolicyName: 'own', PolicyDocument });
  const arn = `arn:aws:sts::${TEST_ACCOUNT}:assumed-role/Fn/s`;
  const principal = {
    type: 'assumed-role' as const,
    account: TEST_ACCOUNT,
    roleArn: Role!.Arn!,
    roleId: Role!.RoleId!,
    sessionName: 's',
    arn,
  };
  return { ...cloud, StreamArn, mine: cloud.cloud.as(principal, TEST_ACCOUNT, TEST_REGION).dynamodb };
}

const query = (IndexName?: string) => ({
  TableName: 'Orders',
  IndexName,
  KeyConditionExpression: `${IndexName ? 'g' : 'pk'} = :v`,
  ExpressionAttributeValues: { ':v': S('me') },
});
const put = (pk: string) => ({ TableName: 'Orders', Item: itemOf({ pk }) });
const denied = (action: string, resource: string) => ({
  message: expect.stringContaining(`is not authorized to perform: ${action} on resource: ${resource}`),
});

describe('access', () => {
  test('to a table is not access to its indexes, nor to its stream', async () => {
    const { mine, StreamArn } = await asRole({ Effect: 'Allow', Action: 'dynamodb:*', Resource: TABLE });
    await mine.Query(query());
    await expect(mine.Query(query('by-g'))).rejects.toMatchObject(denied('dynamodb:Query', `${TABLE}/index/by-g`));
    await expect(mine.DescribeStream({ StreamArn })).rejects.toMatchObject(denied('dynamodb:DescribeStream', StreamArn));
  });

  test('a transaction asks for each of its actions', async () => {
    const { mine } = await asRole({ Effect: 'Allow', Action: ['dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'], Resource: TABLE });
    const Key = itemOf({ pk: 'a' });
    const check = { ConditionCheck: { TableName: 'Orders', Key: itemOf({ pk: 'b' }), ConditionExpression: 'attribute_not_exists(pk)' } };
    await mine.TransactWriteItems({ TransactItems: [{ Update: { TableName: 'Orders', Key, UpdateExpression: 'REMOVE x' } }, check] });
    await expect(mine.TransactWriteItems({ TransactItems: [{ Put: put('c') }, check] })).rejects.toMatchObject(
      denied('dynamodb:PutItem', TABLE),
    );
  });

  test('may be limited to items with certain partition keys', async () => {
    const { mine } = await asRole({
      Effect: 'Allow',
      Action: 'dynamodb:*',
      Resource: TABLE,
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['me'] } },
    });
    await mine.PutItem(put('me'));
    await mine.Query(query());
    await mine.GetItem({ TableName: 'Orders', Key: itemOf({ pk: 'me' }) });
    await expect(mine.PutItem(put('you'))).rejects.toMatchObject(denied('dynamodb:PutItem', TABLE));
    await expect(mine.Query({ ...query(), ExpressionAttributeValues: { ':v': S('you') } })).rejects.toMatchObject(
      denied('dynamodb:Query', TABLE),
    );
    const batch = {
      RequestItems: { Orders: [{ PutRequest: { Item: itemOf({ pk: 'me' }) } }, { PutRequest: { Item: itemOf({ pk: 'you' }) } }] },
    };
    await expect(mine.BatchWriteItem(batch)).rejects.toMatchObject(denied('dynamodb:BatchWriteItem', TABLE));
  });
});

test('tables, streams and items that expire are still there when the cloud is started again', async () => {
  const saved = new Map<string, Buffer>();
  const store = {
    load: async () => [...saved.values()].map((bytes): Cell => deserialize(bytes)),
    save: async (cells: readonly Cell[]) => {
      for (const cell of cells) saved.set(`${cell.service}/${cell.account}/${cell.region}`, serialize(cell));
    },
  };
  const services = [dynamodb, iam, sts];
  const first = await memoryCloud({ services, store });
  const db = first.root().dynamodb;
  const { TableDescription } = await db.CreateTable({
    TableName: 'Orders',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: keySchema('pk'),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  await db.UpdateTimeToLive({ TableName: 'Orders', TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } });
  await db.PutItem({
    TableName: 'Orders',
    Item: { ...itemOf({ pk: 'a', until: first.clock.now() / 1000 + 10 }), bytes: { B: new Uint8Array([1]) } },
  });
  await db.PutItem({ TableName: 'Orders', Item: itemOf({ pk: 'b' }) });
  await first.cloud.stop();

  const second = await memoryCloud({ services, store, clock: first.clock });
  const again = second.root().dynamodb;
  expect((await again.Scan({ TableName: 'Orders' })).Count).toBe(2);
  await second.clock.advance(10_000);
  expect((await again.Scan({ TableName: 'Orders' })).Items).toEqual([itemOf({ pk: 'b' })]);
  const StreamArn = TableDescription!.LatestStreamArn;
  const { ShardId } = (await again.DescribeStream({ StreamArn })).StreamDescription!.Shards![0]!;
  const { ShardIterator } = await again.GetShardIterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  expect((await again.GetRecords({ ShardIterator })).Records!.map(({ eventName }) => eventName)).toEqual(['INSERT', 'INSERT', 'REMOVE']);
});
