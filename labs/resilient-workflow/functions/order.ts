// #region contract
export interface Order {
  orderId: string;
  /** A card of the make-believe bank; see bank.ts. */
  card: string;
  items: { sku: string; quantity: number }[];
}

/** What Pay hands on: the order, and whether the bank took the money. */
export type Paid = Order & ({ status: 'OK'; receipt: string } | { status: 'ERROR'; reason: string });
// #endregion contract
