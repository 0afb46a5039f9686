import { AwsError } from '../../aws-error.ts';
import type { AlarmCall } from './alarms.ts';
import { queriesOf } from './messages.ts';
import { dimensionsOf, floor, metricKey, read } from './metrics.ts';
import { answer, checkQueries, periodOf } from './queries.ts';
import { type Datapoint, longTime } from './reasons.ts';
import type { MetricAlarm } from './state.ts';
import { percentileShare } from './statistics.ts';
import { transition } from './transition.ts';
import { FURTHER_BACK, judge } from './verdict.ts';

const MINUTE_MS = 60_000;

/** Looks at an alarm's data once, and changes its state if they say so. */
export function evaluateAlarm(call: AlarmCall, alarm: MetricAlarm): void {
  const queries = queriesOf(alarm);
  const checked = checkQueries(queries, call.account);
  const returned = queries.find(({ ReturnData }) => ReturnData !== false)!;
  const period = 1000 * periodOf(checked, returned.Id!);
  // Reason: a period that is not over says nothing yet.
  const to = floor(call.clock.now(), Math.min(period, MINUTE_MS));
  const from = to - (alarm.evaluationPeriods + FURTHER_BACK) * period;
  let points: ReadonlyMap<number, number>;
  try {
    points = answer(call.state, checked, (of) => ({ from, to, period: 1000 * of }))[0]?.series.points ?? new Map();
  } catch (error) {
    // Reason: an expression can fail by what the data turn out to be; the alarm then has none.
    if (!(error instanceof AwsError)) throw error;
    points = new Map();
  }
  const samples = samplesOf(call, alarm, from, to, period);
  const range: Datapoint[] = [];
  for (let at = from; at < to; at += period) range.push({ at, value: points.get(at), samples: samples.get(at) });
  if (hasTooFewSamples(alarm, range)) return;
  const verdict = judge(alarm, range);
  if (!verdict || verdict.value === alarm.state.value) return;
  transition(call, alarm, { value: verdict.value, reason: verdict.reason, data: dataOf(alarm, verdict.points, { from, to, period }) });
}

function samplesOf(call: AlarmCall, alarm: MetricAlarm, from: number, to: number, period: number): Map<number, number> {
  const { watches } = alarm;
  if (Array.isArray(watches)) return new Map();
  const dimensions = dimensionsOf(watches.dimensions.map(([Name, Value]) => ({ Name, Value })));
  const metric = call.state.metrics.get(metricKey({ namespace: watches.namespace, name: watches.name, dimensions }));
  return new Map([...read(metric, from, to, period, watches.unit)].map(([at, { count }]) => [at, count]));
}

/** Percentiles of few samples say little, and may leave the state as it is. CloudWatch User Guide, "Percentile-based alarms and low data samples". */
function hasTooFewSamples({ watches, lowSamples }: MetricAlarm, range: readonly Datapoint[]): boolean {
  const share = Array.isArray(watches) || watches.extended === undefined ? undefined : percentileShare(watches.extended);
  if (lowSamples !== 'ignore' || share === undefined) return false;
  const needed = share >= 0.5 ? 10 / (1 - share) : 10 / share;
  const newest = range.findLast(({ samples }) => samples !== undefined);
  return newest !== undefined && newest.samples! < needed;
}

/** StateReasonData. */
function dataOf(
  alarm: MetricAlarm,
  points: readonly Datapoint[],
  { from, to, period }: { from: number; to: number; period: number },
): string {
  const { watches } = alarm;
  const oldest = points.at(-1)?.at ?? Math.max(from, to - alarm.evaluationPeriods * period);
  return JSON.stringify({
    version: '1.0',
    queryDate: longTime(to),
    startDate: longTime(oldest),
    ...(!Array.isArray(watches) && { statistic: watches.statistic ?? watches.extended }),
    ...(!Array.isArray(watches) && watches.unit !== undefined && { unit: watches.unit }),
    period: period / 1000,
    recentDatapoints: points.map(({ value }) => value).reverse(),
    threshold: alarm.threshold,
    evaluatedDatapoints: points.map(({ at, value, samples }) => ({
      timestamp: longTime(at),
      ...(samples !== undefined && { sampleCount: samples }),
      value,
    })),
  });
}
