import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Listed, listed } from './listing.ts';

const dynamodb = new DynamoDBClient({});

/** The users of a company who joined last, the newest first. */
export async function handler({ company, limit = 5 }: { company: string; limit?: number }): Promise<{ users: Listed[] }> {
  // #region query
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: process.env.USERS_TABLE,
      IndexName: 'JoinedIndex',
      KeyConditionExpression: 'company = :company',
      ExpressionAttributeValues: { ':company': { S: company } },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: true,
    }),
  );
  return { users: Items.map(listed) };
  // #endregion query
}
