import type { Bucket } from './buckets.ts';

/** Reads a bucket; undefined where its values are not known. */
export type StatisticOf = (bucket: Bucket) => number | undefined;

const SIMPLE: Readonly<Record<string, StatisticOf>> = {
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Sum: ({ sum }) => sum,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
  IQM: (bucket) => trimmed(bucket, { from: 0.25, to: 0.75, percent: true }, 'tm'),
};

export const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

/** The part of the values that a statistic reads: shares of their number (0 to 1), or values. */
interface Range {
  from: number;
  to: number;
  percent: boolean;
}

/** A statistic by its name (`Sum`, `p99.9`, `tm(10%:90%)`); undefined when there is none. CloudWatch User Guide, "Statistics definitions". */
export function statisticOf(name: string): StatisticOf | undefined {
  if (Object.hasOwn(SIMPLE, name)) return SIMPLE[name];
  const plain = /^(p|tm|wm|tc|ts)(\d{1,2}(?:\.\d{1,10})?|100)$/i.exec(name);
  if (plain) {
    const share = Number(plain[2]) / 100;
    const kind = plain[1]!.toLowerCase();
    if (kind === 'p') return (bucket) => percentile(bucket, share);
    return (bucket) => trimmed(bucket, { from: 0, to: share, percent: true }, kind);
  }
  const ranged = /^(tm|wm|tc|ts|pr)\(([\d.]*)(%?):([\d.]*)(%?)\)$/i.exec(name);
  if (!ranged) return undefined;
  const [, kind, from, fromPercent, to, toPercent] = ranged;
  if ((from === '' && to === '') || Number.isNaN(Number(from)) || Number.isNaN(Number(to))) return undefined;
  const percent = fromPercent === '%' || toPercent === '%';
  if (percent && ((from !== '' && fromPercent === '') || (to !== '' && toPercent === ''))) return undefined;
  if (percent && (kind!.toLowerCase() === 'pr' || Number(from) > 100 || Number(to) > 100)) return undefined;
  const scale = percent ? 100 : 1;
  const most = percent ? 1 : Number.POSITIVE_INFINITY;
  const range = {
    from: from === '' ? (percent ? 0 : Number.NEGATIVE_INFINITY) : Number(from) / scale,
    to: to === '' ? most : Number(to) / scale,
    percent,
  };
  return (bucket) => trimmed(bucket, range, kind!.toLowerCase());
}

/** The share of a percentile statistic's name (`p99` -> 0.99). */
export function percentileShare(name: string): number | undefined {
  const digits = /^p(\d{1,3}(?:\.\d+)?)$/i.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits) / 100;
}

/** The smallest value that at least this share of all values does not exceed. */
export function percentile(bucket: Bucket, share: number): number | undefined {
  if (!bucket.values || bucket.count === 0) return undefined;
  const entries = sorted(bucket.values);
  const rank = share * bucket.count;
  let seen = 0;
  for (const [value, times] of entries) {
    seen += times;
    // Reason: shares are no exact binary numbers.
    if (seen >= rank - 1e-9) return within(bucket, value);
  }
  return bucket.max;
}

function trimmed(bucket: Bucket, range: Range, kind: string): number | undefined {
  if (!bucket.values || bucket.count === 0) return undefined;
  const { low, high, count, sum } = partOf(bucket, range);
  switch (kind) {
    case 'tc':
      return count;
    case 'ts':
      return sum;
    case 'pr':
      return (100 * count) / bucket.count;
    case 'wm': {
      const above = range.percent ? bucket.count * (1 - range.to) : countWhere(bucket, (value) => value > range.to);
      const below = range.percent ? bucket.count * range.from : countWhere(bucket, (value) => value < range.from);
      if (count === 0) return undefined;
      return (sum + below * low + above * high) / (count + below + above);
    }
    default:
      return count === 0 ? undefined : sum / count;
  }
}

/** What lies within a range: how many, their sum, and the values at its ends. */
function partOf(bucket: Bucket, { from, to, percent }: Range): { low: number; high: number; count: number; sum: number } {
  let low = Number.NaN;
  let high = Number.NaN;
  let count = 0;
  let sum = 0;
  let seen = 0;
  for (const [kept, times] of sorted(bucket.values!)) {
    const value = within(bucket, kept);
    const taken = percent
      ? Math.max(0, Math.min(seen + times, to * bucket.count) - Math.max(seen, from * bucket.count))
      : value >= from && value <= to
        ? times
        : 0;
    seen += times;
    if (taken === 0) continue;
    if (count === 0) low = value;
    high = value;
    count += taken;
    sum += taken * value;
  }
  return { low, high, count, sum };
}

function countWhere({ values }: Bucket, test: (value: number) => boolean): number {
  let count = 0;
  for (const [value, times] of values!) if (test(value)) count += times;
  return count;
}

function sorted(values: ReadonlyMap<number, number>): [number, number][] {
  return [...values].sort(([a], [b]) => a - b);
}

/** Rounding leads no value out of what was measured. */
function within({ min, max }: Bucket, value: number): number {
  return Math.min(max, Math.max(min, value));
}
