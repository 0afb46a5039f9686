import type { ComparisonOperator } from '@aws-sdk/client-cloudwatch';

/** One period as an alarm sees it; without a value there was no data. */
export interface Datapoint {
  at: number; // ms
  value: number | undefined;
  samples: number | undefined;
}

interface Comparison {
  test(value: number, threshold: number): boolean;
  words: string;
}

/** The comparisons with a threshold that stands still. */
export const COMPARISONS: Readonly<Partial<Record<ComparisonOperator, Comparison>>> = {
  GreaterThanOrEqualToThreshold: { test: (value, threshold) => value >= threshold, words: 'greater than or equal to' },
  GreaterThanThreshold: { test: (value, threshold) => value > threshold, words: 'greater than' },
  LessThanThreshold: { test: (value, threshold) => value < threshold, words: 'less than' },
  LessThanOrEqualToThreshold: { test: (value, threshold) => value <= threshold, words: 'less than or equal to' },
};

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What is said when data decide. `shown` are the points that do, newest first. */
export function crossed(
  shown: readonly Datapoint[],
  { of, enough, breaching, words, threshold }: { of: number; enough: number; breaching: boolean; words: string; threshold: number },
): string {
  const list = shown.map(({ at, value }) => `${double(value!)} (${shortTime(at)})`).join(', ');
  const verb = `${shown.length === 1 ? 'was' : 'were'}${breaching ? '' : ' not'}`;
  const way = breaching ? 'OK -> ALARM' : 'ALARM -> OK';
  return `Threshold Crossed: ${shown.length} out of the last ${plural(of, 'datapoint').replace(/^1 datapoint$/, '1 datapoints')} [${list}] ${verb} ${words} the threshold (${double(threshold)}) (minimum ${plural(enough, 'datapoint')} for ${way} transition).`;
}

/** What is said when missing data decide. */
export function filled(missing: number, as: 'Breaching' | 'NonBreaching'): string {
  return `Threshold Crossed: no datapoints were received for ${plural(missing, 'period')} and ${plural(missing, 'missing datapoint')} ${missing === 1 ? 'was' : 'were'} treated as [${as}].`;
}

export function unknown(missing: number): string {
  return `Insufficient Data: ${plural(missing, 'datapoint')} ${missing === 1 ? 'was' : 'were'} unknown.`;
}

/** `20/11/26 08:05:00` */
export function shortTime(at: number): string {
  const [, year, month, day, time] = /^\d\d(\d\d)-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(at).toISOString())!;
  return `${day}/${month}/${year} ${time}`;
}

/** `2026-11-20T08:05:00.000+0000` */
export function longTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

/** A number as CloudWatch writes it into texts: `5.0`, `1.0E7`. */
export function double(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits, exponent] = value.toExponential().split('e');
    return `${digits!.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
