import type { AnnotationValue, ServiceId, TraceSummary, ValueWithServiceIds } from '@aws-sdk/client-xray';
import type { Segment } from '../../tracing/segment.ts';
import { rounded, typeOf } from './graph.ts';
import { endOf, partsOf, type Trace } from './trace.ts';

/** What a trace is found and shown by. X-Ray API Reference, TraceSummary. */
export function summaryOf(trace: Trace, account: string): TraceSummary {
  const first = entryOf(trace);
  const all = trace.segments.flatMap((segment) => [...partsOf(segment)]);
  const { request, response } = first.http ?? {};
  const users = [...new Set(all.flatMap(({ user }) => (typeof user === 'string' ? [user] : [])))];
  return {
    Id: trace.id,
    StartTime: new Date(trace.start * 1000),
    Duration: rounded(trace.end - trace.start),
    ResponseTime: rounded(endOf(first) - first.start_time),
    HasFault: trace.segments.some(({ fault }) => fault === true),
    HasError: trace.segments.some(({ error }) => error === true),
    HasThrottle: trace.segments.some(({ throttle }) => throttle === true),
    IsPartial: all.some(({ in_progress }) => in_progress === true),
    Http: {
      ...(request?.url !== undefined && { HttpURL: request.url }),
      ...(response?.status !== undefined && { HttpStatus: response.status }),
      ...(request?.method !== undefined && { HttpMethod: request.method }),
      ...(request?.user_agent !== undefined && { UserAgent: request.user_agent }),
      ...(request?.client_ip !== undefined && { ClientIp: request.client_ip }),
    },
    Annotations: annotationsOf(trace, account),
    Users: users.map((UserName) => ({ UserName, ServiceIds: [] })),
    ServiceIds: distinct(trace.segments.map((segment) => serviceId(segment, account))),
    ResourceARNs: [...new Set(trace.segments.flatMap(({ resource_arn }) => resource_arn ?? []))].map((ARN) => ({ ARN })),
    EntryPoint: serviceId(first, account),
    Revision: trace.segments.length,
  };
}

/** The segment that the trace begins with. */
export function entryOf({ segments }: Trace): Segment {
  return segments.find(({ parent_id, type }) => parent_id === undefined && type === undefined) ?? segments[0]!;
}

function serviceId(segment: Segment, account: string): ServiceId {
  return { Name: segment.name, Names: [segment.name], AccountId: account, Type: typeOf(segment) };
}

function distinct(ids: readonly ServiceId[]): ServiceId[] {
  return [...new Map(ids.map((id) => [`${id.Type}|${id.Name}`, id])).values()];
}

function annotationsOf({ segments }: Trace, account: string): Record<string, ValueWithServiceIds[]> {
  const found: Record<string, ValueWithServiceIds[]> = {};
  for (const segment of segments) {
    for (const part of partsOf(segment)) {
      for (const [key, value] of Object.entries(part.annotations ?? {})) {
        const values = Object.hasOwn(found, key) ? found[key]! : [];
        values.push({ AnnotationValue: annotationValue(value), ServiceIds: [serviceId(segment, account)] });
        found[key] = values;
      }
    }
  }
  return found;
}

function annotationValue(value: string | number | boolean): AnnotationValue {
  if (typeof value === 'string') return { StringValue: value };
  return typeof value === 'number' ? { NumberValue: value } : { BooleanValue: value };
}
