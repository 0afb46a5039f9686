declare module './bus.ts' {
  interface BusEvents {
    /** A service has measured something of its own: CloudWatch keeps it as a metric of the namespace (`AWS/Lambda`). */
    'metrics.Measured': {
      account: string;
      region: string;
      namespace: string;
      /** When it was measured (ms), if not now. */
      at?: number;
      data: readonly Measurement[];
    };
  }
}

/** One value of a metric of each of the dimensions given. */
export interface Measurement {
  name: string;
  dimensions: Readonly<Record<string, string>>;
  value: number;
  /** As CloudWatch spells it: `Count`, `Milliseconds`. */
  unit: string;
  /** How often the value was measured; once unless said. */
  times?: number;
  /** Kept by the second, not only by the minute. */
  fine?: boolean;
}
