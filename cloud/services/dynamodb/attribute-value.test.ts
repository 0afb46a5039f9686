import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamodbCloud, S } from './table.test-fixture.ts';

const message = 'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
const TableName = 'Items';
const Key = { pk: S('a') };
const AND_DEEP = { ConditionExpression: 'd = :deep' };

/** A string under so many maps: itself it stands one level deeper. */
function under(maps: number): AttributeValue {
  return maps === 0 ? S('leaf') : { M: { n: under(maps - 1) } };
}

async function cloudWithTable() {
  const cloud = await dynamodbCloud();
  await cloud.table(TableName, 'pk:S');
  const transact = (...TransactItems: TransactWriteItem[]) => cloud.client.send(new TransactWriteItemsCommand({ TransactItems }));
  return { ...cloud, transact };
}

describe('an attribute has 32 levels at most', () => {
  test('in items that are put', async () => {
    const { client, transact } = await cloudWithTable();
    const put = (maps: number) => client.send(new PutItemCommand({ TableName, Item: { ...Key, d: under(maps) } }));
    const batch = (maps: number) =>
      client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: { ...Key, d: under(maps) } } }] } }));
    for (const write of [put, batch, (maps: number) => transact({ Put: { TableName, Item: { ...Key, d: under(maps) } } })]) {
      await write(31);
      await expect(write(32)).rejects.toMatchObject({ name: 'ValidationException', message });
    }
  });

  test('in what an update makes of them, path by path', async () => {
    const { client } = await cloudWithTable();
    const set = (path: string, value: AttributeValue) =>
      client.send(
        new UpdateItemCommand({ TableName, Key, UpdateExpression: `SET ${path} = :v`, ExpressionAttributeValues: { ':v': value } }),
      );
    await set('d', under(1));
    await set('d.n', under(30));
    await expect(set('d.n', under(31))).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  test('in the values of expressions, of which transactions take one level more', async () => {
    const { client, transact } = await cloudWithTable();
    const update = (maps: number) => ({
      TableName,
      Key,
      UpdateExpression: 'SET t = :t',
      ...AND_DEEP,
      ExpressionAttributeValues: { ':t': S('x'), ':deep': under(maps) },
    });
    await expect(client.send(new UpdateItemCommand(update(31)))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    await expect(client.send(new UpdateItemCommand(update(32)))).rejects.toMatchObject({
      name: 'ValidationException',
      message: `ExpressionAttributeValues contains invalid value: ${message} for key :deep`,
    });
    await expect(transact({ Update: update(32) })).rejects.toMatchObject({ CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] });
    const check = (maps: number): TransactWriteItem => ({
      ConditionCheck: { TableName, Key, ...AND_DEEP, ExpressionAttributeValues: { ':deep': under(maps) } },
    });
    await expect(transact(check(32))).rejects.toMatchObject({ CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] });
    await expect(transact(check(33))).rejects.toMatchObject({
      name: 'ValidationException',
      message: `ExpressionAttributeValues contains invalid value: ${message} for key :deep`,
    });
    const write = { TableName, Key, UpdateExpression: 'SET d = :deep', ExpressionAttributeValues: { ':deep': under(32) } };
    await expect(transact({ Update: write })).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'ValidationError', Message: message }],
    });
  });
});
