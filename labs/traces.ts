import type { Table } from './contract.ts';

/** A segment or subsegment as X-Ray gives it back, in what a waterfall shows of it. X-Ray Developer Guide, "Segment documents". */
export interface Part {
  id: string;
  name: string;
  /** Seconds since the epoch. */
  start_time: number;
  /** Absent while it is under way. */
  end_time?: number;
  parent_id?: string;
  type?: string;
  /** What wrote the segment: `AWS::Lambda::Function`. */
  origin?: string;
  namespace?: string;
  inferred?: boolean;
  error?: boolean;
  fault?: boolean;
  throttle?: boolean;
  http?: { request?: { method?: string; url?: string }; response?: { status?: number } };
  annotations?: Record<string, string | number | boolean>;
  cause?: { exceptions?: { type?: string; message?: string }[] } | string;
  subsegments?: Part[];
}

export type PartState = 'ok' | 'error' | 'throttle' | 'fault' | 'open';

/** One line of a waterfall. */
export interface Bar {
  id: string;
  name: string;
  /** Of a segment, what wrote it: `AWS::Lambda::Function`; of a subsegment, what it called (`aws`, `remote`), or ''. */
  kind: string;
  isSegment: boolean;
  depth: number;
  /** The part above it was never received: what follows hangs in the air. */
  isLoose: boolean;
  /** Milliseconds since the trace began, and how long. */
  from: number;
  ms: number;
  state: PartState;
  annotations: Readonly<Record<string, string | number | boolean>>;
}

/** The segments of a trace, from their documents; those that X-Ray only infers are left out. */
export function partsOf(documents: readonly string[]): Part[] {
  return documents.map((text): Part => JSON.parse(text)).filter(({ inferred }) => !inferred);
}

/** A trace as a waterfall: each part below what it was part of or called by, in the order of their beginning. */
export function waterfall(segments: readonly Part[]): Bar[] {
  const all = segments.flatMap((segment) => [...within(segment)]);
  const known = new Set(all.map(({ id }) => id));
  const begin = Math.min(...all.map(({ start_time }) => start_time));
  const bars: Bar[] = [];
  const add = (part: Part, depth: number, isSegment: boolean) => {
    const { id, name, start_time, end_time, parent_id, annotations = {} } = part;
    bars.push({
      id,
      name,
      kind: part.origin ?? part.namespace ?? '',
      isSegment,
      depth,
      isLoose: depth === 0 && parent_id !== undefined && !known.has(parent_id),
      from: milliseconds(start_time - begin),
      ms: milliseconds((end_time ?? start_time) - start_time),
      state: stateOf(part),
      annotations,
    });
    const inside = (part.subsegments ?? []).map((child) => ({ child, isSegment: false }));
    const called = segments
      .filter((other) => other.parent_id === id && other !== part)
      .map((child) => ({ child, isSegment: child.type !== 'subsegment' }));
    for (const next of [...inside, ...called].sort((a, b) => a.child.start_time - b.child.start_time)) {
      add(next.child, depth + 1, next.isSegment);
    }
  };
  const tops = segments.filter(({ parent_id }) => parent_id === undefined || !known.has(parent_id));
  for (const top of [...tops].sort((a, b) => a.start_time - b.start_time)) add(top, 0, top.type !== 'subsegment');
  return bars;
}

/** A waterfall as a table; `shown` has the stack's names for those that AWS made up. */
export function waterfallTable(bars: readonly Bar[], shown: Readonly<Record<string, string>> = {}): Table {
  return {
    title: { vi: 'Trace, theo từng đoạn', en: 'The trace, part by part' },
    columns: [
      { vi: 'Đoạn', en: 'Part' },
      { vi: 'Loại', en: 'Kind' },
      { vi: 'Từ (ms)', en: 'From (ms)' },
      { vi: 'Dài (ms)', en: 'Took (ms)' },
      { vi: 'Kết cục', en: 'Outcome' },
    ],
    rows: bars.map(({ name, kind, depth, from, ms, state }) => ({
      cells: [`${'· '.repeat(depth)}${shown[name] ?? name}`, kind || '-', String(from), String(ms), state],
      wrong: state === 'fault',
    })),
  };
}

function* within(part: Part): Generator<Part> {
  yield part;
  for (const inner of part.subsegments ?? []) yield* within(inner);
}

function stateOf({ end_time, fault, throttle, error }: Part): PartState {
  if (end_time === undefined) return 'open';
  if (fault) return 'fault';
  if (throttle) return 'throttle';
  return error ? 'error' : 'ok';
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}
