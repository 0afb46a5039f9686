import { AwsError } from '../../../aws-error.ts';
import { enqueue } from '../activities/queue.ts';
import { Failure, RUNTIME } from '../asl/failure.ts';
import type { Step } from '../asl/frame.ts';
import { isObject, type Json } from '../asl/json.ts';
import { nestedResult } from '../integrations/nested.ts';
import { callService, invokeFunction } from '../integrations/perform.ts';
import { type Integration, integrationOf } from '../integrations/resource.ts';
import { assumeRole } from '../integrations/role.ts';
import type { StatesCall } from '../local.ts';
import type { Execution, TaskRun, Thread } from '../state.ts';
import { advance, goOn, isAlive } from './advance.ts';
import { failState, failThread } from './fail.ts';
import { releaseTask } from './release.ts';
import { stopNested } from './stop-nested.ts';
import { TaskEvents } from './task-events.ts';
import { armAt, disarm, threadKey } from './timers.ts';

/** Data that states hand on is no longer than this. Step Functions Developer Guide, "Quotas". */
export const MOST_DATA = 262_144; // bytes

/** A token for whoever ends a task: nobody reads anything in it. */
export function newToken(call: StatesCall): string {
  return `AQCEAAAAKgAAAAMAAAAAAAAA${call.random.text(64, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')}`;
}

function integrationAt(call: StatesCall, resource: string): Integration {
  const integration = integrationOf(resource, call.local);
  if ('kind' in integration) return integration;
  throw new Error(`The resource ${resource} has passed validation and cannot be called.`);
}

/** Begins a task: writes that it is scheduled, and calls what does the work. */
export function beginTask(
  call: StatesCall,
  execution: Execution,
  thread: Thread,
  step: Step & { do: 'call' },
  token: string | undefined,
): void {
  const { resource, parameters, timeoutSeconds, heartbeatSeconds } = step;
  const integration = integrationAt(call, resource);
  const now = call.clock.now();
  const own = integration.kind === 'activity' ? newToken(call) : token;
  const task: TaskRun = {
    resource,
    parameters,
    submitted: false,
    ...(own !== undefined && { token: own }),
    ...(timeoutSeconds !== undefined && { timeoutAt: now + 1000 * timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds, heartbeatAt: now + 1000 * heartbeatSeconds }),
  };
  thread.waiting = { for: 'task', task };
  if (own !== undefined) call.state.tokens.set(own, { execution: execution.arn, thread: thread.id });
  new TaskEvents(call, execution, thread, integration).scheduled(JSON.stringify(parameters), {
    ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
  });
  armLimits(call, execution, thread, task);
  perform(call, execution, thread, task, integration, false);
}

/** Goes on with a task after the cloud was stopped. */
export function resumeTask(call: StatesCall, execution: Execution, thread: Thread): void {
  if (thread.waiting?.for !== 'task') return;
  const { task } = thread.waiting;
  const integration = integrationAt(call, task.resource);
  armLimits(call, execution, thread, task);
  if (task.nested !== undefined) reportNested(call, task.nested);
  else if (!task.submitted && integration.kind !== 'activity') perform(call, execution, thread, task, integration, true);
}

function perform(call: StatesCall, execution: Execution, thread: Thread, task: TaskRun, integration: Integration, again: boolean): void {
  performNow(call, execution, thread, task, integration, again).catch((error: unknown) => call.local.background!.fault(error));
}

async function performNow(
  call: StatesCall,
  execution: Execution,
  thread: Thread,
  task: TaskRun,
  integration: Integration,
  again: boolean,
): Promise<void> {
  if (integration.kind === 'activity')
    return enqueue(call, integration.activityArn, { token: task.token!, input: JSON.stringify(task.parameters) });
  const mine = Symbol('call');
  call.local.calls.set(threadKey(execution, thread), mine);
  const isMine = () => isAlive(call, execution, thread) && call.local.calls.get(threadKey(execution, thread)) === mine;
  const events = new TaskEvents(call, execution, thread, integration);
  try {
    const role = await assumeRole(call, execution.roleArn, execution.machineArn);
    if (!isMine()) return;
    if (!again) events.started();
    const result =
      integration.kind === 'lambda'
        ? await invokeFunction(call, role, integration.functionArn, task.parameters)
        : await callService(call, role, integration, task.parameters);
    if (!isMine()) return;
    if (integration.kind === 'lambda' || integration.pattern === 'request') await succeed(call, execution, thread, result);
    else submitted(call, execution, thread, task, integration.pattern, events, result);
  } catch (error) {
    const failure = failureOf(error, execution);
    if (isMine()) await fail(call, execution, thread, failure);
  }
}

function failureOf(error: unknown, { roleArn }: Execution): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof AwsError)) throw error;
  return new Failure('States.Permissions', `The role ${roleArn} is not authorized to be assumed by Step Functions: ${error.message}`);
}

/** The call is made; somebody else ends the task. */
function submitted(
  call: StatesCall,
  execution: Execution,
  thread: Thread,
  task: TaskRun,
  pattern: string,
  events: TaskEvents,
  result: Json,
): void {
  events.submitted(JSON.stringify(result));
  task.submitted = true;
  call.local.calls.delete(threadKey(execution, thread));
  if (pattern !== 'waitForTaskToken') {
    task.nested = isObject(result) ? String(result.ExecutionArn) : '';
    call.state.awaited.set(task.nested, { execution: execution.arn, thread: thread.id });
    reportNested(call, task.nested);
  }
  call.changed();
}

/** A task has its result. */
export async function succeed(call: StatesCall, execution: Execution, thread: Thread, result: Json): Promise<void> {
  if (thread.waiting?.for !== 'task') throw new Error('A task has ended that nobody waits for.');
  const { task } = thread.waiting;
  const text = JSON.stringify(result);
  const integration = integrationAt(call, task.resource);
  if (text.length > MOST_DATA || new TextEncoder().encode(text).length > MOST_DATA) {
    const name = integration.kind === 'service' ? integration.resourceType : task.resource;
    return fail(
      call,
      execution,
      thread,
      new Failure(
        'States.DataLimitExceeded',
        `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
      ),
    );
  }
  new TaskEvents(call, execution, thread, integration).succeeded(text);
  settle(call, execution, thread);
  if (await goOn(call, execution, thread, result)) advance(call, execution, thread);
  call.changed();
}

/** A task has failed. */
export async function fail(call: StatesCall, execution: Execution, thread: Thread, failure: Failure): Promise<void> {
  if (thread.waiting?.for !== 'task') throw new Error('A task has failed that nobody waits for.');
  const { task } = thread.waiting;
  // Reason: what could not even be called is a fault of the definition.
  if (failure.error === RUNTIME) {
    settle(call, execution, thread);
    return failState(call, execution, thread, failure);
  }
  const events = new TaskEvents(call, execution, thread, integrationAt(call, task.resource));
  if (failure.error === 'States.Timeout') events.timedOut(failure);
  else events.failed(failure);
  settle(call, execution, thread);
  await failThread(call, execution, thread, failure);
  call.changed();
}

function settle(call: StatesCall, execution: Execution, thread: Thread): void {
  disarm(call, threadKey(execution, thread));
  call.local.calls.delete(threadKey(execution, thread));
  releaseTask(call, thread);
  delete thread.waiting;
}

/** Waits for a task's timeout or the heartbeat that does not come. */
export function armLimits(
  call: StatesCall,
  execution: Execution,
  thread: Thread,
  { timeoutAt = Number.POSITIVE_INFINITY, heartbeatAt = Number.POSITIVE_INFINITY }: TaskRun,
): void {
  const at = Math.min(timeoutAt, heartbeatAt);
  if (at === Number.POSITIVE_INFINITY) return;
  armAt(call, threadKey(execution, thread), at, () => {
    stopNested(call, execution, thread);
    const failure = new Failure('States.Timeout', undefined, heartbeatAt < timeoutAt ? { alias: 'States.HeartbeatTimeout' } : {});
    fail(call, execution, thread, failure).catch((error: unknown) => call.local.background!.fault(error));
  });
}

/** Ends the task that waits for a nested execution, if that one has ended. */
export function reportNested(call: StatesCall, executionArn: string): void {
  const place = call.state.awaited.get(executionArn);
  const execution = place && call.state.executions.get(place.execution);
  const thread = place && execution?.threads.get(place.thread);
  if (!execution || !thread || thread.waiting?.for !== 'task') return;
  const two = thread.waiting.task.resource.endsWith('.sync:2');
  report(call, execution, thread, executionArn, two).catch((error: unknown) => call.local.background!.fault(error));
}

async function report(call: StatesCall, execution: Execution, thread: Thread, nested: string, two: boolean): Promise<void> {
  const waiting = thread.waiting;
  const isMine = () => isAlive(call, execution, thread) && thread.waiting === waiting;
  try {
    const role = await assumeRole(call, execution.roleArn, execution.machineArn);
    const result = await nestedResult(call, role, nested, two);
    if (result !== undefined && isMine()) await succeed(call, execution, thread, result);
  } catch (error) {
    const failure = failureOf(error, execution);
    if (isMine()) await fail(call, execution, thread, failure);
  }
}

/** The thread behind a token; undefined where nobody waits for it. */
export function taskOf(call: StatesCall, token: string): { execution: Execution; thread: Thread; task: TaskRun } | undefined {
  const place = call.state.tokens.get(token);
  const execution = place && call.state.executions.get(place.execution);
  const thread = place && execution?.threads.get(place.thread);
  if (!execution || thread?.waiting?.for !== 'task') return undefined;
  return { execution, thread, task: thread.waiting.task };
}
