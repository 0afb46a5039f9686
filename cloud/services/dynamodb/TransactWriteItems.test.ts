import { TransactGetItemsCommand, type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamodbCloud, itemOf, keySchema, N, S } from './table.test-fixture.ts';

async function cloudWithTable() {
  const cloud = await dynamodbCloud();
  const StreamArn = await cloud.table('Totals', 'id:S', {
    stream: 'NEW_IMAGE',
    attributes: 'g:S',
    global: [{ IndexName: 'by-g', KeySchema: keySchema('g'), Projection: { ProjectionType: 'ALL' } }],
  });
  const transact = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
    cloud.client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken, ReturnConsumedCapacity: 'TOTAL' }));
  const total = async (id: string) => (await cloud.db.GetItem({ TableName: 'Totals', Key: itemOf({ id }) })).Item?.v?.N;
  return { ...cloud, StreamArn, transact, total };
}

const add = (id: string, value: number): TransactWriteItem => ({
  Update: { TableName: 'Totals', Key: itemOf({ id }), UpdateExpression: 'ADD v :v', ExpressionAttributeValues: { ':v': N(value) } },
});
const absent = (id: string): TransactWriteItem => ({
  ConditionCheck: { TableName: 'Totals', Key: itemOf({ id }), ConditionExpression: 'attribute_not_exists(id)' },
});

describe('a transaction', () => {
  test('is done once for its token, for ten minutes', async () => {
    const { transact, total, clock } = await cloudWithTable();
    for (let attempt = 0; attempt < 3; attempt++) await transact([add('a', 5), add('b', 1)], 'batch-1');
    expect([await total('a'), await total('b')]).toEqual(['5', '1']);
    await expect(transact([add('a', 6), add('b', 1)], 'batch-1')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    await clock.advance(9 * 60_000);
    await transact([add('a', 5), add('b', 1)], 'batch-1');
    expect(await total('a')).toBe('5');
    await clock.advance(61_000);
    await transact([add('a', 5), add('b', 1)], 'batch-1');
    expect(await total('a')).toBe('10');
  });

  test('that failed may be tried again with its token', async () => {
    const { transact, total, db } = await cloudWithTable();
    await db.PutItem({ TableName: 'Totals', Item: itemOf({ id: 'lock' }) });
    await expect(transact([add('a', 5), absent('lock')], 'again')).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    await db.DeleteItem({ TableName: 'Totals', Key: itemOf({ id: 'lock' }) });
    await transact([add('a', 5), absent('lock')], 'again');
    expect(await total('a')).toBe('5');
  });

  test('is done as a whole or not at all, and says why for each item', async () => {
    const { transact, total, db, records, StreamArn } = await cloudWithTable();
    await db.PutItem({ TableName: 'Totals', Item: itemOf({ id: 'there', v: 1 }) });
    const put: TransactWriteItem = {
      Put: {
        TableName: 'Totals',
        Item: itemOf({ id: 'there', v: 9 }),
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
    const wrong: TransactWriteItem = { Put: { TableName: 'Totals', Item: { id: S('x'), g: N(1) } } };
    await expect(transact([add('new', 1), put, wrong])).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: itemOf({ id: 'there', v: 1 }) },
        {
          Code: 'ValidationError',
          Message: 'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: by-g',
        },
      ],
    });
    expect(await total('new')).toBeUndefined();
    expect(await records(StreamArn)).toHaveLength(1);
  });

  test('costs twice what its writes cost', async () => {
    const { transact } = await cloudWithTable();
    const { ConsumedCapacity } = await transact([add('a', 1), absent('b')]);
    expect(ConsumedCapacity).toEqual([{ TableName: 'Totals', CapacityUnits: 4, WriteCapacityUnits: 4 }]);
  });

  test.each<[TransactWriteItem[], string]>([
    [
      [],
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [[add('a', 1), absent('a')], 'Transaction request cannot include multiple operations on one item'],
    [[{}], 'TransactItems can only contain one of Check, Put, Update or Delete'],
    [
      [{ Put: { TableName: 'Totals', Item: { id: S('') } } }],
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      [
        {
          Update: {
            TableName: 'Totals',
            Key: itemOf({ id: 'a' }),
            UpdateExpression: 'SET g = :g',
            ExpressionAttributeValues: { ':g': S('') },
          },
        },
      ],
      'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
    ],
  ])('of %j is refused in AWS words', async (items, message) => {
    const { transact } = await cloudWithTable();
    await expect(transact(items)).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});

test('a transaction reads its items in their order', async () => {
  const { client, db } = await cloudWithTable();
  await db.PutItem({ TableName: 'Totals', Item: itemOf({ id: 'a', v: 1, w: 2 }) });
  const get = (id: string, ProjectionExpression?: string) => ({ Get: { TableName: 'Totals', Key: itemOf({ id }), ProjectionExpression } });
  const { Responses, ConsumedCapacity } = await client.send(
    new TransactGetItemsCommand({ TransactItems: [get('none'), get('a', 'v')], ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(Responses).toEqual([{}, { Item: itemOf({ v: 1 }) }]);
  expect(ConsumedCapacity).toEqual([{ TableName: 'Totals', CapacityUnits: 4, ReadCapacityUnits: 4 }]);
  await expect(client.send(new TransactGetItemsCommand({ TransactItems: [get('a'), get('a')] }))).rejects.toThrow(
    'Transaction request cannot include multiple operations on one item',
  );
});
