import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** Answers what an item costs today. */
export async function handler({ pathParameters }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const item = pathParameters?.item ?? '';
  return { statusCode: 200, body: JSON.stringify(await priceOf(item)) };
}

// #region supplier
/** Asks the supplier. */
async function priceOf(item: string): Promise<{ price: number; source: string }> {
  const response = await fetch(`${process.env.SUPPLIER_URL}${encodeURIComponent(item)}`);
  const { price } = (await response.json()) as { price: number };
  return { price, source: 'supplier' };
}
// #endregion supplier
