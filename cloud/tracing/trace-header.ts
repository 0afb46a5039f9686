import type { Random } from '../random.ts';

/** What X-Amzn-Trace-Id says of a request. X-Ray Developer Guide, "Tracing header". */
export interface TraceHeader {
  /** The trace's id: `1-5759e988-bd862e3fe1be46a994272793`. */
  root?: string;
  /** The segment or subsegment that the request was sent from. */
  parent?: string;
  /** Undefined where nobody has decided yet. */
  sampled?: boolean;
}

/** The header's name, as `wire` hands headers over. */
export const TRACE_HEADER = 'x-amzn-trace-id';

const ROOT = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/i;
const PARENT = /^[0-9a-f]{16}$/i;

/** Reads a header; what is not well formed says nothing. */
export function parseTraceHeader(text: string | undefined): TraceHeader {
  const fields = new Map((text ?? '').split(';').map((field) => field.trim().split('=', 2) as [string, string | undefined]));
  const root = fields.get('Root');
  const parent = fields.get('Parent');
  const sampled = fields.get('Sampled');
  return {
    ...(root !== undefined && ROOT.test(root) && { root }),
    ...(parent !== undefined && PARENT.test(parent) && { parent }),
    ...((sampled === '1' || sampled === '0') && { sampled: sampled === '1' }),
  };
}

export function formatTraceHeader({ root, parent, sampled }: TraceHeader): string {
  return [
    `Root=${root}`,
    ...(parent === undefined ? [] : [`Parent=${parent}`]),
    ...(sampled === undefined ? [] : [`Sampled=${sampled ? 1 : 0}`]),
  ].join(';');
}

/** `now` is in milliseconds. */
export function newTraceId(now: number, random: Random): string {
  return `1-${Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')}-${random.text(24)}`;
}

export function newSegmentId(random: Random): string {
  return random.text(16);
}
