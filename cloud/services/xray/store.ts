import type { Call } from '../../operation.ts';
import type { XrayState } from './state.ts';

export type XrayCall = Pick<Call<XrayState>, 'state' | 'clock'>;

/** How long X-Ray keeps a trace. */
export const KEPT_MS = 30 * 24 * 3600_000;
/** X-Ray's limit for one trace. */
export const TRACE_LIMIT = 500 * 1024; // bytes
/** What this cloud keeps of all traces together: the oldest go. */
const MEMORY_LIMIT = 16 * 1024 * 1024; // bytes

/** Keeps one document. False where its trace is full. */
export function keep(call: XrayCall, traceId: string, segmentId: string, document: string): boolean {
  const { state } = call;
  const trace = state.traces.get(traceId) ?? { id: traceId, receivedAt: call.clock.now(), bytes: 0, documents: new Map() };
  const more = document.length - (trace.documents.get(segmentId)?.length ?? 0);
  if (trace.bytes + more > TRACE_LIMIT) return false;
  trace.documents.set(segmentId, document);
  trace.bytes += more;
  state.bytes += more;
  state.traces.set(traceId, trace);
  forget(call);
  return true;
}

/** Drops what is too old, and the oldest of what is too much. */
export function forget({ state, clock }: XrayCall): void {
  const oldest = clock.now() - KEPT_MS;
  for (const [id, trace] of state.traces) {
    if (trace.receivedAt > oldest && state.bytes <= MEMORY_LIMIT) return;
    state.traces.delete(id);
    state.bytes -= trace.bytes;
  }
}
