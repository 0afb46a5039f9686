/** X-Ray in one account and region. Times are milliseconds since the epoch. */
export interface XrayState {
  /** By trace id, in the order in which they were first heard of. */
  traces: Map<string, TraceRecord>;
  /** Of all documents together. */
  bytes: number;
}

export interface TraceRecord {
  id: string;
  receivedAt: number;
  bytes: number;
  /** JSON texts by segment id; a later one of the same id takes an earlier one's place. */
  documents: Map<string, string>;
}

export function initialState(): XrayState {
  return { traces: new Map(), bytes: 0 };
}
