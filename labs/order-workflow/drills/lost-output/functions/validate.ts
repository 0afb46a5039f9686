import type { Request } from './order.ts';

// #region handler
/** Adds up an order, or says what is wrong with it. */
export async function handler({ orderId, items = [] }: Request): Promise<string> {
  console.log(JSON.stringify({ orderId, items }));
  if (!orderId) return JSON.stringify({ problem: 'An order needs an orderId.' });
  if (items.length === 0) return JSON.stringify({ problem: 'An order needs at least one item.' });
  const wrong = items.find(({ quantity }) => !(quantity > 0));
  if (wrong) return JSON.stringify({ problem: `${wrong.sku}: a quantity of ${wrong.quantity} cannot be ordered.` });
  return JSON.stringify({ orderId, items, total: items.reduce((sum, { quantity, price }) => sum + quantity * price, 0) });
}
// #endregion handler
