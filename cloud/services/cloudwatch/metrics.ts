import { type Bucket, emptyBucket, mergeInto } from './buckets.ts';
import type { CloudWatchState, Metric, Series } from './state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long data of a second are kept. CloudWatch User Guide, "Metrics retention". */
const SECONDS_KEPT_MS = 3 * HOUR_MS;
/** Older than the first, data are kept by the second. */
const COARSER = [
  [15 * DAY_MS, 5 * MINUTE_MS],
  [63 * DAY_MS, HOUR_MS],
] as const;
const KEPT_MS = 455 * DAY_MS;
/** The most metrics of an account and region: the one that has been silent longest gives way. */
const MOST_METRICS = 10_000;

export type Dimensions = readonly (readonly [name: string, value: string])[];

/** Which metric, as everything that names one says it. */
export interface MetricName {
  namespace: string;
  name: string;
  dimensions: Dimensions;
}

export function metricKey({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, ...dimensions]);
}

/** Dimensions as AWS lists them, in the order by which metrics are told apart. */
export function dimensionsOf(list: readonly { Name?: string | undefined; Value?: string | undefined }[] = []): [string, string][] {
  return list.map(({ Name, Value }): [string, string] => [Name!, Value!]).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The bucket of a moment is handed to `add`; high resolution fills the second's beside the minute's. */
export function record(
  state: CloudWatchState,
  now: number,
  of: MetricName,
  { at, unit, fine }: { at: number; unit: string; fine?: boolean },
  add: (bucket: Bucket) => void,
): void {
  const metric = metricAt(state, of);
  metric.lastAt = now;
  let series = metric.series.get(unit);
  if (!series) {
    series = { seconds: new Map(), minutes: new Map(), tidiedAt: now };
    metric.series.set(unit, series);
  }
  add(bucketAt(series.minutes, floor(at, stepAt(now - at))));
  if (fine) add(bucketAt(series.seconds, floor(at, 1000)));
  tidy(series, now);
}

/** A metric's data in equal periods (ms) from `from` to `to`, by the period's start; periods without any are missing. */
export function read(metric: Metric | undefined, from: number, to: number, period: number, unit: string | undefined): Map<number, Bucket> {
  const found = new Map<number, Bucket>();
  for (const [of, series] of metric?.series ?? []) {
    if (unit !== undefined && of !== unit) continue;
    const fine = period < MINUTE_MS;
    for (const [at, bucket] of between(fine ? series.seconds : series.minutes, from, to, fine ? 1000 : MINUTE_MS)) {
      mergeInto(bucketAt(found, from + floor(at - from, period)), bucket);
    }
  }
  return new Map([...found].sort(([a], [b]) => a - b));
}

export function floor(time: number, step: number): number {
  return Math.floor(time / step) * step;
}

/** The grain in which data of an age are kept (ms). */
export function stepAt(age: number): number {
  return COARSER.findLast(([older]) => age > older)?.[1] ?? MINUTE_MS;
}

function metricAt(state: CloudWatchState, of: MetricName): Metric {
  const key = metricKey(of);
  const known = state.metrics.get(key);
  if (known) return known;
  if (state.metrics.size >= MOST_METRICS) {
    const [silent] = [...state.metrics].reduce((a, b) => (b[1].lastAt < a[1].lastAt ? b : a));
    state.metrics.delete(silent);
  }
  const { namespace, name, dimensions } = of;
  const metric: Metric = { namespace, name, dimensions: dimensions.map(([a, b]) => [a, b]), lastAt: 0, series: new Map() };
  state.metrics.set(key, metric);
  return metric;
}

function bucketAt(buckets: Map<number, Bucket>, at: number): Bucket {
  let bucket = buckets.get(at);
  if (!bucket) {
    bucket = emptyBucket();
    buckets.set(at, bucket);
  }
  return bucket;
}

function* between(buckets: Map<number, Bucket>, from: number, to: number, step: number): Generator<[number, Bucket]> {
  if ((to - from) / step > buckets.size) {
    for (const [at, bucket] of buckets) if (at >= from && at < to) yield [at, bucket];
    return;
  }
  for (let at = Math.ceil(from / step) * step; at < to; at += step) {
    const bucket = buckets.get(at);
    if (bucket) yield [at, bucket];
  }
}

/** Forgets what is too old, and keeps what is old in less detail. */
function tidy(series: Series, now: number): void {
  if (now - series.tidiedAt < HOUR_MS) return;
  series.tidiedAt = now;
  for (const at of series.seconds.keys()) if (now - at > SECONDS_KEPT_MS) series.seconds.delete(at);
  for (const [at, bucket] of [...series.minutes]) {
    const start = floor(at, stepAt(now - at));
    if (now - at <= KEPT_MS && start === at) continue;
    series.minutes.delete(at);
    if (now - at <= KEPT_MS) mergeInto(bucketAt(series.minutes, start), bucket);
  }
}
