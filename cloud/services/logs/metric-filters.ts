import type {
  DeleteMetricFilterRequest,
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  MetricFilterMatchRecord,
  MetricTransformation,
  PutMetricFilterRequest,
  TestMetricFilterRequest,
  TestMetricFilterResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Measurement } from '../../measured.ts';
import type { Operation } from '../../operation.ts';
import type { Background } from '../../service.ts';
import { compileFilter } from './filter-pattern.ts';
import { groupOf } from './groups.ts';
import { jsonValues } from './json-filter.ts';
import { pageByName } from './pages.ts';
import { spaceValues } from './space-filter.ts';
import type { LogEvent, LogsState, MetricFilter } from './state.ts';

const MOST_FILTERS = 100;
const MOST_DIMENSIONS = 3;
const invalid = (message: string) => new AwsError('InvalidParameterException', message);

/** Makes a metric of what matches, from now on. Throws InvalidParameterException, LimitExceededException. CloudWatch Logs API Reference, PutMetricFilter. */
export const PutMetricFilter: Operation<LogsState, PutMetricFilterRequest, void> = (input, call) => {
  refuseMembers('logs PutMetricFilter', input, ['applyOnTransformedLogs', 'fieldSelectionCriteria', 'emitSystemFieldDimensions']);
  const name = input.filterName!;
  refuseViolations('InvalidParameterException', [matching('filterName', name, '[^:*]*'), lengthWithin('filterName', name, 1, 512)]);
  const pattern = input.filterPattern!;
  compileFilter(pattern);
  const [transformation, ...more] = input.metricTransformations!;
  if (!transformation || more.length > 0) throw invalid('Exactly one metric transformation must be specified.');
  checkTransformation(transformation, pattern);
  const group = groupOf(call, input);
  group.metricFilters ??= new Map();
  const before = group.metricFilters.get(name);
  if (!before && group.metricFilters.size >= MOST_FILTERS) throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
  group.metricFilters.set(name, { name, pattern, transformation, createdAt: before?.createdAt ?? call.clock.now() });
};

function checkTransformation(
  { metricValue, dimensions = {}, defaultValue, metricNamespace, metricName }: MetricTransformation,
  pattern: string,
): void {
  refuseViolations('InvalidParameterException', [
    matching('metricNamespace', metricNamespace, '[^:*$]*'),
    matching('metricName', metricName, '[^:*$]*'),
  ]);
  if (metricNamespace!.startsWith('AWS/')) throw invalid('The metric namespace must not begin with AWS/.');
  const named = Object.values(dimensions);
  if (named.length > MOST_DIMENSIONS) throw invalid(`A metric filter can have at most ${MOST_DIMENSIONS} dimensions.`);
  if (named.length > 0 && defaultValue !== undefined)
    throw invalid('Invalid metric transformation: Default value cannot be used with dimensions.');
  if (!metricValue!.startsWith('$') && Number.isNaN(Number(metricValue)))
    throw invalid('Invalid metric transformation: metric value is not a number.');
  const takesFields = /^\s*[[{]/.test(pattern);
  if (!takesFields && (metricValue!.startsWith('$') || named.length > 0))
    throw invalid('Invalid metric transformation: fields can be used with JSON and space-delimited patterns only.');
}

/** A page of metric filters by name: of a group, or of a metric. CloudWatch Logs API Reference, DescribeMetricFilters. */
export const DescribeMetricFilters: Operation<LogsState, DescribeMetricFiltersRequest, DescribeMetricFiltersResponse> = (input, call) => {
  const { logGroupName, filterNamePrefix = '', metricName, metricNamespace, limit = 50 } = input;
  refuseViolations('InvalidParameterException', [valueWithin('limit', limit, 1, 50)]);
  if ((metricName === undefined) !== (metricNamespace === undefined))
    throw invalid('metricName and metricNamespace must be specified together.');
  const groups = logGroupName === undefined ? [...call.state.groups.values()] : [groupOf(call, { logGroupName })];
  const found = groups.flatMap((group) =>
    [...(group.metricFilters?.values() ?? [])]
      .filter(
        ({ name, transformation }) =>
          name.startsWith(filterNamePrefix) &&
          (metricName ?? transformation.metricName) === transformation.metricName &&
          (metricNamespace ?? transformation.metricNamespace) === transformation.metricNamespace,
      )
      .map((filter) => ({ name: `${filter.name} ${group.name}`, filter, group: group.name })),
  );
  const { page, nextToken } = pageByName(found, input.nextToken, limit);
  return {
    metricFilters: page.map(({ filter, group }) => ({
      filterName: filter.name,
      filterPattern: filter.pattern,
      metricTransformations: [{ ...filter.transformation }],
      creationTime: filter.createdAt,
      logGroupName: group,
      applyOnTransformedLogs: false,
    })),
    ...(nextToken && { nextToken }),
  };
};

/** Throws ResourceNotFoundException. CloudWatch Logs API Reference, DeleteMetricFilter. */
export const DeleteMetricFilter: Operation<LogsState, DeleteMetricFilterRequest, void> = (input, call) => {
  if (!groupOf(call, input).metricFilters?.delete(input.filterName!))
    throw new AwsError('ResourceNotFoundException', 'The specified metric filter does not exist.');
};

/** Tries a pattern on messages. CloudWatch Logs API Reference, TestMetricFilter. */
export const TestMetricFilter: Operation<LogsState, TestMetricFilterRequest, TestMetricFilterResponse> = (input) => {
  const messages = input.logEventMessages!;
  if (messages.length < 1 || messages.length > 50) throw invalid('logEventMessages must hold 1 to 50 messages.');
  const matches = compileFilter(input.filterPattern!);
  return {
    matches: messages.flatMap((eventMessage, index): MetricFilterMatchRecord[] =>
      matches(eventMessage)
        ? [{ eventNumber: index + 1, eventMessage, extractedValues: valuesOf(input.filterPattern!, input.filterPattern!, eventMessage) }]
        : [],
    ),
  };
};

interface Ingested {
  account: string;
  region: string;
  logGroupName: string;
  events: readonly LogEvent[];
}

/** Announces what the metric filters of a group make of new events. */
export function measure({ account, region, logGroupName, events }: Ingested, background: Background<LogsState>): void {
  const call = background.open(account, region);
  for (const filter of call.state.groups.get(logGroupName)?.metricFilters?.values() ?? []) {
    const { metricNamespace: namespace, defaultValue, metricName: name, unit = 'None' } = filter.transformation;
    const matches = compileFilter(filter.pattern);
    const found = events.filter(({ message }) => matches(message));
    for (const { timestamp, message } of found) {
      const measured = measurementOf(filter, message);
      if (measured) call.bus.publish({ type: 'metrics.Measured', account, region, namespace: namespace!, at: timestamp, data: [measured] });
    }
    if (found.length === 0 && defaultValue !== undefined) {
      const data = [{ name: name!, dimensions: {}, value: defaultValue, unit }];
      call.bus.publish({ type: 'metrics.Measured', account, region, namespace: namespace!, at: events.at(-1)!.timestamp, data });
    }
  }
}

function measurementOf({ pattern, transformation }: MetricFilter, message: string): Measurement | undefined {
  const { metricName, metricValue, dimensions: named = {}, unit = 'None' } = transformation;
  const asked = [metricValue, ...Object.values(named)].join(' ');
  const values = valuesOf(pattern, asked, message);
  const text = metricValue!.startsWith('$') ? values[metricValue!] : metricValue;
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) return undefined;
  const dimensions: Record<string, string> = {};
  for (const [name, selector] of Object.entries(named)) {
    const of = values[selector];
    if (of === undefined || of === '') return undefined;
    dimensions[name] = of;
  }
  return { name: metricName!, dimensions, value, unit };
}

/** What `selectors` ask of a message that matches a pattern. */
function valuesOf(pattern: string, selectors: string, message: string): Record<string, string> {
  const kind = pattern.trim()[0];
  if (kind === '{') return jsonValues(selectors, message);
  return kind === '[' ? spaceValues(pattern, message) : {};
}
