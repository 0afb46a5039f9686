import { type Hierarchy, REGIONS, RISK_TYPES, TRADE_DESKS } from './trade.ts';

/** How many trades there are, beside the eighteen sums of their values. */
export const MESSAGE_COUNT = 'message_count';

/** Amounts by key, in hundredths: whole numbers, so that sums are exact in any order. */
export type Totals = Map<string, number>;

// #region rollup
/** Adds a trade's value under each of its three keys, and the trade itself to the count; `sign` -1 takes it away again. */
export function rollUp(totals: Totals, { RiskType, TradeDesk, Region }: Hierarchy, value: number, sign: 1 | -1): void {
  const keys = [RiskType, `${RiskType}:${TradeDesk}`, `${RiskType}:${TradeDesk}:${Region}`];
  for (const key of keys) add(totals, key, sign * Math.round(value * 100));
  add(totals, MESSAGE_COUNT, sign * 100);
}
// #endregion rollup

export function add(totals: Totals, key: string, hundredths: number): void {
  totals.set(key, (totals.get(key) ?? 0) + hundredths);
}

/** Hundredths as DynamoDB takes a number: `1234.50`. */
export function decimal(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}

/** Every key there is: 2 risk types, 4 desks, 12 regions of desks, and the count. */
export function allKeys(): string[] {
  const desks = RISK_TYPES.flatMap((risk) => TRADE_DESKS.map((desk) => `${risk}:${desk}`));
  return [...RISK_TYPES, ...desks, ...desks.flatMap((desk) => REGIONS.map((region) => `${desk}:${region}`)), MESSAGE_COUNT];
}
