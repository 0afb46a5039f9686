/** What is asked of the function. */
export interface Payment {
  orderId: string;
  /** In VND. */
  amount: number;
  card: string;
}

/** Cards that this bank never takes. */
const STOLEN = '0002';

// #region handler
/** Charges a card. What makes no sense throws; what the bank declines is an answer like any other. */
export async function handler({ orderId, amount, card }: Payment): Promise<{ charged: boolean }> {
  if (!(amount > 0)) throw new RangeError(`${orderId}: an amount of ${amount} cannot be charged`);
  const charged = !card.endsWith(STOLEN);
  console.log(JSON.stringify({ orderId, amount, outcome: charged ? 'charged' : 'declined' }));
  return { charged };
}
// #endregion handler
