import {
  type AttributeValue,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type PutItemInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from './attribute-value.ts';
import { itemSize, MAX_ITEM_SIZE } from './item-size.ts';
import { dynamodbCloud, itemOf, keySchema, N, S } from './table.test-fixture.ts';

async function cloudWithTable() {
  const cloud = await dynamodbCloud();
  await cloud.table('Items', 'pk:S', {
    attributes: 'g:S',
    global: [{ IndexName: 'by-g', KeySchema: keySchema('g'), Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['proj'] } }],
  });
  const put = (input: Partial<PutItemInput>) =>
    cloud.client.send(new PutItemCommand({ TableName: 'Items', Item: itemOf({ pk: 'a' }), ...input }));
  const get = async (pk: string) => (await cloud.client.send(new GetItemCommand({ TableName: 'Items', Key: itemOf({ pk }) }))).Item;
  return { ...cloud, put, get };
}

/** An item whose size is exactly `size`. */
function sized(item: Item, size: number): Item {
  return { ...item, pad: S('x'.repeat(size - itemSize(item) - 3)) };
}

const key = (text: string): Item => itemOf({ pk: text });

describe('items', () => {
  const value = fc.letrec<{ node: AttributeValue }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'grapheme' }).map((text) => ({ S: text })),
      fc.integer().map((n) => ({ N: String(n) })),
      fc.uint8Array({ minLength: 1, maxLength: 5 }).map((B) => ({ B })),
      fc.boolean().map((BOOL) => ({ BOOL })),
      fc.constant({ NULL: true as const }),
      fc.uniqueArray(fc.string(), { minLength: 1 }).map((SS) => ({ SS })),
      fc.uniqueArray(fc.integer().map(String), { minLength: 1 }).map((NS) => ({ NS })),
      fc.array(tie('node'), { maxLength: 3 }).map((L) => ({ L })),
      fc.dictionary(fc.string({ minLength: 1 }), tie('node'), { maxKeys: 3 }).map((M) => ({ M })),
    ),
  })).node;

  test('come back as they were put, whatever their names and values', async () => {
    const { put, get, faults } = await cloudWithTable();
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((name) => name !== 'pk' && name !== 'g'),
          value,
          { maxKeys: 4 },
        ),
        async (item) => {
          await put({ Item: { ...item, ...key('any') } });
          expect(await get('any')).toEqual({ ...item, ...key('any') });
        },
      ),
      { numRuns: 60 },
    );
    expect(faults).toEqual([]);
  });

  test('names every object inherits are attributes like any other', async () => {
    const { put, get } = await cloudWithTable();
    const condition = { ConditionExpression: 'attribute_not_exists(#c)', ExpressionAttributeNames: { '#c': 'toString' } };
    await put({ Item: { ...key('a'), hasOwnProperty: S('x'), valueOf: N(1) }, ...condition });
    expect(await get('a')).toEqual({ ...key('a'), hasOwnProperty: S('x'), valueOf: N(1) });
  });

  test('are at most 409,600 bytes, names included', async () => {
    const { put, client } = await cloudWithTable();
    await put({ Item: sized(key('full'), MAX_ITEM_SIZE) });
    await expect(put({ Item: sized(key('over'), MAX_ITEM_SIZE + 1) })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Item size has exceeded the maximum allowed size',
    });
    const grow = (length: number) =>
      client.send(
        new UpdateItemCommand({
          TableName: 'Items',
          Key: key('g'),
          UpdateExpression: 'SET b = :b',
          ExpressionAttributeValues: { ':b': S('x'.repeat(length)) },
        }),
      );
    // Reason: an update is measured by what it writes: the attribute, 3 bytes for the update and 19 for SET.
    await grow(MAX_ITEM_SIZE - 23);
    await expect(grow(MAX_ITEM_SIZE - 22)).rejects.toMatchObject({ message: 'Item size to update has exceeded the maximum allowed size' });
  });

  test('sizes: names and text in UTF-8, three bytes for lists and maps and one for each element', () => {
    expect(itemSize({ a: S('é€\u{1f600}') })).toBe(1 + 2 + 3 + 4);
    expect(itemSize({ l: { L: [S('ab'), { BOOL: true }] } })).toBe(1 + 3 + 3 + 2);
    expect(itemSize({ m: { M: { k: N(1) } } })).toBe(1 + 3 + 1 + 1 + 2);
    expect(itemSize({ s: { NS: ['1', '22'] } })).toBe(1 + 2 + 2);
  });
});

describe('a put', () => {
  test('returns the old item, or the one that its condition did not hold for', async () => {
    const { put } = await cloudWithTable();
    expect(await put({ ReturnValues: 'ALL_OLD' })).not.toHaveProperty('Attributes');
    expect((await put({ Item: { ...key('a'), v: N(2) }, ReturnValues: 'ALL_OLD' })).Attributes).toEqual(key('a'));
    const failing = { ConditionExpression: 'attribute_not_exists(pk)' };
    await expect(put(failing)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: undefined,
    });
    await expect(put({ ...failing, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).rejects.toMatchObject({
      Item: { ...key('a'), v: N(2) },
    });
  });

  test('uses a unit for each kilobyte of the larger item, and for each index whose content changes', async () => {
    const { put } = await cloudWithTable();
    const units = async (Item: Item) => {
      const { ConsumedCapacity } = await put({ Item, ReturnConsumedCapacity: 'INDEXES' });
      const { CapacityUnits, Table, GlobalSecondaryIndexes } = ConsumedCapacity!;
      return [CapacityUnits, Table!.CapacityUnits, GlobalSecondaryIndexes?.['by-g']?.CapacityUnits];
    };
    const item = { ...key('c'), g: S('one'), proj: S('p') };
    expect(await units(item)).toEqual([2, 1, 1]);
    expect(await units(item)).toEqual([1, 1, undefined]);
    expect(await units({ ...item, other: S('o') })).toEqual([1, 1, undefined]);
    expect(await units({ ...item, proj: S('q') })).toEqual([2, 1, 1]);
    expect(await units({ ...item, g: S('two') })).toEqual([3, 1, 2]);
    expect(await units(key('c'))).toEqual([2, 1, 1]);
    expect(await units({ ...key('c'), big: S('x'.repeat(2048)) })).toEqual([3, 3, undefined]);
    expect(await units(key('c'))).toEqual([3, 3, undefined]);
  });

  test.each<[Partial<PutItemInput>, string]>([
    [{ Item: {} }, 'One or more parameter values were invalid: Missing the key pk in the item'],
    [{ Item: { pk: N(1) } }, 'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N'],
    [
      { Item: key('') },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      { Item: key('x'.repeat(2049)) },
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    ],
    [
      { Item: { ...key('a'), g: N(1) } },
      'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: by-g',
    ],
    [
      { Item: { ...key('a'), g: S('') } },
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-g, IndexKey: g',
    ],
    [{ Item: { ...key('a'), v: { SS: [] } } }, 'One or more parameter values were invalid: An string set  may not be empty'],
    [
      { Item: { ...key('a'), v: { SS: ['x', 'x'] } } },
      'One or more parameter values were invalid: Input collection [x, x] contains duplicates.',
    ],
    [{ Item: { ...key('a'), v: { NS: ['1', '1.0'] } } }, 'Input collection contains duplicates'],
    [
      { Item: { ...key('a'), v: { L: [{ NULL: false as true }] } } },
      'One or more parameter values were invalid: Null attribute value types must have the value of true',
    ],
    [{ Item: { ...key('a'), v: N('one') } }, 'The parameter cannot be converted to a numeric value: one'],
    [
      { TableName: 'bad table!' },
      "1 validation error detected: Value 'bad table!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      { ReturnValues: 'x' as 'NONE', ReturnConsumedCapacity: 'y' as 'NONE' },
      "2 validation errors detected: Value 'y' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'x' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
    ],
    [{ ReturnValues: 'ALL_NEW' }, 'ReturnValues can only be ALL_OLD or NONE'],
    [
      { Expected: { pk: { Exists: false } }, ConditionExpression: 'attribute_not_exists(pk)' },
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
    ],
    [
      { ExpressionAttributeValues: { ':v': S('x') } },
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
  ])('of %j is refused in AWS words', async (input, message) => {
    const { put } = await cloudWithTable();
    await expect(put(input)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  test('into an unknown table is ResourceNotFoundException', async () => {
    const { put } = await cloudWithTable();
    await expect(put({ TableName: 'Nowhere' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
  });

  test('reaches a table by its ARN too', async () => {
    const { put, get } = await cloudWithTable();
    await put({ TableName: 'arn:aws:dynamodb:ap-southeast-1:111122223333:table/Items', Item: key('by-arn') });
    expect(await get('by-arn')).toEqual(key('by-arn'));
  });
});

test('legacy conditions and updates do what their expressions do', async () => {
  const { put, client, get } = await cloudWithTable();
  await put({ Expected: { pk: { Exists: false } } });
  await expect(put({ Expected: { pk: { Exists: false } } })).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await client.send(
    new UpdateItemCommand({
      TableName: 'Items',
      Key: key('a'),
      AttributeUpdates: { n: { Action: 'ADD', Value: N(2) }, s: { Value: { SS: ['x', 'y'] } }, l: { Action: 'ADD', Value: { L: [N(1)] } } },
      Expected: { n: { ComparisonOperator: 'NULL' }, pk: { Value: S('a') } },
    }),
  );
  await client.send(
    new UpdateItemCommand({
      TableName: 'Items',
      Key: key('a'),
      AttributeUpdates: { s: { Action: 'DELETE', Value: { SS: ['x'] } }, l: { Action: 'DELETE' } },
    }),
  );
  expect(await get('a')).toEqual({ ...key('a'), n: N(2), s: { SS: ['y'] } });
  const either = { n: { ComparisonOperator: 'GT' as const, AttributeValueList: [N(100)] }, pk: { Value: S('a') } };
  await expect(put({ Expected: either })).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await put({ Expected: either, ConditionalOperator: 'OR' });
});

test('a batch refuses a second write to a key, and more than 25 writes', async () => {
  const { client } = await cloudWithTable();
  const write = (keys: string[]) =>
    client.send(new BatchWriteItemCommand({ RequestItems: { Items: keys.map((pk) => ({ PutRequest: { Item: key(pk) } })) } }));
  expect((await write(['a', 'b'])).UnprocessedItems).toEqual({});
  await expect(write(['a', 'a'])).rejects.toMatchObject({ message: 'Provided list of item keys contains duplicates' });
  await expect(write(Array.from({ length: 26 }, (_, at) => `k${at}`))).rejects.toMatchObject({
    message: expect.stringMatching(
      /^1 validation error detected: Value '\{Items=\[.+\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/s,
    ),
  });
});
