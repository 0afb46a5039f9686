import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const PRICES: Record<string, number> = { coffee: 35_000, tea: 20_000 };

// #region slow
/** Another team's service: its prices are right, and it takes its time. */
export async function handler({ pathParameters }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return { statusCode: 200, body: JSON.stringify({ price: PRICES[pathParameters?.item ?? ''] ?? 25_000 }) };
}
// #endregion slow
