import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** Takes an order: asks Prices what the item costs, and answers the total. */
export async function handler({ body }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const order = orderOf(body ?? '');
  if (!order) return { statusCode: 400, body: '{"message":"Send an item and a quantity, as JSON."}' };
  const orderId = crypto.randomUUID();
  const { price, source } = await priceOf(order.item);
  console.log(JSON.stringify({ orderId, ...order, price, source }));
  return { statusCode: 201, body: JSON.stringify({ orderId, total: price * order.quantity, source }) };
}

// #region price
async function priceOf(item: string): Promise<{ price: number; source: string }> {
  const url = `${process.env.PRICES_URL}${encodeURIComponent(item)}`;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Prices answered ${response.status}`);
  return response.json() as Promise<{ price: number; source: string }>;
}
// #endregion price

function orderOf(text: string): { item: string; quantity: number } | undefined {
  try {
    const { item, quantity }: { item?: unknown; quantity?: unknown } = JSON.parse(text) ?? {};
    return typeof item === 'string' && typeof quantity === 'number' ? { item, quantity } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
