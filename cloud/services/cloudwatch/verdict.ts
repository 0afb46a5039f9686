import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { COMPARISONS, crossed, type Datapoint, filled, unknown } from './reasons.ts';
import type { MetricAlarm } from './state.ts';

/** How many periods beyond the evaluation periods an alarm looks back for data. */
export const FURTHER_BACK = 2;

export interface Verdict {
  value: StateValue;
  reason: string;
  /** The points that were looked at, newest first. */
  points: Datapoint[];
}

/** What an alarm compares, and how. */
export type Terms = Pick<MetricAlarm, 'evaluationPeriods' | 'datapointsToAlarm' | 'threshold' | 'comparison' | 'treatMissingData'>;

/**
 * What the data of the evaluation range say, oldest first; undefined leaves the state as it is. Missing points count
 * only where the real ones of the whole range are too few. CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
 */
export function judge(terms: Terms, range: readonly Datapoint[]): Verdict | undefined {
  const { evaluationPeriods: periods, threshold, treatMissingData = 'missing' } = terms;
  const toAlarm = terms.datapointsToAlarm ?? periods;
  const { test, words } = COMPARISONS[terms.comparison]!;
  const real = range.filter(({ value }) => value !== undefined).reverse();
  const points = real.slice(0, periods);
  const missing = periods - points.length;
  const breaching = points.filter(({ value }) => test(value!, threshold));
  const good = points.filter((point) => !breaching.includes(point));
  const alarm = (): Verdict => ({ value: 'ALARM', reason: reasonOf(breaching, true), points });
  const ok = (): Verdict => ({ value: 'OK', reason: reasonOf(good, false), points });
  const reasonOf = (shown: Datapoint[], isBreaching: boolean) => {
    if (shown.length === 0) return filled(missing, isBreaching ? 'Breaching' : 'NonBreaching');
    const enough = isBreaching ? toAlarm : periods - toAlarm + 1;
    return crossed(shown, { of: periods, enough, breaching: isBreaching, words, threshold });
  };
  if (breaching.length >= toAlarm) return alarm();
  if (missing === 0) return ok();
  if (treatMissingData === 'breaching') return breaching.length + missing >= toAlarm ? alarm() : ok();
  if (treatMissingData === 'notBreaching') return ok();
  if (good.length > 0) return ok();
  if (treatMissingData === 'ignore') return undefined;
  if (points.length === 0) return { value: 'INSUFFICIENT_DATA', reason: unknown(periods), points };
  // Reason: an old breach that nothing better has followed is an alarm, though fewer points than needed say so.
  const age = range.length - range.findIndex(({ value }) => value !== undefined);
  return age >= toAlarm ? alarm() : { value: 'INSUFFICIENT_DATA', reason: unknown(missing), points };
}
