/** A time series: values by the start of their period (ms). */
export interface TimeSeries {
  label: string;
  points: Map<number, number>;
  period: number; // ms
}

/** What an expression can give. */
export type MathValue = number | TimeSeries | TimeSeries[] | { word: string };

export const isSeries = (value: MathValue): value is TimeSeries => typeof value === 'object' && 'points' in value;
export const isList = (value: MathValue): value is TimeSeries[] => Array.isArray(value);

/** The same series with other points. */
export function mapPoints(series: TimeSeries, change: (value: number, at: number) => number | undefined): TimeSeries {
  const points = new Map<number, number>();
  for (const [at, value] of series.points) {
    const changed = change(value, at);
    // Reason: what has no number as its result (a division by zero) is missing.
    if (changed !== undefined && Number.isFinite(changed)) points.set(at, changed);
  }
  return { ...series, points };
}
