import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type Listed, listed } from './listing.ts';

const dynamodb = new DynamoDBClient({});

/** One page of all users. Whoever wants the next one sends `next` back as `from`; the last page has none. */
export async function handler({ limit = 100, from }: { limit?: number; from?: string }): Promise<{ users: Listed[]; next?: string }> {
  // #region page
  const { Items = [], LastEvaluatedKey } = await dynamodb.send(
    new ScanCommand({
      TableName: process.env.USERS_TABLE,
      Limit: limit,
      ExclusiveStartKey: from === undefined ? undefined : JSON.parse(atob(from)),
    }),
  );
  return { users: Items.map(listed), next: LastEvaluatedKey && btoa(JSON.stringify(LastEvaluatedKey)) };
  // #endregion page
}
