import type { ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../aws-error.ts';
import { oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { invalidToken } from './errors.ts';
import { metricKey } from './metrics.ts';
import type { CloudWatchState, Local, Metric } from './state.ts';

const PAGE = 500;
const HOUR_MS = 3_600_000;
/** What has been silent for two weeks is no longer listed. */
const LISTED_MS = 14 * 24 * HOUR_MS;

/** A page of the metrics that have had data within two weeks. CloudWatch API Reference, ListMetrics. */
export const ListMetrics: Operation<CloudWatchState, ListMetricsInput, ListMetricsOutput, Local> = (input, call) => {
  if (input.IncludeLinkedAccounts || (input.OwningAccount !== undefined && input.OwningAccount !== call.account))
    throw notImplemented('cloudwatch ListMetrics over several accounts');
  refuseViolations('ValidationError', [oneOf('recentlyActive', input.RecentlyActive, ['PT3H'])]);
  const since = call.clock.now() - (input.RecentlyActive ? 3 * HOUR_MS : LISTED_MS);
  const found = [...call.state.metrics.values()].filter((metric) => metric.lastAt >= since && isAsked(metric, input));
  const { items, next } = pageAfter(found, metricKey, { token: input.NextToken, size: PAGE }, invalidToken);
  return {
    Metrics: items.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })),
    })),
    ...(next !== undefined && { NextToken: next }),
  };
};

function isAsked({ namespace, name, dimensions }: Metric, { Namespace, MetricName, Dimensions = [] }: ListMetricsInput): boolean {
  if ((Namespace ?? namespace) !== namespace || (MetricName ?? name) !== name) return false;
  return Dimensions.every(({ Name, Value }) => dimensions.some(([key, value]) => key === Name && (Value ?? value) === value));
}
