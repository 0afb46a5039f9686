import { DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { type Change, COUNT, changeOf, padded, tell } from './change.ts';
import { mishapAfter, mishapBefore } from './mishap.ts';

const dynamodb = new DynamoDBClient({});

// #region handler
/** Writes the trail, change by change. Says where it failed; Lambda goes on from there. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  for (const record of Records) {
    const change = changeOf(record);
    try {
      await audit(change);
    } catch (error) {
      console.error('not audited', change.userId, change.sequence, error);
      // Reason: what comes after it must not overtake it, so the batch ends here.
      return { batchItemFailures: [{ itemIdentifier: change.sequence }] };
    }
  }
  return { batchItemFailures: [] };
}
// #endregion handler

async function audit(change: Change): Promise<void> {
  mishapBefore(change);
  const isNew = await write(change);
  console.log(isNew ? tell(change) : `${change.what} ${change.userId}: audited before`);
  mishapAfter(change);
}

// #region write
/** One entry and one more in the count, both or neither. False when the entry is there already. */
async function write({ userId, sequence, what, by, before, after }: Change): Promise<boolean> {
  const TableName = process.env.TRAIL_TABLE;
  const images = { ...(before && { before: { S: JSON.stringify(before) } }), ...(after && { after: { S: JSON.stringify(after) } }) };
  try {
    await dynamodb.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName,
              Item: { userId: { S: userId }, sequence: { S: padded(sequence) }, what: { S: what }, by: { S: by }, ...images },
              ConditionExpression: 'attribute_not_exists(userId)',
            },
          },
          {
            Update: {
              TableName,
              Key: { userId: { S: userId }, sequence: { S: COUNT } },
              UpdateExpression: 'ADD changes :one',
              ExpressionAttributeValues: { ':one': { N: '1' } },
            },
          },
        ],
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException && error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed') return false;
    throw error;
  }
}
// #endregion write
