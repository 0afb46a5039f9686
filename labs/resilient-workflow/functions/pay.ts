import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { bank } from './bank.ts';
import type { Order, Paid } from './order.ts';

const dynamodb = new DynamoDBClient({}); // once per execution environment

// #region handler
/** Asks the bank for the money of an order. A card that the bank does not know is a bug, and fails as one. */
export async function handler(order: Order): Promise<Paid> {
  const call = await countCall(order.orderId);
  console.log(JSON.stringify({ orderId: order.orderId, card: order.card, call }));
  const answer = bank[order.card]!(order.orderId, call);
  return { ...order, ...answer };
}
// #endregion handler

/** How often the bank was asked about this order, this time included. */
async function countCall(orderId: string): Promise<number> {
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName: process.env.PAYMENTS_TABLE,
      Key: { orderId: { S: orderId } },
      UpdateExpression: 'ADD calls :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes?.calls?.N);
}
