// #region errors
/** The line broke: another attempt may well succeed. Step Functions knows an error by its name. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

/** The bank said no to this card, and will go on saying so. */
export class CardDeclined extends Error {
  override name = 'CardDeclined';
}
// #endregion errors

export type Answer = { status: 'OK'; receipt: string } | { status: 'ERROR'; reason: string };

// #region bank
/** A bank for testing: the card decides what happens. `call` says how often it was asked about this order. */
export const bank: Record<string, (orderId: string, call: number) => Answer> = {
  good: (orderId) => ({ status: 'OK', receipt: `R-${orderId}` }),
  shaky: (orderId, call) => {
    if (call <= 2) throw new ConnectionLost(`Nothing heard of call ${call}.`);
    return { status: 'OK', receipt: `R-${orderId}` };
  },
  unreachable: (_orderId, call) => {
    throw new ConnectionLost(`Nothing heard of call ${call}.`);
  },
  declined: () => {
    throw new CardDeclined('This card has been reported stolen.');
  },
  'over-limit': () => ({ status: 'ERROR', reason: 'The amount is above the limit of this card.' }),
};
// #endregion bank
