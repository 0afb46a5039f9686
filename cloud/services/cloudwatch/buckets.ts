/** What was measured within a second or a minute. Plain data. */
export interface Bucket {
  count: number;
  sum: number;
  min: number;
  max: number;
  /** How often each value was measured; absent once a statistic set came in, which keeps its values to itself. */
  values: Map<number, number> | undefined;
  /** How coarse the values are: 0 exact, then in steps of 1 %, 2 %, 4 %, ... */
  level: number;
}

/** The most values that a bucket tells apart. */
const MOST_VALUES = 160;
const FINEST = 1.01;

export function emptyBucket(): Bucket {
  return { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, values: new Map(), level: 0 };
}

export function addValue(bucket: Bucket, value: number, times = 1): void {
  bucket.count += times;
  bucket.sum += value * times;
  bucket.min = Math.min(bucket.min, value);
  bucket.max = Math.max(bucket.max, value);
  keep(bucket, value, times);
}

export function addSet(bucket: Bucket, set: { count: number; sum: number; min: number; max: number }): void {
  const { count, sum, min, max } = set;
  // Reason: percentiles of statistic sets exist only where all of their values are the same.
  if (min === max) keep(bucket, min, count);
  else bucket.values = undefined;
  bucket.count += count;
  bucket.sum += sum;
  bucket.min = Math.min(bucket.min, min);
  bucket.max = Math.max(bucket.max, max);
}

export function mergeInto(bucket: Bucket, { count, sum, min, max, values, level }: Bucket): void {
  bucket.count += count;
  bucket.sum += sum;
  bucket.min = Math.min(bucket.min, min);
  bucket.max = Math.max(bucket.max, max);
  if (!values) bucket.values = undefined;
  if (!bucket.values || !values) return;
  if (level > bucket.level) coarsen(bucket, level);
  for (const [value, times] of values) keep(bucket, value, times);
}

function keep(bucket: Bucket, value: number, times: number): void {
  const { values } = bucket;
  if (!values) return;
  const kept = rounded(value, bucket.level);
  values.set(kept, (values.get(kept) ?? 0) + times);
  while (bucket.values!.size > MOST_VALUES) coarsen(bucket, bucket.level + 1);
}

function coarsen(bucket: Bucket, level: number): void {
  const values = new Map<number, number>();
  for (const [value, times] of bucket.values!) {
    const kept = rounded(value, level);
    values.set(kept, (values.get(kept) ?? 0) + times);
  }
  bucket.values = values;
  bucket.level = level;
}

/** The value that stands for all within one step of the level. */
function rounded(value: number, level: number): number {
  if (level === 0 || value === 0) return value;
  const step = Math.log(FINEST) * 2 ** (level - 1);
  return Math.sign(value) * Math.exp(Math.round(Math.log(Math.abs(value)) / step) * step);
}
