import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Found } from './found.ts';
import { listed } from './listing.ts';

const dynamodb = new DynamoDBClient({});

/** Finds a user by email. */
export async function handler({ email }: { email: string }): Promise<Found> {
  // #region find
  const found: Found = { pages: 0, examined: 0, consumed: 0 };
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({
        TableName: process.env.USERS_TABLE,
        FilterExpression: 'email = :email',
        ExpressionAttributeValues: { ':email': { S: email } },
        ExclusiveStartKey: from,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    if (page.Items?.[0]) found.user = listed(page.Items[0]);
    found.pages += 1;
    found.examined += page.ScannedCount ?? 0;
    found.consumed += page.ConsumedCapacity?.CapacityUnits ?? 0;
    from = page.LastEvaluatedKey;
  } while (from);
  // #endregion find
  console.log(`${email}: ${found.pages} pages, ${found.examined} items, ${found.consumed} read units`);
  return found;
}
