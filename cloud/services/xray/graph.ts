import type { Edge, EdgeStatistics, HistogramEntry, Service } from '@aws-sdk/client-xray';
import type { Segment } from '../../tracing/segment.ts';
import { endOf, type Trace } from './trace.ts';

/** What a service or an edge has seen. */
interface Seen {
  calls: { seconds: number; segment: Segment }[];
  start: number;
  end: number;
}

interface Node extends Seen {
  id: number;
  name: string;
  type: string;
  isRoot: boolean;
  account: string;
  edges: Map<number, Seen>;
}

/** The nodes of a service's map: one for each name and type, and one for whoever called first. */
export function serviceGraph(traces: readonly Trace[], account: string): Service[] {
  const nodes = new Map<string, Node>();
  const nodeFor = (name: string, type: string): Node => {
    const key = `${type}|${name}`;
    let node = nodes.get(key);
    if (!node) {
      node = { id: nodes.size, name, type, isRoot: false, account, edges: new Map(), ...nothing() };
      nodes.set(key, node);
    }
    return node;
  };
  for (const trace of traces) {
    for (const segment of trace.segments) {
      const node = nodeFor(segment.name, typeOf(segment));
      see(node, segment);
      const caller = callerOf(trace, segment, nodeFor);
      if (!caller) continue;
      if (caller.type === 'client') {
        node.isRoot = true;
        see(caller, segment);
      }
      see(edgeOf(caller, node), segment);
    }
  }
  return [...nodes.values()].map(described);
}

/** Who called: the segment's parent; a client where there is none; nobody known where the parent was never received. */
function callerOf(trace: Trace, segment: Segment, nodeFor: (name: string, type: string) => Node): Node | undefined {
  if (segment.parent_id === undefined) return nodeFor('clients', 'client');
  const parent = trace.holders.get(segment.parent_id);
  return parent && nodeFor(parent.name, typeOf(parent));
}

/** What a segment is of: `AWS::Lambda::Function`, `remote`, or nothing that X-Ray knows. */
export function typeOf({ origin, inferred }: Segment): string {
  return origin ?? (inferred ? 'remote' : 'AWS::XRay::Segment');
}

function nothing(): Seen {
  return { calls: [], start: Number.POSITIVE_INFINITY, end: 0 };
}

function edgeOf(from: Node, to: Node): Seen {
  const known = from.edges.get(to.id) ?? nothing();
  from.edges.set(to.id, known);
  return known;
}

function see(seen: Seen, segment: Segment): void {
  seen.calls.push({ seconds: endOf(segment) - segment.start_time, segment });
  seen.start = Math.min(seen.start, segment.start_time);
  seen.end = Math.max(seen.end, endOf(segment));
}

function described(node: Node): Service {
  const { id, name, type, isRoot, account, edges } = node;
  return {
    ReferenceId: id,
    Name: name,
    Names: [name],
    ...(isRoot && { Root: true }),
    ...(type !== 'client' && type !== 'remote' && { AccountId: account }),
    Type: type,
    State: node.calls.some(({ segment }) => segment.in_progress) ? 'unknown' : 'active',
    ...times(node),
    Edges: [...edges].map(
      ([to, seen]): Edge => ({
        ReferenceId: to,
        ...times(seen),
        SummaryStatistics: statistics(seen),
        ResponseTimeHistogram: histogram(seen),
        Aliases: [],
      }),
    ),
    ...(type !== 'client' && {
      SummaryStatistics: statistics(node),
      DurationHistogram: histogram(node),
      ResponseTimeHistogram: histogram(node),
    }),
  };
}

function times({ start, end }: Seen): { StartTime: Date; EndTime: Date } {
  return { StartTime: new Date(start * 1000), EndTime: new Date(end * 1000) };
}

function statistics({ calls }: Seen): EdgeStatistics {
  const count = (which: (segment: Segment) => boolean | undefined) => calls.filter(({ segment }) => which(segment)).length;
  const throttles = count(({ throttle, fault }) => throttle && !fault);
  const errors = count(({ error, throttle, fault }) => (error || throttle) && !fault);
  const faults = count(({ fault }) => fault);
  return {
    OkCount: calls.length - errors - faults,
    ErrorStatistics: { ThrottleCount: throttles, OtherCount: errors - throttles, TotalCount: errors },
    FaultStatistics: { OtherCount: faults, TotalCount: faults },
    TotalCount: calls.length,
    TotalResponseTime: rounded(calls.reduce((sum, call) => sum + call.seconds, 0)),
  };
}

function histogram({ calls }: Seen): HistogramEntry[] {
  const counts = new Map<number, number>();
  for (const { seconds } of calls) counts.set(rounded(seconds), (counts.get(rounded(seconds)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([Value, Count]) => ({ Value, Count }));
}

/** Seconds to the millisecond. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
