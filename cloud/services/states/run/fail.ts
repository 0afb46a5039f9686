import type { Random } from '../../../random.ts';
import { leaveCaught } from '../asl/data-flow.ts';
import type { Retrier } from '../asl/definition.ts';
import { Failure, matches } from '../asl/failure.ts';
import type { JsonObject } from '../asl/json.ts';
import { QUERY_ERROR } from '../asl/jsonata.ts';
import type { StatesCall } from '../local.ts';
import type { Execution, Thread } from '../state.ts';
import { advance, exit, isAlive } from './advance.ts';
import { endExecution } from './end.ts';
import { errorDetails, recordFor } from './history.ts';
import { frameOf, stateOf } from './program.ts';
import { failChild, forgetChildren, halt } from './threads.ts';
import { armAt, threadKey } from './timers.ts';

const DEFAULT_ATTEMPTS = 3;
const DEFAULT_INTERVAL = 1; // seconds
const DEFAULT_RATE = 2;

/** A fault in the state itself, not in what it called: the cause says where. */
export async function failState(
  call: StatesCall,
  execution: Execution,
  thread: Thread,
  { error, cause_, location }: Failure,
): Promise<void> {
  const cause =
    `An error occurred while executing the state '${thread.state}' (entered at the event id #${thread.entered}). ${cause_ ?? ''}`.trimEnd();
  if (error === QUERY_ERROR) {
    recordFor(call, execution, thread, 'EvaluationFailed', {
      evaluationFailedEventDetails: { error, cause, ...(location !== undefined && { location }), state: thread.state },
    });
  }
  await failThread(call, execution, thread, new Failure(error, cause));
}

/** Tries a state again, goes on where its error is caught, or gives up. Step Functions Developer Guide, "Handling errors". */
export async function failThread(call: StatesCall, execution: Execution, thread: Thread, failure: Failure): Promise<void> {
  halt(call, execution, thread);
  const state = stateOf(execution, thread);
  const which = state.Retry?.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure)) ?? -1;
  const retrier = state.Retry?.[which];
  if (retrier && (thread.retries[which] ?? 0) < (retrier.MaxAttempts ?? DEFAULT_ATTEMPTS)) {
    forgetChildren(call, execution, thread);
    retryLater(call, execution, thread, which, retrier);
    return;
  }
  const catcher = state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, failure));
  if (!catcher) return giveUp(call, execution, thread, failure);
  forgetChildren(call, execution, thread);
  delete thread.waiting;
  const output: JsonObject = { Error: failure.error ?? '', Cause: failure.cause_ ?? '' };
  try {
    const left = await leaveCaught(frameOf(call, execution, thread), output, catcher);
    if (!isAlive(call, execution, thread)) return;
    if (await exit(call, execution, thread, left, catcher.Next)) advance(call, execution, thread);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await giveUp(call, execution, thread, error);
  }
}

async function giveUp(call: StatesCall, execution: Execution, thread: Thread, failure: Failure): Promise<void> {
  if (thread.parent !== undefined) return failChild(call, execution, thread, failure);
  thread.ended = 'failed';
  const details = errorDetails({ error: failure.error, cause: failure.cause_ });
  endExecution(call, execution, { status: 'FAILED', ...details }, thread.previous);
}

/** How long a retrier waits before its next attempt, in ms. */
export function retryDelay(
  retrier: Pick<Retrier, 'IntervalSeconds' | 'BackoffRate' | 'MaxDelaySeconds' | 'JitterStrategy'>,
  done: number,
  random: Random,
): number {
  const { IntervalSeconds = DEFAULT_INTERVAL, BackoffRate = DEFAULT_RATE, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  const longest = Math.min(IntervalSeconds * BackoffRate ** done, MaxDelaySeconds) * 1000;
  return Math.round(retrier.JitterStrategy === 'FULL' ? random.next() * longest : longest);
}

function retryLater(call: StatesCall, execution: Execution, thread: Thread, which: number, retrier: Retrier): void {
  const done = thread.retries[which] ?? 0;
  for (let at = thread.retries.length; at < which; at++) thread.retries[at] = 0;
  thread.retries[which] = done + 1;
  thread.waiting = { for: 'retry', until: call.clock.now() + retryDelay(retrier, done, call.random) };
  armRetry(call, execution, thread);
  call.changed();
}

/** Waits for the next attempt. */
export function armRetry(call: StatesCall, execution: Execution, thread: Thread): void {
  if (thread.waiting?.for !== 'retry') return;
  armAt(call, threadKey(execution, thread), thread.waiting.until, () => {
    delete thread.waiting;
    advance(call, execution, thread);
  });
}
