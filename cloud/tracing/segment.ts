declare module '../bus.ts' {
  interface BusEvents {
    /** A service that traces by itself (API Gateway) has something to tell X-Ray. */
    'tracing.SegmentWritten': { account: string; region: string; segment: Segment };
  }
}

/** A segment or subsegment as X-Ray takes it. X-Ray Developer Guide, "Segment documents". */
export interface Segment {
  id: string;
  name: string;
  /** Seconds since the epoch. */
  start_time: number;
  end_time?: number;
  in_progress?: boolean;
  /** A segment has one; a subsegment only when it is sent by itself. */
  trace_id?: string;
  parent_id?: string;
  type?: 'subsegment';
  /** `aws` or `remote`: what a subsegment called. */
  namespace?: string;
  /** What ran the segment: `AWS::Lambda::Function`. */
  origin?: string;
  resource_arn?: string;
  user?: string;
  error?: boolean;
  fault?: boolean;
  throttle?: boolean;
  inferred?: boolean;
  cause?: unknown;
  http?: SegmentHttp;
  aws?: Record<string, unknown>;
  annotations?: Record<string, string | number | boolean>;
  metadata?: Record<string, unknown>;
  subsegments?: Segment[];
}

export interface SegmentHttp {
  request?: { method?: string; url?: string; user_agent?: string; client_ip?: string };
  response?: { status?: number; content_length?: number };
}

/** Milliseconds as segments tell them. */
export function seconds(ms: number): number {
  return ms / 1000;
}

/** What an HTTP status says of a call. X-Ray Developer Guide, "Errors and exceptions". */
export function flagsOf(status: number): Pick<Segment, 'error' | 'fault' | 'throttle'> {
  if (status >= 500) return { fault: true };
  if (status === 429) return { error: true, throttle: true };
  return status >= 400 ? { error: true } : {};
}
