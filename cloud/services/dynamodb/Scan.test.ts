import {
  BatchGetItemCommand,
  type Condition,
  GetItemCommand,
  type GetItemInput,
  type QueryInput,
  ScanCommand,
  type ScanInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamodbCloud, itemOf, N, S } from './table.test-fixture.ts';

async function cloudWithItems() {
  const cloud = await dynamodbCloud();
  await cloud.table('Items', 'pk:S');
  const items = [
    { ...itemOf({ pk: 'a', n: 1 }), tags: { SS: ['x', 'y'] } },
    { ...itemOf({ pk: 'b', n: 2 }), parts: { L: [S('zero'), { M: { in: N(1), out: N(2) } }] } },
    itemOf({ pk: 'c', text: 'hello' }),
  ];
  for (const Item of items) await cloud.db.PutItem({ TableName: 'Items', Item });
  const scan = async (input: Partial<ScanInput>) => {
    const { Items } = await cloud.client.send(new ScanCommand({ TableName: 'Items', ...input }));
    return Items!
      .map(({ pk }) => pk!.S)
      .sort()
      .join('');
  };
  const get = async (input: Partial<GetItemInput>) =>
    (await cloud.client.send(new GetItemCommand({ TableName: 'Items', Key: itemOf({ pk: 'b' }), ...input }))).Item;
  return { ...cloud, scan, get };
}

const compare = (ComparisonOperator: Condition['ComparisonOperator'], ...AttributeValueList: Condition['AttributeValueList'] & object) => ({
  ComparisonOperator,
  AttributeValueList,
});

describe('legacy filters', () => {
  test.each<[NonNullable<ScanInput['ScanFilter']>, ScanInput['ConditionalOperator'], string]>([
    [{ n: compare('EQ', N('1.0')) }, undefined, 'a'],
    [{ n: compare('NE', N(1)) }, undefined, 'bc'],
    [{ n: compare('BETWEEN', N(1), N(2)) }, undefined, 'ab'],
    [{ n: compare('IN', N(2), N(3)) }, undefined, 'b'],
    [{ n: compare('NULL') }, undefined, 'c'],
    [{ n: compare('NOT_NULL'), tags: compare('CONTAINS', S('x')) }, undefined, 'a'],
    [{ tags: compare('NOT_CONTAINS', S('z')) }, undefined, 'a'],
    [{ text: compare('BEGINS_WITH', S('he')), n: compare('GT', N(1)) }, 'OR', 'bc'],
  ])('%j (%s) finds %s', async (ScanFilter, ConditionalOperator, expected) => {
    const { scan } = await cloudWithItems();
    expect(await scan({ ScanFilter, ConditionalOperator })).toBe(expected);
  });

  test('key conditions and query filters of old requests', async () => {
    const { db } = await cloudWithItems();
    const query = (input: Partial<QueryInput>) => db.Query({ TableName: 'Items', KeyConditions: { pk: compare('EQ', S('a')) }, ...input });
    expect((await query({ AttributesToGet: ['n'] })).Items).toEqual([itemOf({ n: 1 })]);
    expect(await query({ QueryFilter: { n: compare('LT', N(1)) } })).toMatchObject({ Count: 0, ScannedCount: 1 });
    await expect(query({ KeyConditions: { pk: compare('NE', S('a')) } })).rejects.toThrow(
      'Attempted conditional constraint is not an indexable operation',
    );
    await expect(query({ KeyConditions: undefined })).rejects.toThrow(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  });
});

describe('a projection', () => {
  test('keeps the parts it names, where they stand', async () => {
    const { get } = await cloudWithItems();
    expect(
      await get({ ProjectionExpression: 'n, parts[1].#o, parts[1].#i', ExpressionAttributeNames: { '#o': 'out', '#i': 'in' } }),
    ).toEqual({
      n: N(2),
      parts: { L: [{ M: { in: N(1), out: N(2) } }] },
    });
    expect(await get({ ProjectionExpression: 'nothing' })).toEqual({});
    expect(await get({ AttributesToGet: ['pk'] })).toEqual(itemOf({ pk: 'b' }));
  });

  test('names no part twice', async () => {
    const { get } = await cloudWithItems();
    await expect(get({ ProjectionExpression: 'parts, parts[1]' })).rejects.toMatchObject({
      message:
        'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [parts], path two: [parts, [1]]',
    });
  });
});

test('a batch of reads answers by table, without what is not there', async () => {
  const { client } = await cloudWithItems();
  const Keys = ['a', 'none', 'c'].map((pk) => itemOf({ pk }));
  const read = (input: object) =>
    client.send(new BatchGetItemCommand({ RequestItems: { Items: { Keys, ...input } }, ReturnConsumedCapacity: 'TOTAL' }));
  const { Responses, UnprocessedKeys, ConsumedCapacity } = await read({ ProjectionExpression: 'pk' });
  expect(Responses).toEqual({ Items: [itemOf({ pk: 'a' }), itemOf({ pk: 'c' })] });
  expect(UnprocessedKeys).toEqual({});
  expect(ConsumedCapacity).toEqual([{ TableName: 'Items', CapacityUnits: 1.5 }]);
  await expect(read({ Keys: [...Keys, Keys[0]] })).rejects.toThrow('Provided list of item keys contains duplicates');
  await expect(read({ Keys: Array.from({ length: 101 }, (_, at) => itemOf({ pk: `k${at}` })) })).rejects.toThrow(
    "1 validation error detected: Value at 'RequestItems.Items.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
  );
});

test('an index may have keys of several attributes: all of the partition key, and the sort key from its front', async () => {
  const { db, table } = await dynamodbCloud();
  const KeySchema = ['HASH', 'HASH', 'RANGE', 'RANGE'].map((KeyType, at) => ({ AttributeName: 'abcd'[at]!, KeyType: KeyType as 'HASH' }));
  await table('Wide', 'pk:S', {
    attributes: 'a:S b:N c:S d:N',
    global: [{ IndexName: 'all', KeySchema, Projection: { ProjectionType: 'ALL' } }],
  });
  for (const c of ['x', 'x\0', 'y'])
    for (let d = -1; d < 2; d++) await db.PutItem({ TableName: 'Wide', Item: itemOf({ pk: `${c}${d}`, a: 'a', b: 1, c, d }) });
  const query = async (sort: string, values: object, ScanIndexForward = true) => {
    const { Items } = await db.Query({
      TableName: 'Wide',
      IndexName: 'all',
      ScanIndexForward,
      KeyConditionExpression: `a = :a AND b = :b${sort}`,
      ExpressionAttributeValues: { ':a': S('a'), ':b': N(1), ...values },
    });
    return Items!.map(({ pk }) => pk!.S);
  };
  expect(await query('', {})).toEqual(['x-1', 'x0', 'x1', 'x\0-1', 'x\0' + '0', 'x\0' + '1', 'y-1', 'y0', 'y1']);
  expect(await query(' AND c = :c AND d >= :d', { ':c': S('x'), ':d': N(0) })).toEqual(['x0', 'x1']);
  expect(await query(' AND begins_with(c, :c)', { ':c': S('x') }, false)).toEqual(['x\0' + '1', 'x\0' + '0', 'x\0-1', 'x1', 'x0', 'x-1']);
  for (const [more, values] of [
    [' AND d = :d', { ':d': N(0) }],
    [' AND c > :c AND d = :d', { ':c': S('x'), ':d': N(0) }],
  ] as const) {
    await expect(query(more, values)).rejects.toThrow(
      'RANGE key attributes c must have equality conditions specified in the query because a condition is present on key attribute d',
    );
  }
});

test.each<[Partial<ScanInput>, string]>([
  [
    { Limit: 0 },
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [{ Segment: 0 }, 'The TotalSegments parameter is required but was not present in the request when Segment parameter is present'],
  [{ TotalSegments: 4 }, 'The Segment parameter is required but was not present in the request when parameter TotalSegments is present'],
  [
    { Segment: 5, TotalSegments: 5 },
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5',
  ],
  [{ ExclusiveStartKey: itemOf({ other: 'x' }) }, 'The provided starting key is invalid'],
  [{ Select: 'ALL_PROJECTED_ATTRIBUTES' }, 'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName'],
])('%j is refused in AWS words', async (input, message) => {
  const { scan } = await cloudWithItems();
  await expect(scan(input)).rejects.toMatchObject({ name: 'ValidationException', message });
});
