import { validation } from '../errors.ts';
import { isList, isSeries, type MathValue, mapPoints, type TimeSeries } from './values.ts';

/** What functions know beside their arguments. */
export interface MathContext {
  from: number; // ms
  to: number; // ms
  period: number; // ms
  /** The metrics of the request, for METRICS(). */
  metrics(part: string | undefined): TimeSeries[];
}

type MathFunction = (args: MathValue[], context: MathContext) => MathValue;

const misuse = (name: string) => validation(`Error in expression: Invalid arguments for function ${name}`);

/** Of one series its number, of several a series of what they have at each time. */
const reduced =
  (name: string, reduce: (values: number[]) => number): MathFunction =>
  ([of]) => {
    if (of === undefined) throw misuse(name);
    if (isSeries(of)) return of.points.size === 0 ? Number.NaN : reduce([...of.points.values()]);
    if (!isList(of)) throw misuse(name);
    const gathered = new Map<number, number[]>();
    for (const { points } of of) for (const [at, value] of points) gathered.set(at, [...(gathered.get(at) ?? []), value]);
    const points = new Map([...gathered].sort(([a], [b]) => a - b).map(([at, values]) => [at, reduce(values)]));
    return { label: name, points, period: of[0]?.period ?? 60_000 };
  };

/** Each value by itself. */
const each =
  (name: string, change: (value: number, at: number) => number): MathFunction =>
  ([of]) => {
    if (typeof of === 'number') return change(of, 0);
    if (of !== undefined && isSeries(of)) return mapPoints(of, change);
    if (of !== undefined && isList(of)) return of.map((series) => mapPoints(series, change));
    throw misuse(name);
  };

/** Each value against the one before. */
const steps =
  (name: string, change: (value: number, before: number, ms: number) => number): MathFunction =>
  ([of]) => {
    const one = (series: TimeSeries): TimeSeries => {
      let last: readonly [number, number] | undefined;
      return mapPoints(series, (value, at) => {
        const before = last;
        last = [at, value];
        return before && change(value, before[1], at - before[0]);
      });
    };
    if (of !== undefined && isSeries(of)) return one(of);
    if (of !== undefined && isList(of)) return of.map(one);
    throw misuse(name);
  };

const date = (name: string, part: (date: Date) => number): MathFunction => each(name, (_, at) => part(new Date(at)));

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const average = (values: number[]) => sum(values) / values.length;
const deviation = (values: number[]) => Math.sqrt(average(values.map((value) => (value - average(values)) ** 2)));

function list(name: string, of: MathValue | undefined): TimeSeries[] {
  if (of !== undefined && isList(of)) return of;
  throw misuse(name);
}

const end =
  (name: string, at: 0 | -1): MathFunction =>
  ([of]) => {
    const found = list(name, of).at(at);
    if (!found) throw misuse(name);
    return found;
  };

function timesOf({ from, to, period }: MathContext): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / period)) }, (_, index) => from + index * period);
}

function fill(series: TimeSeries, by: MathValue, context: MathContext): TimeSeries {
  const times = timesOf({ ...context, period: series.period });
  const known = [...series.points];
  const points = new Map<number, number>();
  for (const at of times) {
    const value = series.points.get(at) ?? filler(known, at, by, series);
    if (value !== undefined) points.set(at, value);
  }
  return { ...series, points };
}

function filler(known: readonly [number, number][], at: number, by: MathValue, series: TimeSeries): number | undefined {
  if (typeof by === 'number') return by;
  if (isSeries(by)) return by.points.get(at);
  const before = known.findLast(([time]) => time < at);
  if (typeof by === 'object' && 'word' in by && by.word === 'REPEAT') return before?.[1];
  const after = known.find(([time]) => time > at);
  if (typeof by !== 'object' || !('word' in by) || by.word !== 'LINEAR') throw misuse(`FILL of ${series.label}`);
  return before && after && before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
}

const valueAt = (of: MathValue, at: number): number | undefined =>
  typeof of === 'number' ? of : isSeries(of) ? of.points.get(at) : undefined;

function choose([condition, yes, no]: MathValue[], context: MathContext): MathValue {
  if (condition === undefined || yes === undefined || isList(condition)) throw misuse('IF');
  if (typeof condition === 'number') return condition !== 0 ? yes : (no ?? Number.NaN);
  if (!isSeries(condition)) throw misuse('IF');
  const points = new Map<number, number>();
  for (const at of timesOf({ ...context, period: condition.period })) {
    const decided = condition.points.get(at);
    if (decided === undefined) continue;
    const chosen = decided !== 0 ? yes : no;
    const value = chosen === undefined ? undefined : valueAt(chosen, at);
    if (value !== undefined) points.set(at, value);
  }
  return { ...condition, points };
}

/** The functions of metric math that work here. CloudWatch User Guide, "Functions supported for metric math". */
export const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ABS: each('ABS', Math.abs),
  AVG: reduced('AVG', average),
  CEIL: each('CEIL', Math.ceil),
  DATAPOINT_COUNT: reduced('DATAPOINT_COUNT', (values) => values.length),
  DATE: date('DATE', (at) => at.getUTCDate()),
  DAY: date('DAY', (at) => at.getUTCDay() || 7),
  DIFF: steps('DIFF', (value, before) => value - before),
  DIFF_TIME: steps('DIFF_TIME', (_value, _before, ms) => ms / 1000),
  EPOCH: date('EPOCH', (at) => at.getTime() / 1000),
  FILL: ([of, by], context) => {
    if (of === undefined || by === undefined) throw misuse('FILL');
    if (isSeries(of)) return fill(of, by, context);
    return list('FILL', of).map((series) => fill(series, by, context));
  },
  FIRST: end('FIRST', 0),
  FLOOR: each('FLOOR', Math.floor),
  HOUR: date('HOUR', (at) => at.getUTCHours()),
  IF: choose,
  LAST: end('LAST', -1),
  LOG: each('LOG', Math.log),
  LOG10: each('LOG10', Math.log10),
  MAX: reduced('MAX', (values) => Math.max(...values)),
  METRICS: ([part], { metrics }) => metrics(part !== undefined && typeof part === 'object' && 'word' in part ? part.word : undefined),
  METRIC_COUNT: ([of]) => list('METRIC_COUNT', of).length,
  MIN: reduced('MIN', (values) => Math.min(...values)),
  MINUTE: date('MINUTE', (at) => at.getUTCMinutes()),
  MONTH: date('MONTH', (at) => at.getUTCMonth() + 1),
  PERIOD: ([of]) => {
    if (of === undefined || !isSeries(of)) throw misuse('PERIOD');
    return of.period / 1000;
  },
  RATE: steps('RATE', (value, before, ms) => (1000 * (value - before)) / ms),
  REMOVE_EMPTY: ([of]) => list('REMOVE_EMPTY', of).filter(({ points }) => points.size > 0),
  RUNNING_SUM: ([of]) => {
    const one = (series: TimeSeries) => {
      let total = 0;
      return mapPoints(series, (value) => (total += value));
    };
    if (of !== undefined && isSeries(of)) return one(of);
    return list('RUNNING_SUM', of).map(one);
  },
  STDDEV: reduced('STDDEV', deviation),
  SUM: reduced('SUM', sum),
  TIME_SERIES: ([of], context) => {
    if (typeof of !== 'number') throw misuse('TIME_SERIES');
    return { label: 'TIME_SERIES', period: context.period, points: new Map(timesOf(context).map((at) => [at, of])) };
  },
  YEAR: date('YEAR', (at) => at.getUTCFullYear()),
};
