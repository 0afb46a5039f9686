import { type Datapoint, type GetMetricStatisticsInput, type GetMetricStatisticsOutput, StandardUnit } from '@aws-sdk/client-cloudwatch';
import { oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { invalidCombination, invalidValue, missing } from './errors.ts';
import { dimensionsOf, metricKey, read } from './metrics.ts';
import { checkPeriod, rangeOf } from './periods.ts';
import type { CloudWatchState, Local } from './state.ts';
import { STATISTICS, statisticOf } from './statistics.ts';

const MOST_DATAPOINTS = 1440;

/** Statistics of one metric, by period and unit, in no promised order. CloudWatch API Reference, GetMetricStatistics. */
export const GetMetricStatistics: Operation<CloudWatchState, GetMetricStatisticsInput, GetMetricStatisticsOutput, Local> = (
  input,
  call,
) => {
  const { Namespace, MetricName, Dimensions, Statistics = [], ExtendedStatistics = [], Unit } = input;
  if (Statistics.length === 0 && ExtendedStatistics.length === 0)
    throw missing('At least one of the parameters Statistics and ExtendedStatistics must be specified.');
  refuseViolations('ValidationError', [
    ...Statistics.map((name, index) => oneOf(`statistics.${index + 1}.member`, name, STATISTICS)),
    oneOf('unit', Unit, Object.values(StandardUnit)),
  ]);
  const unknown = ExtendedStatistics.find((name) => !statisticOf(name) || (STATISTICS as readonly string[]).includes(name));
  if (unknown !== undefined) throw invalidValue(`The value ${unknown} for parameter ExtendedStatistics is not supported.`);
  checkPeriod(input.Period!);
  const { from, to, period } = rangeOf(input.StartTime!, input.EndTime!, input.Period!, call.clock.now());
  const asked = Math.ceil((to - from) / period);
  if (asked > MOST_DATAPOINTS) {
    throw invalidCombination(
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${MOST_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  const of = { namespace: Namespace!, name: MetricName!, dimensions: dimensionsOf(Dimensions) };
  const metric = call.state.metrics.get(metricKey(of));
  const units = Unit === undefined ? [...(metric?.series.keys() ?? [])] : [Unit];
  const Datapoints = units.flatMap((unit) =>
    [...read(metric, from, to, period, unit)].map(([at, bucket]): Datapoint => {
      const extended = ExtendedStatistics.map((name) => [name, statisticOf(name)!(bucket)] as const).filter(
        ([, value]) => value !== undefined,
      );
      return {
        Timestamp: new Date(at),
        ...Object.fromEntries(Statistics.map((name) => [name, statisticOf(name)!(bucket)])),
        Unit: unit as StandardUnit,
        ...(extended.length > 0 && { ExtendedStatistics: Object.fromEntries(extended) as Record<string, number> }),
      };
    }),
  );
  return { Label: MetricName!, Datapoints };
};
