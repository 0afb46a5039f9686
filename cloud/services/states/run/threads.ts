import { statesAt } from '../asl/definition.ts';
import type { Failure } from '../asl/failure.ts';
import type { Fork } from '../asl/frame.ts';
import type { Json } from '../asl/json.ts';
import type { StatesCall } from '../local.ts';
import type { Execution, ForkRun, Thread } from '../state.ts';
import { advance, goOn } from './advance.ts';
import { failThread } from './fail.ts';
import { record, recordFor } from './history.ts';
import { programOf, stateOf } from './program.ts';
import { releaseTask } from './release.ts';
import { stopNested } from './stop-nested.ts';
import { disarm, threadKey } from './timers.ts';

/** A new thread, at the first of its states. */
export function newThread(
  execution: Execution,
  from: Pick<Thread, 'index' | 'place' | 'input' | 'variables' | 'previous' | 'parent' | 'item'>,
): Thread {
  const { StartAt } = statesAt(programOf(execution.definition), from.place);
  const thread: Thread = { ...from, id: execution.nextThread++, state: StartAt, retries: [] };
  execution.threads.set(thread.id, thread);
  return thread;
}

/** Begins the branches of a Parallel state or the iterations of a Map. */
export async function fork(
  call: StatesCall,
  execution: Execution,
  thread: Thread,
  branches: Fork[],
  concurrency: number,
): Promise<boolean> {
  const { Type } = stateOf(execution, thread);
  recordFor(call, execution, thread, Type === 'Map' ? 'MapStateStarted' : 'ParallelStateStarted', {
    ...(Type === 'Map' && { mapStateStartedEventDetails: { length: branches.length } }),
  });
  const inputs = branches.map(({ within, input, item }) => ({
    within: [...thread.place, 'States', thread.state, ...within],
    input,
    ...(item && { item }),
  }));
  const run: ForkRun = { inputs, concurrency, begun: 0, results: [] };
  thread.waiting = { for: 'threads', fork: run };
  if (inputs.length === 0) return join(call, execution, thread, run);
  begin(call, execution, thread, run, thread.previous);
  return false;
}

/** Begins as many threads as may run. */
function begin(call: StatesCall, execution: Execution, parent: Thread, run: ForkRun, previous: number): void {
  const begun: Thread[] = [];
  let running = childrenOf(execution, parent).length;
  while (run.begun < run.inputs.length && running < run.concurrency) {
    const index = run.begun++;
    const { within, input, item } = run.inputs[index]!;
    const inherited = item ?? parent.item;
    const child = newThread(execution, {
      parent: parent.id,
      index,
      place: within,
      input,
      variables: parent.variables,
      previous,
      ...(inherited && { item: inherited }),
    });
    if (item) recordFor(call, execution, child, 'MapIterationStarted', { mapIterationStartedEventDetails: { name: parent.state, index } });
    begun.push(child);
    running++;
  }
  for (const child of begun) advance(call, execution, child);
}

function childrenOf({ threads }: Execution, { id }: Thread): Thread[] {
  return [...threads.values()].filter(({ parent }) => parent === id);
}

/** A branch or iteration is done. */
export async function finishChild(call: StatesCall, execution: Execution, child: Thread, output: Json): Promise<void> {
  const parent = execution.threads.get(child.parent!)!;
  if (parent.waiting?.for !== 'threads') throw new Error('A branch has ended whose state does not wait for it.');
  const { fork: run } = parent.waiting;
  execution.threads.delete(child.id);
  run.results[child.index] = output;
  const isMap = stateOf(execution, parent).Type === 'Map';
  const last = isMap
    ? record(call, execution, 'MapIterationSucceeded', child.previous, {
        mapIterationSucceededEventDetails: { name: parent.state, index: child.index },
      })
    : child.previous;
  if (run.begun < run.inputs.length) begin(call, execution, parent, run, last);
  else if (childrenOf(execution, parent).length === 0) {
    parent.previous = last;
    if (await join(call, execution, parent, run)) advance(call, execution, parent);
  }
}

/** All are done: their outputs, in order, are the state's result. */
async function join(call: StatesCall, execution: Execution, thread: Thread, run: ForkRun): Promise<boolean> {
  const { Type } = stateOf(execution, thread);
  recordFor(call, execution, thread, Type === 'Map' ? 'MapStateSucceeded' : 'ParallelStateSucceeded');
  delete thread.waiting;
  return goOn(call, execution, thread, run.results as Json[]);
}

/** A branch or iteration has failed for good: the others end with it, and their state fails. */
export async function failChild(call: StatesCall, execution: Execution, child: Thread, failure: Failure): Promise<void> {
  const parent = execution.threads.get(child.parent!)!;
  const isMap = stateOf(execution, parent).Type === 'Map';
  const at = child.previous;
  child.ended = 'failed';
  if (isMap)
    record(call, execution, 'MapIterationFailed', at, { mapIterationFailedEventDetails: { name: parent.state, index: child.index } });
  for (const other of childrenOf(execution, parent)) {
    if (other === child) continue;
    abort(call, execution, other, at);
    if (isMap)
      record(call, execution, 'MapIterationAborted', at, { mapIterationAbortedEventDetails: { name: parent.state, index: other.index } });
  }
  parent.previous = record(call, execution, isMap ? 'MapStateFailed' : 'ParallelStateFailed', at);
  await failThread(call, execution, parent, failure);
}

/** States whose end before their time is an event. */
const ABORTABLE = { Task: 'TaskStateAborted', Wait: 'WaitStateAborted', Parallel: 'ParallelStateAborted', Map: 'MapStateAborted' } as const;

/** Ends a thread, and what it began, because another has failed. */
function abort(call: StatesCall, execution: Execution, thread: Thread, at: number): void {
  for (const child of childrenOf(execution, thread)) abort(call, execution, child, at);
  halt(call, execution, thread);
  thread.ended = 'aborted';
  const { Type } = stateOf(execution, thread);
  if (Type in ABORTABLE) record(call, execution, ABORTABLE[Type as keyof typeof ABORTABLE], at);
}

/** Stops waiting, for whatever it was. */
export function halt(call: StatesCall, execution: Execution, thread: Thread): void {
  disarm(call, threadKey(execution, thread));
  call.local.calls.delete(threadKey(execution, thread));
  stopNested(call, execution, thread);
  releaseTask(call, thread);
}

/** Removes what a state began, since it is tried again or its error was caught. */
export function forgetChildren(call: StatesCall, execution: Execution, thread: Thread): void {
  for (const child of childrenOf(execution, thread)) {
    forgetChildren(call, execution, child);
    halt(call, execution, child);
    execution.threads.delete(child.id);
  }
}
