import type { Segment } from '../../../tracing/segment.ts';
import { typeOf } from '../graph.ts';
import { entryOf } from '../summary.ts';
import { endOf, partsOf, type Trace } from '../trace.ts';

export type Value = string | number | boolean;

/** What an expression is asked of: a whole trace, or one service's or edge's segments in it. */
export interface Subject {
  trace: Trace;
  segments: readonly Segment[];
  /** The segment whose times and HTTP data count. */
  entry: Segment;
}

export function wholeTrace(trace: Trace): Subject {
  return { trace, segments: trace.segments, entry: entryOf(trace) };
}

/** What a keyword means: the values that a subject has for it. X-Ray Developer Guide, "Filter expression syntax". */
export const BOOLEANS: Record<string, (subject: Subject) => boolean> = {
  ok: ({ segments }) => !segments.some(({ error, fault, throttle }) => error || fault || throttle),
  error: ({ segments }) => segments.some(({ error }) => error),
  throttle: ({ segments }) => segments.some(({ throttle }) => throttle),
  fault: ({ segments }) => segments.some(({ fault }) => fault),
  partial: ({ segments }) => segments.some((segment) => [...partsOf(segment)].some(({ in_progress }) => in_progress)),
  inferred: ({ segments }) => segments.some(({ inferred }) => inferred),
  remote: ({ segments }) => segments.some((segment) => typeOf(segment) === 'remote'),
  root: ({ segments, trace }) => segments.includes(entryOf(trace)),
};

export const NUMBERS: Record<string, (subject: Subject) => number[]> = {
  responsetime: ({ entry }) => [endOf(entry) - entry.start_time],
  duration: ({ trace, segments }) =>
    segments === trace.segments ? [trace.end - trace.start] : segments.map((segment) => endOf(segment) - segment.start_time),
  'http.status': ({ segments }) => segments.flatMap(({ http }) => http?.response?.status ?? []),
};

export const STRINGS: Record<string, (subject: Subject) => string[]> = {
  'http.url': ({ segments }) => segments.flatMap(({ http }) => http?.request?.url ?? []),
  'http.method': ({ segments }) => segments.flatMap(({ http }) => http?.request?.method ?? []),
  'http.useragent': ({ segments }) => segments.flatMap(({ http }) => http?.request?.user_agent ?? []),
  'http.clientip': ({ segments }) => segments.flatMap(({ http }) => http?.request?.client_ip ?? []),
  user: ({ segments }) => segments.flatMap(({ user }) => user ?? []),
  name: ({ segments }) => segments.map(({ name }) => name),
  type: ({ segments }) => segments.map(typeOf),
};

/** The values of an annotation, in the segments and all that is inside them. */
export function annotation({ segments }: Subject, key: string): Value[] {
  return segments.flatMap((segment) =>
    [...partsOf(segment)].flatMap(({ annotations }) => (annotations && Object.hasOwn(annotations, key) ? [annotations[key]!] : [])),
  );
}
