import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { sts } from '../sts/service.ts';
import { dynamodb } from './service.ts';

test('smoke', async () => {
  const memory = await memoryCloud({ services: [dynamodb, iam, sts] });
  const client = new DynamoDBClient(memory.clientOptions());
  const streams = new DynamoDBStreamsClient(memory.clientOptions());
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: 'Music',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
        { AttributeName: 'g', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: 'by-g', KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }], Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  expect(TableDescription!.TableStatus).toBe('CREATING');
  expect((await client.send(new DescribeTableCommand({ TableName: 'Music' }))).Table!.TableStatus).toBe('ACTIVE');
  for (let i = 0; i < 20; i++)
    await client.send(
      new PutItemCommand({
        TableName: 'Music',
        Item: { pk: { S: 'a' }, sk: { N: String(i) }, g: { S: i % 2 ? 'odd' : 'even' }, bin: { B: new Uint8Array([1, 2]) } },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnConsumedCapacity: 'INDEXES',
      }),
    );
  const got = await client.send(new GetItemCommand({ TableName: 'Music', Key: { pk: { S: 'a' }, sk: { N: '3.0' } } }));
  expect(got.Item).toMatchObject({ sk: { N: '3' }, g: { S: 'odd' } });
  const updated = await client.send(
    new UpdateItemCommand({
      TableName: 'Music',
      Key: { pk: { S: 'a' }, sk: { N: '3' } },
      UpdateExpression: 'ADD n :one SET #l = list_append(if_not_exists(#l, :e), :x) REMOVE g',
      ExpressionAttributeNames: { '#l': 'list' },
      ExpressionAttributeValues: { ':one': { N: '1.5' }, ':e': { L: [] }, ':x': { L: [{ S: 'x' }] } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(updated.Attributes).toMatchObject({ n: { N: '1.5' }, list: { L: [{ S: 'x' }] } });
  const page = await client.send(
    new QueryCommand({
      TableName: 'Music',
      KeyConditionExpression: 'pk = :p AND sk BETWEEN :a AND :b',
      ExpressionAttributeValues: { ':p': { S: 'a' }, ':a': { N: '5' }, ':b': { N: '12' } },
      ScanIndexForward: false,
      Limit: 3,
    }),
  );
  expect(page.Items!.map(({ sk }) => sk!.N)).toEqual(['12', '11', '10']);
  const odd = await client.send(
    new QueryCommand({
      TableName: 'Music',
      IndexName: 'by-g',
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':g': { S: 'odd' } },
    }),
  );
  expect(odd.Count).toBe(9);
  expect((await client.send(new ScanCommand({ TableName: 'Music' }))).Count).toBe(20);
  await expect(
    client.send(
      new PutItemCommand({
        TableName: 'Music',
        Item: { pk: { S: 'a' }, sk: { N: '1' } },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  ).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    Item: { g: { S: 'odd' } },
  });
  await expect(
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'Music', Item: { pk: { S: 'z' }, sk: { N: '1' } } } },
          { Put: { TableName: 'Music', Item: { pk: { S: 'a' }, sk: { N: '1' } }, ConditionExpression: 'attribute_not_exists(pk)' } },
        ],
      }),
    ),
  ).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
  });
  const stream = await streams.send(new DescribeStreamCommand({ StreamArn: TableDescription!.LatestStreamArn }));
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: TableDescription!.LatestStreamArn,
      ShardId: stream.StreamDescription!.Shards![0]!.ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records!.length).toBe(21);
  expect(Records![20]).toMatchObject({ eventName: 'MODIFY' });
  expect(memory.faults).toEqual([]);
});
