import { type MetricDatum, type PutMetricDataInput, StandardUnit } from '@aws-sdk/client-cloudwatch';
import { refuseMembers } from '../../aws-error.ts';
import { lengthWithin, oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { addSet, addValue, type Bucket } from './buckets.ts';
import { invalidCombination, invalidValue, missing } from './errors.ts';
import { dimensionsOf, record } from './metrics.ts';
import type { CloudWatchState, Local } from './state.ts';

const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;
const MOST_DATA = 1000;
const MOST_VALUES = 150;
const MOST_DIMENSIONS = 30;
/** What a value may be. */
const LIMIT = 2 ** 360;

/** Takes measurements. Throws InvalidParameterValueException, InvalidParameterCombinationException, MissingRequiredParameterException. CloudWatch API Reference, PutMetricData. */
export const PutMetricData: Operation<CloudWatchState, PutMetricDataInput, void, Local> = (input, call) => {
  // Reason: StrictEntityValidation says something about entities only.
  refuseMembers('cloudwatch PutMetricData', input, ['EntityMetricData', 'StrictEntityValidation']);
  const namespace = input.Namespace!;
  refuseViolations('ValidationError', [lengthWithin('namespace', namespace, 1, 255)]);
  if (namespace.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  if (namespace.startsWith(':')) throw invalidValue(`The value ${namespace} for parameter Namespace is invalid.`);
  const data = input.MetricData ?? [];
  if (data.length === 0) throw missing('The parameter MetricData is required.');
  if (data.length > MOST_DATA) throw invalidValue(`The collection MetricData must not have a size greater than ${MOST_DATA}.`);
  const now = call.clock.now();
  for (const [index, datum] of data.entries()) check(datum, `MetricData.member.${index + 1}`, now);
  for (const datum of data) {
    const of = { namespace, name: datum.MetricName!, dimensions: dimensionsOf(datum.Dimensions) };
    const at = datum.Timestamp?.getTime() ?? now;
    record(call.state, now, of, { at, unit: datum.Unit ?? 'None', fine: datum.StorageResolution === 1 }, (bucket) => add(bucket, datum));
  }
};

function add(bucket: Bucket, { Value, Values, Counts, StatisticValues: set }: MetricDatum): void {
  if (Value !== undefined) addValue(bucket, Value);
  for (const [index, value] of (Values ?? []).entries()) addValue(bucket, value, Counts?.[index] ?? 1);
  if (set) addSet(bucket, { count: set.SampleCount!, sum: set.Sum!, min: set.Minimum!, max: set.Maximum! });
}

function check(datum: MetricDatum, at: string, now: number): void {
  const { MetricName, Dimensions = [], Timestamp, Value, Values, Counts, StatisticValues: set, Unit, StorageResolution } = datum;
  refuseViolations('ValidationError', [
    lengthWithin(`${at}.MetricName`, MetricName, 1, 255),
    oneOf(`${at}.Unit`, Unit, Object.values(StandardUnit)),
  ]);
  if (Dimensions.length > MOST_DIMENSIONS)
    throw invalidValue(`The collection ${at}.Dimensions must not have a size greater than ${MOST_DIMENSIONS}.`);
  for (const [index, { Name, Value: value }] of Dimensions.entries()) {
    if (!Name || Name.startsWith(':')) throw invalidValue(`The parameter ${at}.Dimensions.member.${index + 1}.Name is invalid.`);
    if (!value) throw invalidValue(`The parameter ${at}.Dimensions.member.${index + 1}.Value is invalid.`);
  }
  if (StorageResolution !== undefined && StorageResolution !== 1 && StorageResolution !== 60)
    throw invalidValue(`The parameter ${at}.StorageResolution must be 1 or 60.`);
  if (Timestamp && (Timestamp.getTime() < now - OLDEST_MS || Timestamp.getTime() > now + NEWEST_MS))
    throw invalidValue(`The parameter ${at}.Timestamp must specify a time no more than two weeks in the past and two hours in the future.`);
  const given = [Value, Values, set].filter((one) => one !== undefined).length;
  if (given > 1) {
    const [a, b] = Value === undefined ? ['Values', 'StatisticValues'] : ['Value', set ? 'StatisticValues' : 'Values'];
    throw invalidCombination(`The parameters ${at}.${a} and ${at}.${b} are mutually exclusive and you have specified both.`);
  }
  if (given === 0) throw missing(`The parameter ${at}.Value is required.`);
  for (const value of [Value ?? [], Values ?? [], set ? [set.Sum!, set.Minimum!, set.Maximum!] : []].flat()) {
    if (!Number.isFinite(value) || Math.abs(value) > LIMIT) throw invalidValue(`The value ${value} for parameter ${at}.Value is invalid.`);
  }
  if ((Values?.length ?? 0) > MOST_VALUES)
    throw invalidValue(`The collection ${at}.Values must not have a size greater than ${MOST_VALUES}.`);
  if (Values?.length === 0) throw missing(`The parameter ${at}.Value is required.`);
  if (Counts && Counts.length !== Values?.length)
    throw invalidValue(`The parameters ${at}.Values and ${at}.Counts must be of the same size.`);
  if (Counts?.some((count) => !(count > 0))) throw invalidValue(`The collection ${at}.Counts must hold positive numbers only.`);
  if (set && !(set.SampleCount! > 0 && set.Minimum! <= set.Maximum!)) throw invalidValue(`The parameter ${at}.StatisticValues is invalid.`);
}
