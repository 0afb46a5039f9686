/** Regions whose prices are in the table. */
export const PRICED_REGIONS = ['us-east-1', 'ap-southeast-1'] as const;
export type PricedRegion = (typeof PRICED_REGIONS)[number];

/** What one unit costs, on demand, without the free tier. */
export interface Price {
  unit: 'hour' | 'GB-month' | 'month';
  /** In USD. `estimated` where no page of AWS could be found that says it. */
  usd: Record<PricedRegion, { amount: number; estimated?: true }>;
  /** The page it was read on. */
  source: string;
  /** The day it was read: `2026-11-21`. */
  checked: string;
}

/** Part of what a template costs while nobody uses it. */
export interface IdleCost {
  /** The resource's logical id. */
  logicalId: string;
  type: string;
  /** Of which price, how many units. */
  price: string;
  units: number;
  usdPerHour: number;
  estimated: boolean;
}

/** What a template costs while it stands idle. */
export interface IdleCosts {
  region: string;
  /** The region whose prices were taken: the region itself, or the dearer of the table's where it has none. */
  pricedAs: PricedRegion;
  usdPerHour: number;
  /** The day of the oldest price in use. */
  checked: string;
  estimated: boolean;
  lines: readonly IdleCost[];
  /** Types of resources that nobody has priced yet: said aloud, as they may cost something. */
  unpriced: readonly string[];
}
