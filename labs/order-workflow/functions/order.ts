// #region contract
/** What somebody sends. Nothing in it is to be relied on yet. */
export interface Request {
  orderId?: string;
  items?: { sku: string; quantity: number; price: number }[];
}

/** What the states after Validate get: an order with its total, or what is wrong with it. */
export type Validated = { orderId: string; items: NonNullable<Request['items']>; total: number } | { problem: string };
// #endregion contract
