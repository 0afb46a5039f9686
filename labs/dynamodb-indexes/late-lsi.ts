import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { CheckContext } from '#labs/contract.ts';
import { query, said } from './readings.ts';

/** Asks DynamoDB for one more local secondary index, by `attribute`, of a table that exists; then for what it would have held. */
export async function lateLsi(context: CheckContext, IndexName: string, attribute: string): Promise<void> {
  const { client, outputs, tell } = context;
  const dynamodb = client(DynamoDBClient);
  const wanted = {
    TableName: outputs.Users,
    AttributeDefinitions: [
      { AttributeName: 'company', AttributeType: 'S' as const },
      { AttributeName: attribute, AttributeType: 'S' as const },
    ],
    // UpdateTable has no such parameter: the request says nothing of what is to be changed.
    LocalSecondaryIndexes: [
      {
        IndexName,
        KeySchema: [
          { AttributeName: 'company', KeyType: 'HASH' as const },
          { AttributeName: attribute, KeyType: 'RANGE' as const },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' as const },
      },
    ],
  };
  const added = await said(() => dynamodb.send(new UpdateTableCommand(wanted)));
  tell({ vi: `UpdateTable + LocalSecondaryIndexes: ${added}`, en: `UpdateTable + LocalSecondaryIndexes: ${added}` });
  const asked = await said(() =>
    query(context, {
      IndexName,
      KeyConditionExpression: '#attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': { S: 'x' } },
    }),
  );
  tell({ vi: `Query ${IndexName}: ${asked}`, en: `Query ${IndexName}: ${asked}` });
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: outputs.Users }));
  const names = (indexes: { IndexName?: string }[] = []) => indexes.map(({ IndexName }) => IndexName).join(', ') || '-';
  tell({
    vi: `DescribeTable: LSI ${names(Table?.LocalSecondaryIndexes)}; GSI ${names(Table?.GlobalSecondaryIndexes)}`,
    en: `DescribeTable: LSI ${names(Table?.LocalSecondaryIndexes)}; GSI ${names(Table?.GlobalSecondaryIndexes)}`,
  });
}
