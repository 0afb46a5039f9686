import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import { validation } from './errors.ts';
import { checkFunctions, evaluate } from './math/evaluate.ts';
import { type Expression, idsOf, parseMath } from './math/parse.ts';
import { isList, isSeries, type MathValue, type TimeSeries } from './math/values.ts';
import { dimensionsOf, metricKey, read } from './metrics.ts';
import { checkPeriod } from './periods.ts';
import type { CloudWatchState } from './state.ts';
import { statisticOf } from './statistics.ts';

/** Queries that have passed the checks, with their expressions read. */
export interface CheckedQueries {
  queries: readonly MetricDataQuery[];
  expressions: ReadonlyMap<string, Expression>;
}

const DEFAULT_PERIOD = 60; // seconds

/** Throws ValidationError, and NotImplemented for what is not honoured. */
export function checkQueries(queries: readonly MetricDataQuery[], account: string): CheckedQueries {
  const expressions = new Map<string, Expression>();
  const ids = new Set(queries.map(({ Id }) => Id!));
  if (ids.size < queries.length) throw validation('The values for parameter id in MetricDataQueries are not unique.');
  for (const query of queries) {
    const { Id, MetricStat, Expression: text, Label, AccountId } = query;
    refuseViolations('ValidationError', [lengthWithin('id', Id, 1, 255), matching('id', Id, '[a-z][a-zA-Z0-9_]*')]);
    if ((MetricStat === undefined) === (text === undefined))
      throw validation(`Exactly one of MetricStat and Expression must be specified for the query ${Id}.`);
    if (AccountId !== undefined && AccountId !== account) throw notImplemented('cloudwatch metrics of other accounts');
    if (Label?.includes('${')) throw notImplemented('cloudwatch dynamic labels');
    if (MetricStat) {
      checkPeriod(MetricStat.Period!);
      if (!statisticOf(MetricStat.Stat!)) throw validation(`The value ${MetricStat.Stat} for parameter MetricStat.Stat is not supported.`);
      continue;
    }
    if (/^\s*SELECT\b/i.test(text!)) throw notImplemented('cloudwatch Metrics Insights queries');
    if (query.Period !== undefined) checkPeriod(query.Period);
    const expression = parseMath(text!);
    checkFunctions(expression, text!);
    const unknown = idsOf(expression).find((id) => !ids.has(id));
    if (unknown !== undefined) throw validation(`Error in expression '${Id}': Unknown identifier: ${unknown}`);
    expressions.set(Id!, expression);
  }
  refuseCircles(expressions);
  return { queries, expressions };
}

function refuseCircles(expressions: ReadonlyMap<string, Expression>): void {
  const visit = (id: string, above: readonly string[]) => {
    if (above.includes(id)) throw validation(`Error in expression '${id}': Circular dependency.`);
    const expression = expressions.get(id);
    if (expression) for (const next of idsOf(expression)) visit(next, [...above, id]);
  };
  for (const id of expressions.keys()) visit(id, []);
}

/** The period (s) in which an expression's points lie: the longest of its metrics', or its own. */
export function periodOf({ queries, expressions }: CheckedQueries, id: string): number {
  const query = queries.find(({ Id }) => Id === id)!;
  if (query.MetricStat) return query.MetricStat.Period!;
  const below = idsOf(expressions.get(id)!);
  return query.Period ?? Math.max(DEFAULT_PERIOD, ...below.map((one) => periodOf({ queries, expressions }, one)));
}

/** The time series of every query that returns data, by the query's id. `range` gives the range of a period (s). */
export function answer(
  state: CloudWatchState,
  checked: CheckedQueries,
  range: (period: number) => { from: number; to: number; period: number },
): { id: string; series: TimeSeries }[] {
  const values = new Map<string, MathValue>();
  const seriesOf = (id: string): MathValue => {
    let value = values.get(id);
    if (value === undefined) {
      value = compute(id);
      values.set(id, value);
    }
    return value;
  };
  const compute = (id: string): MathValue => {
    const query = checked.queries.find(({ Id }) => Id === id)!;
    const window = range(periodOf(checked, id));
    if (query.MetricStat) return measured(state, query, window);
    const metrics = (part: string | undefined) =>
      checked.queries
        .filter(({ Id, MetricStat }) => MetricStat && (part === undefined || Id!.includes(part)))
        .map(({ Id }) => seriesOf(Id!) as TimeSeries);
    const value = evaluate(checked.expressions.get(id)!, seriesOf, { ...window, metrics });
    return isSeries(value) ? { ...value, label: query.Label ?? id } : value;
  };
  return checked.queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .flatMap(({ Id }) => {
      const value = seriesOf(Id!);
      if (isSeries(value)) return [{ id: Id!, series: value }];
      if (isList(value)) return value.map((series) => ({ id: Id!, series }));
      throw validation(`Error in expression '${Id}': The expression must return a time series or an array of time series.`);
    });
}

function measured(
  state: CloudWatchState,
  { MetricStat, Label }: MetricDataQuery,
  { from, to, period }: { from: number; to: number; period: number },
): TimeSeries {
  const { Metric, Stat, Unit } = MetricStat!;
  const of = { namespace: Metric!.Namespace!, name: Metric!.MetricName!, dimensions: dimensionsOf(Metric!.Dimensions) };
  const statistic = statisticOf(Stat!)!;
  const points = new Map<number, number>();
  for (const [at, bucket] of read(state.metrics.get(metricKey(of)), from, to, period, Unit)) {
    const value = statistic(bucket);
    if (value !== undefined) points.set(at, value);
  }
  return { label: Label ?? of.name, points, period };
}
