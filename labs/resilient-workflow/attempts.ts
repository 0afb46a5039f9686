import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Table } from '#labs/contract.ts';

/** One invocation of a function, as an execution's history has it. */
export interface Attempt {
  /** Milliseconds between the failure before and this attempt; undefined for the first. */
  waited: number | undefined;
  /** `ok`, or the error's name. */
  result: string;
}

/** The invocations in a history, in order. */
export function attemptsOf(events: readonly HistoryEvent[]): Attempt[] {
  const attempts: Attempt[] = [];
  let failedAt: number | undefined;
  for (const { type, timestamp, taskScheduledEventDetails, taskFailedEventDetails } of events) {
    if (taskScheduledEventDetails?.resourceType === 'lambda') {
      const waited = failedAt === undefined ? undefined : timestamp!.getTime() - failedAt;
      attempts.push({ waited, result: 'ok' });
    } else if (type === 'TaskFailed' && taskFailedEventDetails?.resourceType === 'lambda') {
      attempts.at(-1)!.result = taskFailedEventDetails.error ?? '-';
      failedAt = timestamp!.getTime();
    }
  }
  return attempts;
}

/** Attempts with the pauses between them. */
export function attemptsTable(attempts: readonly Attempt[]): Table {
  return {
    title: { vi: 'Các lần gọi ngân hàng', en: 'The calls to the bank' },
    columns: [
      { vi: 'Lần', en: 'Call' },
      { vi: 'Chờ trước đó (s)', en: 'Waited before (s)' },
      { vi: 'Kết quả', en: 'Result' },
    ],
    rows: attempts.map(({ waited, result }, index) => ({
      cells: [String(index + 1), waited === undefined ? '-' : (waited / 1000).toFixed(2), result],
    })),
  };
}
