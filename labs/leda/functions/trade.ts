/** A message of the incoming stream: one version of one trade. Two messages with the same id and version are the same. */
export interface Trade {
  TradeID: string;
  /** Counts from 0; the highest is the trade's present state. */
  Version: number;
  /** 0 to 100,000 with two decimals. */
  Value: number;
  /** Milliseconds since the epoch. */
  Timestamp: number;
  Hierarchy: Hierarchy;
}

/** Where a trade belongs. */
export interface Hierarchy {
  RiskType: (typeof RISK_TYPES)[number];
  TradeDesk: (typeof TRADE_DESKS)[number];
  Region: (typeof REGIONS)[number];
}

export const RISK_TYPES = ['PV', 'Delta'] as const;
export const TRADE_DESKS = ['FXSpot', 'FXOptions'] as const;
export const REGIONS = ['EMEA', 'APAC', 'AMER'] as const;
