import type { Segment } from '../../tracing/segment.ts';

/** The largest segment document. X-Ray Developer Guide, "Segment documents". */
const MAX_DOCUMENT = 64 * 1024; // bytes
const TRACE_ID = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/i;
const SEGMENT_ID = /^[0-9a-f]{16}$/i;
const MAX_NAME = 200;
/** Annotations are indexed; their keys are names. */
const ANNOTATION_KEY = /^[A-Za-z0-9_]+(:[A-Za-z0-9_]+)?$/;
/** A service's own name as X-Ray takes it. */
const NAME = /^[\p{L}\p{N}\p{Z}_.:/%&#=+\\\-@]*$/u;
/** Flags that are true or absent. */
const FLAGS = ['in_progress', 'error', 'fault', 'throttle', 'inferred'] as const;

/** A document that X-Ray does not process, and why. */
export class UnprocessedSegment extends Error {
  readonly code: string;
  readonly segmentId: string | undefined;

  constructor(code: string, segmentId?: string) {
    super(`Invalid segment. ErrorCode: ${code}`);
    this.code = code;
    this.segmentId = segmentId;
  }
}

/** The segments of one document: itself, or each of an array of subsegments. Throws UnprocessedSegment. */
export function segmentsOf(text: string): (Segment & { trace_id: string })[] {
  if (new TextEncoder().encode(text).length > MAX_DOCUMENT) throw new UnprocessedSegment('SegmentTooLarge');
  const read = parsed(text);
  return (Array.isArray(read) ? read : [read]).map(sentSegment);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnprocessedSegment('ParseError');
  }
}

/** What is sent by itself names its trace. */
function sentSegment(value: unknown): Segment & { trace_id: string } {
  const segment = checked(value);
  const { id, trace_id } = segment;
  if (trace_id === undefined) throw new UnprocessedSegment('MissingTraceId', id);
  if (typeof trace_id !== 'string' || !TRACE_ID.test(trace_id)) throw new UnprocessedSegment('InvalidTraceId', id);
  if (segment.type !== undefined && segment.type !== 'subsegment') throw new UnprocessedSegment('InvalidType', id);
  if (segment.type === 'subsegment' && segment.parent_id === undefined) throw new UnprocessedSegment('MissingParentId', id);
  return { ...segment, trace_id };
}

function checked(value: unknown): Segment {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnprocessedSegment('ParseError');
  const segment = value as Segment;
  const id = typeof segment.id === 'string' ? segment.id : undefined;
  const refuse = (code: string): never => {
    throw new UnprocessedSegment(code, id);
  };
  if (segment.id === undefined) refuse('MissingId');
  if (id === undefined || !SEGMENT_ID.test(id)) refuse('InvalidId');
  if (segment.name === undefined || segment.name === '') refuse('MissingName');
  if (typeof segment.name !== 'string' || segment.name.length > MAX_NAME || !NAME.test(segment.name)) refuse('InvalidName');
  if (segment.start_time === undefined) refuse('MissingStartTime');
  if (!isTime(segment.start_time)) refuse('InvalidStartTime');
  if (segment.end_time === undefined && segment.in_progress !== true) refuse('MissingEndTime');
  if (segment.end_time !== undefined && (!isTime(segment.end_time) || segment.end_time < segment.start_time)) refuse('InvalidEndTime');
  if (segment.parent_id !== undefined && !(typeof segment.parent_id === 'string' && SEGMENT_ID.test(segment.parent_id)))
    refuse('InvalidParentId');
  for (const flag of FLAGS) if (segment[flag] !== undefined && typeof segment[flag] !== 'boolean') refuse('ParseError');
  for (const [key, given] of Object.entries(segment.annotations ?? {})) {
    if (!ANNOTATION_KEY.test(key) || !['string', 'number', 'boolean'].includes(typeof given)) refuse('InvalidAnnotation');
  }
  if (segment.subsegments !== undefined && !Array.isArray(segment.subsegments)) refuse('ParseError');
  for (const inner of segment.subsegments ?? []) checked(inner);
  return segment;
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
