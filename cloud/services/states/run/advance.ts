import { delay } from '../../../clock.ts';
import { type Left, leave } from '../asl/data-flow.ts';
import { enter } from '../asl/enter.ts';
import { Failure } from '../asl/failure.ts';
import type { Step } from '../asl/frame.ts';
import type { Json } from '../asl/json.ts';
import { afterWait } from '../asl/states/wait.ts';
import type { StatesCall } from '../local.ts';
import type { Execution, Thread } from '../state.ts';
import { endExecution } from './end.ts';
import { failState, failThread } from './fail.ts';
import { inputDetails, MOST_EVENTS, outputDetails, recordFor } from './history.ts';
import { frameOf, stateOf } from './program.ts';
import { beginTask, newToken } from './tasks.ts';
import { finishChild, fork } from './threads.ts';
import { armAt, threadKey } from './timers.ts';

/** So many states without a wait, then others have their turn. */
const TURNS = 1000;

/** Whether a thread has still something to do. */
export function isAlive({ local, state }: Pick<StatesCall, 'local' | 'state'>, execution: Execution, thread: Thread): boolean {
  return (
    !local.stopped &&
    execution.status === 'RUNNING' &&
    state.executions.get(execution.arn) === execution &&
    execution.threads.get(thread.id) === thread &&
    thread.ended === undefined
  );
}

/** Goes through a thread's states until one of them has to wait. Returns at once; faults of the cloud are reported. */
export function advance(call: StatesCall, execution: Execution, thread: Thread): void {
  advanceNow(call, execution, thread).catch((error: unknown) => call.local.background!.fault(error));
}

async function advanceNow(call: StatesCall, execution: Execution, thread: Thread): Promise<void> {
  for (let turn = 1; isAlive(call, execution, thread); turn++) {
    if (!(await takeTurn(call, execution, thread))) break;
    if (turn % TURNS === 0) await delay(call.clock, 0);
  }
  call.changed();
}

/** One state; false when the thread waits or is done. */
async function takeTurn(call: StatesCall, execution: Execution, thread: Thread): Promise<boolean> {
  if (isTooLong(call, execution)) return false;
  const { Type, Resource } = stateOf(execution, thread);
  if (thread.entered === undefined) {
    recordFor(call, execution, thread, `${Type}StateEntered`, {
      stateEnteredEventDetails: { name: thread.state, ...inputDetails(JSON.stringify(thread.input)) },
    });
    thread.entered = thread.previous;
    thread.enteredAt = call.clock.now();
  }
  const token = Type === 'Task' && Resource!.endsWith('.waitForTaskToken') ? newToken(call) : undefined;
  const frame = frameOf(call, execution, thread, token);
  let step: Step;
  try {
    step = await enter(frame);
  } catch (error) {
    return failedIn(call, execution, thread, error);
  }
  if (!isAlive(call, execution, thread)) return false;
  switch (step.do) {
    case 'leave':
      return goOn(call, execution, thread, step.result, step);
    case 'wait':
      thread.waiting = { for: 'time', until: step.until };
      armWait(call, execution, thread);
      return false;
    case 'call':
      beginTask(call, execution, thread, step, token);
      return false;
    case 'fork':
      return fork(call, execution, thread, step.branches, step.concurrency);
    case 'fail':
      await failThread(call, execution, thread, new Failure(step.error, step.cause));
      return false;
  }
}

/** Leaves a state with its result. */
export async function goOn(
  call: StatesCall,
  execution: Execution,
  thread: Thread,
  result: Json,
  step: Pick<Step & { do: 'leave' }, 'next' | 'rule'> = {},
): Promise<boolean> {
  let left: Left;
  try {
    left = await leave(frameOf(call, execution, thread), result, step.rule);
  } catch (error) {
    return failedIn(call, execution, thread, error);
  }
  return isAlive(call, execution, thread) && exit(call, execution, thread, left, step.next ?? stateOf(execution, thread).Next);
}

async function failedIn(call: StatesCall, execution: Execution, thread: Thread, error: unknown): Promise<false> {
  if (!(error instanceof Failure)) throw error;
  if (isAlive(call, execution, thread)) await failState(call, execution, thread, error);
  return false;
}

/** Writes that a state is left, and enters the next or ends the thread. */
export async function exit(
  call: StatesCall,
  execution: Execution,
  thread: Thread,
  { output, assigned }: Left,
  next: string | undefined,
): Promise<boolean> {
  const { Type } = stateOf(execution, thread);
  const text = JSON.stringify(output);
  recordFor(call, execution, thread, `${Type as Exclude<typeof Type, 'Fail'>}StateExited`, {
    stateExitedEventDetails: {
      name: thread.state,
      ...outputDetails(text),
      ...(assigned && {
        assignedVariables: Object.fromEntries(Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)])),
        assignedVariablesDetails: { truncated: false },
      }),
    },
  });
  if (assigned) thread.variables = { ...thread.variables, ...assigned };
  delete thread.entered;
  delete thread.enteredAt;
  thread.retries = [];
  if (next !== undefined) {
    thread.state = next;
    thread.input = output;
    return true;
  }
  if (thread.parent === undefined) endExecution(call, execution, { status: 'SUCCEEDED', output: text }, thread.previous);
  else await finishChild(call, execution, thread, output);
  return false;
}

/** Waits until a Wait state's time has come. */
export function armWait(call: StatesCall, execution: Execution, thread: Thread): void {
  if (thread.waiting?.for !== 'time') return;
  armAt(call, threadKey(execution, thread), thread.waiting.until, () => {
    delete thread.waiting;
    const frame = frameOf(call, execution, thread);
    goOn(call, execution, thread, afterWait(frame))
      .then((more) => (more ? advance(call, execution, thread) : call.changed()))
      .catch((error: unknown) => call.local.background!.fault(error));
  });
}

function isTooLong(call: StatesCall, execution: Execution): boolean {
  if (execution.type === 'EXPRESS' || execution.lastEvent < MOST_EVENTS - 1) return false;
  const cause = `The execution reached the maximum number of history events (${MOST_EVENTS}).`;
  endExecution(call, execution, { status: 'FAILED', error: 'States.Runtime', cause }, execution.lastEvent);
  return true;
}
