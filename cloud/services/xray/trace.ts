import type { Segment } from '../../tracing/segment.ts';
import type { TraceRecord } from './state.ts';

/** A trace put together: every segment with the subsegments that came by themselves, and what can be inferred. */
export interface Trace {
  id: string;
  /** Whole segments, in the order of their beginning; a subsegment whose segment never came stands by itself. */
  segments: Segment[];
  /** Who holds a segment or subsegment, by its id. */
  holders: Map<string, Segment>;
  /** Seconds since the epoch. */
  start: number;
  end: number;
}

/** Assembles what was received of a trace. */
export function assemble({ id, documents }: TraceRecord): Trace {
  const received = [...documents.values()].map((text) => JSON.parse(text) as Segment);
  const places = new Map<string, Segment>();
  for (const segment of received) for (const part of partsOf(segment)) places.set(part.id, part);
  const segments = received.filter((segment) => {
    const parent = segment.type === 'subsegment' && segment.parent_id !== undefined ? places.get(segment.parent_id) : undefined;
    if (!parent || parent === segment) return true;
    parent.subsegments = [...(parent.subsegments ?? []), segment];
    return false;
  });
  const whole = [...segments, ...segments.flatMap((segment) => inferredFrom(segment, segments))].sort(
    (a, b) => a.start_time - b.start_time,
  );
  const holders = new Map(whole.flatMap((segment) => [...partsOf(segment)].map((part) => [part.id, segment] as const)));
  return {
    id,
    segments: whole,
    holders,
    start: Math.min(...whole.map((segment) => segment.start_time)),
    end: Math.max(...whole.map(endOf)),
  };
}

/** A segment and all that is inside it. */
export function* partsOf(segment: Segment): Generator<Segment> {
  yield segment;
  for (const inner of segment.subsegments ?? []) yield* partsOf(inner);
}

/** One under way ends where it began, as far as is known. */
export function endOf(segment: Segment): number {
  return segment.end_time ?? segment.start_time;
}

/**
 * What a call went to, where that tells X-Ray nothing itself: a table, a queue, another site. X-Ray Developer Guide,
 * "Subsegments": "X-Ray uses subsegments to infer segments for services that don't send their own".
 */
function inferredFrom(segment: Segment, segments: readonly Segment[]): Segment[] {
  return [...partsOf(segment)]
    .filter(
      ({ namespace, id }) => namespace !== undefined && !segments.some(({ parent_id, type }) => parent_id === id && type === undefined),
    )
    .map((call) => {
      const { id, start_time, end_time, http, aws, error, fault, throttle } = call;
      return {
        id: otherId(id),
        parent_id: id,
        ...(segment.trace_id !== undefined && { trace_id: segment.trace_id }),
        name: calledName(call),
        start_time,
        ...(end_time === undefined ? { in_progress: true } : { end_time }),
        ...(http && { http }),
        ...(aws && { aws }),
        ...(error && { error }),
        ...(fault && { fault }),
        ...(throttle && { throttle }),
        ...(call.namespace === 'aws' ? { origin: calledType(call) } : {}),
        inferred: true,
      };
    });
}

/** Which member of `aws` names what was called, and what kind of thing that is. */
const CALLED: Record<string, { member: string; type: string }> = {
  DynamoDB: { member: 'table_name', type: 'AWS::DynamoDB::Table' },
  SQS: { member: 'queue_url', type: 'AWS::SQS::Queue' },
  SNS: { member: 'topic_arn', type: 'AWS::SNS' },
  S3: { member: 'bucket_name', type: 'AWS::S3::Bucket' },
  Lambda: { member: 'function_name', type: 'AWS::Lambda' },
};

function calledType({ name }: Segment): string {
  return CALLED[name]?.type ?? `AWS::${name}`;
}

function calledName({ name, aws }: Segment): string {
  const named = CALLED[name] && aws?.[CALLED[name].member];
  return typeof named === 'string' && named !== '' ? (named.split(/[/:]/).at(-1) ?? name) : name;
}

/** Inferred segments have ids that stay the same. */
function otherId(id: string): string {
  return [...id.toLowerCase()].map((digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join('');
}
