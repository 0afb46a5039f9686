import type { HistoryEventType } from '@aws-sdk/client-sfn';
import type { StatesCall } from '../local.ts';
import type { Execution, ExecutionStatus } from '../state.ts';
import { type Details, errorDetails, outputDetails, record } from './history.ts';
import { halt } from './threads.ts';
import { disarm } from './timers.ts';

export interface End {
  status: Exclude<ExecutionStatus, 'RUNNING'>;
  output?: string;
  error?: string;
  cause?: string;
}

const EVENTS: Record<End['status'], (end: End) => [HistoryEventType, Details]> = {
  SUCCEEDED: ({ output }) => ['ExecutionSucceeded', { executionSucceededEventDetails: outputDetails(output!) }],
  FAILED: (end) => ['ExecutionFailed', { executionFailedEventDetails: errorDetails(end) }],
  TIMED_OUT: (end) => ['ExecutionTimedOut', { executionTimedOutEventDetails: errorDetails(end) }],
  ABORTED: (end) => ['ExecutionAborted', { executionAbortedEventDetails: errorDetails(end) }],
};

/** Ends an execution; what it began is stopped, and whoever waits is told. */
export function endExecution(call: StatesCall, execution: Execution, end: End, previous: number): void {
  const now = call.clock.now();
  for (const thread of execution.threads.values()) halt(call, execution, thread);
  disarm(call, execution.arn);
  const [type, details] = EVENTS[end.status](end);
  record(call, execution, type, previous, details);
  Object.assign(execution, end);
  execution.stoppedAt = now;
  if (end.status === 'SUCCEEDED') execution.threads.clear();
  if (execution.type === 'EXPRESS') call.state.executions.delete(execution.arn);
  call.bus.publish({
    type: 'states.ExecutionEnded',
    account: call.account,
    region: call.region,
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    stateMachineType: execution.type,
    at: now,
    status: end.status,
    durationMs: now - execution.startedAt,
  });
  call.local.enders.get(execution.arn)?.(execution);
  call.local.enders.delete(execution.arn);
  if (execution.logStream !== undefined)
    call.local.logLines.get(execution.logStream)?.finally(() => call.local.logLines.delete(execution.logStream!));
  call.changed();
}
