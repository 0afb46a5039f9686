import type { StatesCall } from '../local.ts';
import type { Execution } from '../state.ts';
import { advance, armWait } from './advance.ts';
import { endExecution } from './end.ts';
import { armRetry } from './fail.ts';
import { inputDetails, record } from './history.ts';
import { programOf } from './program.ts';
import { resumeTask } from './tasks.ts';
import { newThread } from './threads.ts';
import { armAt } from './timers.ts';

/** Express executions end after five minutes, Standard ones after a year. Step Functions Developer Guide, "Quotas". */
const LONGEST = { EXPRESS: 300_000, STANDARD: 31_536_000_000 } as const;

/** Begins an execution that is in the state already. */
export function beginExecution(call: StatesCall, execution: Execution): void {
  const { definition, startedAt, input, roleArn, type } = execution;
  const { TimeoutSeconds = Number.POSITIVE_INFINITY } = programOf(definition);
  execution.expiresAt = startedAt + Math.min(1000 * TimeoutSeconds, LONGEST[type]);
  record(call, execution, 'ExecutionStarted', 0, { executionStartedEventDetails: { ...inputDetails(input), roleArn } });
  call.bus.publish({
    type: 'states.ExecutionStarted',
    account: call.account,
    region: call.region,
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    stateMachineType: type,
    at: startedAt,
  });
  armExpiry(call, execution);
  // Reason: the first event of a state stands beside that of the execution, not after it.
  const thread = newThread(execution, { index: 0, place: [], input: JSON.parse(input), variables: {}, previous: 0 });
  advance(call, execution, thread);
}

function armExpiry(call: StatesCall, execution: Execution): void {
  armAt(call, execution.arn, execution.expiresAt!, () => {
    endExecution(call, execution, { status: 'TIMED_OUT', error: 'States.Timeout' }, 0);
  });
}

/** How long an execution that has ended is kept. Step Functions Developer Guide, "Quotas". */
const KEPT_MS = 90 * 86_400_000;

/** Forgets executions that ended long ago. */
export function forgetOld({ state, clock }: StatesCall): void {
  const now = clock.now();
  for (const { arn, stoppedAt } of state.executions.values())
    if (stoppedAt !== undefined && now - stoppedAt > KEPT_MS) state.executions.delete(arn);
}

/** Goes on with what was running when the cloud was stopped. A call that was under way is made again. */
export function resumeExecution(call: StatesCall, execution: Execution): void {
  if (execution.status !== 'RUNNING') return;
  armExpiry(call, execution);
  for (const thread of [...execution.threads.values()]) {
    if (thread.ended !== undefined) continue;
    if (!thread.waiting) advance(call, execution, thread);
    else if (thread.waiting.for === 'time') armWait(call, execution, thread);
    else if (thread.waiting.for === 'retry') armRetry(call, execution, thread);
    else if (thread.waiting.for === 'task') resumeTask(call, execution, thread);
  }
}

/** Begins an execution that did not succeed again, where it stopped. Step Functions Developer Guide, "Redriving executions". */
export function redriveExecution(call: StatesCall, execution: Execution): void {
  const now = call.clock.now();
  const { TimeoutSeconds = Number.POSITIVE_INFINITY } = programOf(execution.definition);
  execution.status = 'RUNNING';
  execution.redrives++;
  execution.redrivenAt = now;
  execution.expiresAt = Math.min(now + 1000 * TimeoutSeconds, execution.startedAt + LONGEST.STANDARD);
  for (const member of ['stoppedAt', 'error', 'cause'] as const) delete execution[member];
  const id = record(call, execution, 'ExecutionRedriven', execution.lastEvent, {
    executionRedrivenEventDetails: { redriveCount: execution.redrives },
  });
  armExpiry(call, execution);
  const again = [...execution.threads.values()].filter(({ waiting }) => waiting?.for !== 'threads');
  for (const thread of execution.threads.values()) delete thread.ended;
  for (const thread of again) {
    for (const member of ['waiting', 'entered', 'enteredAt'] as const) delete thread[member];
    thread.retries = [];
    thread.previous = id;
    advance(call, execution, thread);
  }
}
