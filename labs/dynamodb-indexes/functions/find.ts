import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Found } from './found.ts';
import { listed } from './listing.ts';

const dynamodb = new DynamoDBClient({});

/** Finds a user by email. */
export async function handler({ email }: { email: string }): Promise<Found> {
  // #region find
  const {
    Items = [],
    ScannedCount = 0,
    ConsumedCapacity,
  } = await dynamodb.send(
    new QueryCommand({
      TableName: process.env.USERS_TABLE,
      IndexName: 'EmailIndex',
      KeyConditionExpression: 'email = :email',
      ExpressionAttributeValues: { ':email': { S: email } },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  const found: Found = {
    user: Items[0] && listed(Items[0]),
    pages: 1,
    examined: ScannedCount,
    consumed: ConsumedCapacity?.CapacityUnits ?? 0,
  };
  // #endregion find
  console.log(`${email}: ${found.pages} pages, ${found.examined} items, ${found.consumed} read units`);
  return found;
}
