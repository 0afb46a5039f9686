import { DynamoDBClient, type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { InducedFailure, inducedFailure } from './failure.ts';
import { add, decimal, type Totals } from './rollup.ts';

const dynamodb = new DynamoDBClient({});

/** Sums a batch of Map's records and adds the sums to AggregateTable, all or none of them. */
export async function handler({ Records }: DynamoDBStreamEvent, { awsRequestId }: Context): Promise<void> {
  const totals: Totals = new Map();
  for (const { dynamodb: change } of Records) {
    for (const [key, { N }] of Object.entries(change?.NewImage?.Deltas?.M ?? {})) add(totals, key, Math.round(Number(N) * 100));
  }
  if (totals.size === 0) return;
  // #region client-request-token
  await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: updates(totals) }));
  // #endregion client-request-token
  const failure = await inducedFailure(dynamodb, 'reduce', awsRequestId);
  if (failure !== undefined) throw new InducedFailure('Reduce fails after it has committed.');
}

// #region updates
/** In the order of the keys: the same batch must give the same request, or DynamoDB refuses its token. */
function updates(totals: Totals): TransactWriteItem[] {
  return [...totals.keys()].sort().map((key) => ({
    Update: {
      TableName: process.env.AGGREGATE_TABLE,
      Key: { Identifier: { S: key } },
      UpdateExpression: 'ADD #value :change',
      ExpressionAttributeNames: { '#value': 'Value' },
      ExpressionAttributeValues: { ':change': { N: decimal(totals.get(key)!) } },
    },
  }));
}
// #endregion updates
