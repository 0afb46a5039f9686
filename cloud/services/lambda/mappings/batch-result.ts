import type { Outcome } from '../execution/run.ts';
import type { Batch, EventSourceMapping } from '../state.ts';

/**
 * The index of the first record that failed; undefined when all went well. Lambda Developer Guide, "Configuring partial
 * batch response": with ReportBatchItemFailures the lowest reported sequence number counts, and an answer that makes no
 * sense fails the whole batch.
 */
export function firstFailed(mapping: EventSourceMapping, sequenceNumbers: readonly string[], outcome: Outcome): number | undefined {
  if (outcome.failed) return 0;
  if (!mapping.responseTypes.includes('ReportBatchItemFailures')) return undefined;
  const answer: unknown = JSON.parse(outcome.payload);
  if (answer === null || typeof answer !== 'object' || !('batchItemFailures' in answer)) return undefined;
  const failures: unknown = answer.batchItemFailures;
  if (failures === null) return undefined;
  if (!Array.isArray(failures)) return 0;
  const indexes = failures.map((failure: unknown) =>
    failure !== null && typeof failure === 'object' && 'itemIdentifier' in failure && typeof failure.itemIdentifier === 'string'
      ? sequenceNumbers.indexOf(failure.itemIdentifier)
      : -1,
  );
  if (indexes.length === 0) return undefined;
  return indexes.includes(-1) ? 0 : Math.min(...indexes);
}

/** What a failure does to a batch: `done` went well, `givenUp` is not tried again; the rest stands in the batch. */
export function afterFailure(mapping: EventSourceMapping, batch: Batch, failed: number): { done: string[]; givenUp: string[] } {
  const part = batch.parts[0]!;
  const done = part.slice(0, failed);
  const rest = part.slice(failed);
  const isFurther = failed > 0;
  if (mapping.bisect && rest.length > 1) {
    // Reason: splitting does not use up a retry.
    batch.failures = 0;
    const middle = Math.ceil(rest.length / 2);
    batch.parts.splice(0, 1, ...(isFurther ? [rest] : [rest.slice(0, middle), rest.slice(middle)]));
    return { done, givenUp: [] };
  }
  batch.failures = isFurther ? 1 : batch.failures + 1;
  if (mapping.maximumRetryAttempts >= 0 && batch.failures > mapping.maximumRetryAttempts) {
    batch.parts.shift();
    batch.failures = 0;
    return { done, givenUp: rest };
  }
  batch.parts[0] = rest;
  return { done, givenUp: [] };
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 60_000;

/** How long a failed batch waits before its next attempt. Lambda does not say; it backs off exponentially. */
export function backOff(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
}

const LONGEST_TROUBLE_MS = 30_000;

/** How long a stream that cannot be read is left alone: a permission may come back. */
export function troubleWait(troubles: number): number {
  return Math.min(LONGEST_TROUBLE_MS, 10 * backOff(troubles));
}
