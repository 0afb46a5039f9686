import { invalidCombination, invalidValue } from './errors.ts';
import { floor, stepAt } from './metrics.ts';

const FINE = [1, 5, 10, 20, 30];
const FINE_KEPT_MS = 3 * 3_600_000;

/** Throws InvalidParameterValueException. CloudWatch API Reference, GetMetricStatistics, "Period". */
export function checkPeriod(seconds: number): void {
  if (FINE.includes(seconds) || (seconds > 0 && seconds % 60 === 0)) return;
  throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
}

/** A request's range of time in ms; its start is rounded down as its age and period ask. */
export function rangeOf(start: Date, end: Date, seconds: number, now: number): { from: number; to: number; period: number } {
  if (start.getTime() >= end.getTime()) throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.');
  const age = now - start.getTime();
  const step = seconds < 60 ? 1000 * (seconds === 1 ? 1 : seconds) : stepAt(age);
  // Reason: what is asked of a time whose seconds are no longer kept has none.
  const period = Math.max(1000 * seconds, seconds < 60 && age > FINE_KEPT_MS ? 60_000 : 0);
  if (seconds >= 60 && period % step !== 0) {
    throw invalidValue(`The parameter Period must be a multiple of ${step / 1000} for the requested start time.`);
  }
  return { from: floor(start.getTime(), period < 60_000 ? step : Math.max(step, 60_000)), to: end.getTime(), period };
}
