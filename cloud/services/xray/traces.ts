import type {
  BatchGetTracesRequest,
  BatchGetTracesResult,
  GetServiceGraphRequest,
  GetServiceGraphResult,
  GetTraceGraphRequest,
  GetTraceGraphResult,
  GetTraceSummariesRequest,
  GetTraceSummariesResult,
} from '@aws-sdk/client-xray';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { parseFilter } from './filter/parse.ts';
import { rounded, serviceGraph } from './graph.ts';
import type { XrayState } from './state.ts';
import { forget } from './store.ts';
import { summaryOf } from './summary.ts';
import { assemble, type Trace } from './trace.ts';

/** How many traces one answer tells of. */
const SUMMARIES = 100;
const MAX_TRACE_IDS = 5;
/** The longest time that one question may cover. */
const MAX_RANGE_MS = 24 * 3600_000;

/** Finds traces by their time and a filter. X-Ray API Reference, GetTraceSummaries. */
export const GetTraceSummaries: Operation<XrayState, GetTraceSummariesRequest, GetTraceSummariesResult> = (input, call) => {
  refuseMembers('xray GetTraceSummaries', input, ['SamplingStrategy']);
  if (input.Sampling === true) throw notImplemented('xray GetTraceSummaries with Sampling');
  // Reason: times of a trace's id and of its events are the same as long as every segment is received when it ends.
  if (input.TimeRangeType === 'Service') throw notImplemented('xray GetTraceSummaries with TimeRangeType Service');
  const matches = input.FilterExpression === undefined ? () => true : parseFilter(input.FilterExpression);
  const found = tracesWithin(call, input.StartTime!, input.EndTime!).filter(matches);
  const { items, next } = pageAfter(found, ({ id }) => id, { token: input.NextToken, size: SUMMARIES }, invalidToken);
  return {
    TraceSummaries: items.map((trace) => summaryOf(trace, call.account)),
    ApproximateTime: new Date(call.clock.now()),
    TracesProcessedCount: found.length,
    ...(next !== undefined && { NextToken: next }),
  };
};

/** Whole traces by their ids. X-Ray API Reference, BatchGetTraces. */
export const BatchGetTraces: Operation<XrayState, BatchGetTracesRequest, BatchGetTracesResult> = (input, call) => {
  const { found, missing } = named(call, input.TraceIds!, input.NextToken);
  return {
    Traces: found.map(({ id, start, end, segments }) => ({
      Id: id,
      Duration: rounded(end - start),
      LimitExceeded: false,
      Segments: segments.map((segment) => ({ Id: segment.id, Document: JSON.stringify(segment) })),
    })),
    UnprocessedTraceIds: missing,
  };
};

/** Who called whom in a time. X-Ray API Reference, GetServiceGraph. */
export const GetServiceGraph: Operation<XrayState, GetServiceGraphRequest, GetServiceGraphResult> = (input, call) => {
  refuseMembers('xray GetServiceGraph', input, ['GroupName', 'GroupARN']);
  refuseToken(input.NextToken);
  const { StartTime, EndTime } = input;
  return {
    StartTime: StartTime!,
    EndTime: EndTime!,
    Services: serviceGraph(tracesWithin(call, StartTime!, EndTime!), call.account),
    ContainsOldGroupVersions: false,
  };
};

/** Who called whom in certain traces. X-Ray API Reference, GetTraceGraph. */
export const GetTraceGraph: Operation<XrayState, GetTraceGraphRequest, GetTraceGraphResult> = (input, call) => ({
  Services: serviceGraph(named(call, input.TraceIds!, input.NextToken).found, call.account),
});

/** The traces that began in a time, oldest first. Throws InvalidRequestException. */
function tracesWithin(call: Call<XrayState>, from: Date, to: Date): Trace[] {
  if (from.getTime() >= to.getTime()) throw invalid('StartTime must be before EndTime');
  if (to.getTime() - from.getTime() > MAX_RANGE_MS) throw invalid('Time range cannot be longer than 24 hours');
  forget(call);
  return [...call.state.traces.values()]
    .map(assemble)
    .filter(({ start }) => start * 1000 >= from.getTime() && start * 1000 <= to.getTime())
    .sort((a, b) => a.start - b.start);
}

function named(call: Call<XrayState>, ids: readonly string[], token: string | undefined): { found: Trace[]; missing: string[] } {
  refuseToken(token);
  if (ids.length > MAX_TRACE_IDS) throw invalid(`Too many trace ids: at most ${MAX_TRACE_IDS}`);
  forget(call);
  const records = ids.map((id) => call.state.traces.get(id));
  return {
    found: records.flatMap((record) => (record ? [assemble(record)] : [])),
    missing: ids.filter((_, index) => !records[index]),
  };
}

/** These answers have one page, so that no token of theirs is ever given. */
function refuseToken(token: string | undefined): void {
  if (token !== undefined) throw invalidToken();
}

function invalidToken(): AwsError {
  return invalid('Invalid NextToken');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}
