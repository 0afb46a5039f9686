import { type ReturnValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { dynamodbCloud, S } from './table.test-fixture.ts';

const TableName = 'Items';

async function cloudWithTable() {
  const cloud = await dynamodbCloud();
  await cloud.table(TableName, 'pk:S');
  return cloud;
}

test('an unknown ReturnValues is reported first and alone', async () => {
  const { client } = await cloudWithTable();
  const unknown = 'EVERYTHING' as ReturnValue;
  await expect(
    client.send(
      new UpdateItemCommand({ TableName, Key: { pk: S('a') }, ReturnValues: unknown, ReturnConsumedCapacity: 'SOME' as 'TOTAL' }),
    ),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      '1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]',
  });
});

test('setting an element of a list costs one byte more than setting an attribute', async () => {
  const { client } = await cloudWithTable();
  const set = (path: string, length: number) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: S('k') },
        UpdateExpression: `SET ${path} = :v`,
        ExpressionAttributeValues: { ':v': path === 'd' ? { L: [S('x'.repeat(length))] } : S('x'.repeat(length)) },
      }),
    );
  const largest = await bisect(async (length) => {
    await set('d', length);
  });
  await set('d', 1);
  await expect(set('d[0]', largest)).rejects.toMatchObject({
    message: 'Item size to update has exceeded the maximum allowed size',
  });
  await set('d[0]', largest - 1);
});

/** The largest length that an item of almost 400 KB takes. */
async function bisect(write: (length: number) => Promise<void>): Promise<number> {
  let [fits, tooLong] = [400 * 1024 - 256, 400 * 1024];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    const done = await write(middle).then(
      () => true,
      () => false,
    );
    if (done) fits = middle;
    else tooLong = middle;
  }
  return fits;
}
