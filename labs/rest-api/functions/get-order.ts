import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { answer } from './answer.ts';

const dynamodb = new DynamoDBClient({});

// #region handler
/** One order, by the id in the path: `/orders/{id}`. */
export async function handler({ pathParameters }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const orderId = pathParameters?.id ?? '';
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: process.env.ORDERS_TABLE, Key: { orderId: { S: orderId } } }));
  if (!Item) return answer(404, { message: `No order ${orderId}.` });
  return answer(200, { orderId, item: Item.item?.S, quantity: Number(Item.quantity?.N) });
}
// #endregion handler
