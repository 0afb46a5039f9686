import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, Context, DynamoDBStreamEvent } from 'aws-lambda';
import { InducedFailure, inducedFailure } from './failure.ts';
import { decimal, rollUp, type Totals } from './rollup.ts';
import { sha256 } from './sha256.ts';

const dynamodb = new DynamoDBClient({});

/** Turns a batch of changes of StateTable into one record of what they add to each total. */
export async function handler({ Records }: DynamoDBStreamEvent, { awsRequestId }: Context): Promise<void> {
  // #region map
  const totals: Totals = new Map();
  for (const { dynamodb: change } of Records) {
    if (!change?.NewImage) continue; // a trade that was removed from the table stays counted
    count(totals, change.NewImage, 1);
    if (change.OldImage) count(totals, change.OldImage, -1);
  }
  if (totals.size === 0) return;
  // #endregion map
  await putOnce(await sha256(Records.map(({ eventID }) => eventID).join()), totals);
  const failure = await inducedFailure(dynamodb, 'map', awsRequestId);
  // Reason: an error must be thrown. A returned error object means success to Lambda, and the batch would be lost unnoticed.
  if (failure !== undefined) throw new InducedFailure('Map fails after it has committed.');
}

// #region put-once
/** The same batch has the same id: tried again, it finds its record written and leaves it. */
async function putOnce(MessageId: string, totals: Totals): Promise<void> {
  const deltas = Object.fromEntries([...totals].map(([key, hundredths]) => [key, { N: decimal(hundredths) }]));
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: process.env.REDUCE_TABLE,
        Item: { MessageId: { S: MessageId }, Deltas: { M: deltas } },
        ConditionExpression: 'attribute_not_exists(MessageId)',
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
// #endregion put-once

function count(totals: Totals, image: Record<string, AttributeValue>, sign: 1 | -1): void {
  rollUp(totals, JSON.parse(image.Hierarchy!.S!), Number(image.Value!.N), sign);
}
