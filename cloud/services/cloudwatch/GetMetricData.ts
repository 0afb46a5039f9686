import type { GetMetricDataInput, GetMetricDataOutput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { refuseMembers } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { invalidToken, validation } from './errors.ts';
import { rangeOf } from './periods.ts';
import { answer, checkQueries } from './queries.ts';
import type { CloudWatchState, Local } from './state.ts';

const MOST_QUERIES = 500;
const MOST_DATAPOINTS = 100_800;

/** Time series of metrics and of metric math, newest first unless asked otherwise. CloudWatch API Reference, GetMetricData. */
export const GetMetricData: Operation<CloudWatchState, GetMetricDataInput, GetMetricDataOutput, Local> = (input, call) => {
  // Reason: LabelOptions says something about dynamic labels only.
  refuseMembers('cloudwatch GetMetricData', input, ['LabelOptions']);
  const { MetricDataQueries, StartTime, EndTime, ScanBy, NextToken, MaxDatapoints = MOST_DATAPOINTS } = input;
  refuseViolations('ValidationError', [
    oneOf('scanBy', ScanBy, ['TimestampDescending', 'TimestampAscending']),
    valueWithin('maxDatapoints', MaxDatapoints, 1, MOST_DATAPOINTS),
  ]);
  if (MetricDataQueries!.length > MOST_QUERIES)
    throw validation(`The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`);
  if (MetricDataQueries!.every(({ ReturnData }) => ReturnData === false))
    throw validation('The request must have at least one query with ReturnData true.');
  const checked = checkQueries(MetricDataQueries!, call.account);
  const now = call.clock.now();
  const results = answer(call.state, checked, (period) => rangeOf(StartTime!, EndTime!, period, now));
  // Reason: the token counts the datapoints that were given.
  let skip = NextToken === undefined ? 0 : given(NextToken);
  let room = MaxDatapoints;
  let left = false;
  const MetricDataResults: MetricDataResult[] = [];
  for (const { id, series } of results) {
    const points = [...series.points];
    if (ScanBy !== 'TimestampAscending') points.reverse();
    const skipped = Math.min(skip, points.length);
    skip -= skipped;
    const page = points.slice(skipped, skipped + room);
    room -= page.length;
    const isWhole = skipped + page.length === points.length;
    if (!isWhole) left = true;
    if (skipped === points.length && skipped > 0) continue;
    MetricDataResults.push({
      Id: id,
      Label: series.label,
      Timestamps: page.map(([at]) => new Date(at)),
      Values: page.map(([, value]) => value),
      StatusCode: isWhole ? 'Complete' : 'PartialData',
    });
  }
  const token = left ? { NextToken: btoa(String((NextToken === undefined ? 0 : given(NextToken)) + MaxDatapoints)) } : {};
  return { MetricDataResults, Messages: [], ...token };
};

function given(token: string): number {
  const count = /^[A-Za-z0-9+/]+=*$/.test(token) && token.length % 4 === 0 ? Number(atob(token)) : Number.NaN;
  if (!Number.isInteger(count)) throw invalidToken();
  return count;
}
