import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import type { StatesCall } from '../local.ts';
import { log } from '../logging.ts';
import type { Execution, Thread } from '../state.ts';

/** Standard executions have no more events than this. Step Functions Developer Guide, "Quotas". */
export const MOST_EVENTS = 25_000;

export type Details = Omit<HistoryEvent, 'timestamp' | 'type' | 'id' | 'previousEventId'>;

/** Writes an event and says its id. */
export function record(
  call: StatesCall,
  execution: Execution,
  type: HistoryEventType,
  previousEventId: number,
  details: Details = {},
): number {
  const id = ++execution.lastEvent;
  const event: HistoryEvent = { timestamp: new Date(call.clock.now()), type, id, previousEventId, ...details };
  if (execution.type === 'STANDARD') execution.events.push(event);
  log(call, execution, event);
  return id;
}

/** Writes a thread's next event. */
export function recordFor(call: StatesCall, execution: Execution, thread: Thread, type: HistoryEventType, details: Details = {}): void {
  thread.previous = record(call, execution, type, thread.previous, details);
}

const WHOLE = { truncated: false };

/** A text and that all of it is there. */
export const inputDetails = (input: string) => ({ input, inputDetails: WHOLE });
export const outputDetails = (output: string) => ({ output, outputDetails: WHOLE });
/** Error and cause, where there are any. */
export const errorDetails = ({ error, cause }: { error?: string | undefined; cause?: string | undefined }) => ({
  ...(error !== undefined && { error }),
  ...(cause !== undefined && { cause }),
});
