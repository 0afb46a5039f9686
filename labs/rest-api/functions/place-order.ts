import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { answer } from './answer.ts';

const dynamodb = new DynamoDBClient({});

interface Order {
  item: string;
  quantity: number;
}

/** Stores an order under a new id and says where it is found. */
export async function handler({ body }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const order = orderOf(body ?? '');
  if (!order) return answer(400, { message: 'Send an item and a quantity, as JSON.' });
  const orderId = crypto.randomUUID();
  await dynamodb.send(
    new PutItemCommand({
      TableName: process.env.ORDERS_TABLE,
      Item: { orderId: { S: orderId }, item: { S: order.item }, quantity: { N: String(order.quantity) } },
    }),
  );
  return answer(201, { orderId, ...order }, { Location: `orders/${orderId}` });
}

// #region order-of
/** The order in a text, if it holds one. API Gateway has looked already, but only where Content-Type says JSON. */
function orderOf(text: string): Order | undefined {
  try {
    const { item, quantity }: Partial<Order> = JSON.parse(text) ?? {};
    return typeof item === 'string' && Number.isInteger(quantity) ? { item, quantity: quantity! } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
// #endregion order-of
