import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { type Change, COUNT, changeOf, padded, tell } from './change.ts';
import { mishapAfter, mishapBefore } from './mishap.ts';

const dynamodb = new DynamoDBClient({});

// #region handler
/** Writes the trail, change by change. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<void> {
  for (const record of Records) await audit(changeOf(record));
}
// #endregion handler

async function audit(change: Change): Promise<void> {
  mishapBefore(change);
  await write(change);
  console.log(tell(change));
  mishapAfter(change);
}

// #region write
/** An entry, and one more in the count. */
async function write({ userId, sequence, what, by, before, after }: Change): Promise<void> {
  const TableName = process.env.TRAIL_TABLE;
  const images = { ...(before && { before: { S: JSON.stringify(before) } }), ...(after && { after: { S: JSON.stringify(after) } }) };
  await dynamodb.send(
    new PutItemCommand({
      TableName,
      Item: { userId: { S: userId }, sequence: { S: padded(sequence) }, what: { S: what }, by: { S: by }, ...images },
    }),
  );
  await dynamodb.send(
    new UpdateItemCommand({
      TableName,
      Key: { userId: { S: userId }, sequence: { S: COUNT } },
      UpdateExpression: 'ADD changes :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );
}
// #endregion write
