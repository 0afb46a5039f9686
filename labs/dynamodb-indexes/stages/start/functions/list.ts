import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type Listed, listed } from './listing.ts';

const dynamodb = new DynamoDBClient({});

/** All users. */
export async function handler(): Promise<{ users: Listed[]; next?: string }> {
  // #region page
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: process.env.USERS_TABLE }));
  return { users: Items.map(listed) };
  // #endregion page
}
