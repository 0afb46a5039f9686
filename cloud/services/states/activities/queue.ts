import type { StatesCall } from '../local.ts';
import { TaskEvents } from '../run/task-events.ts';
import { taskOf } from '../run/tasks.ts';

/** Hands work to a worker that waits for it, or puts it into the activity's queue. */
export function enqueue(call: StatesCall, activityArn: string, task: { token: string; input: string }): void {
  const worker = call.local.workers.get(activityArn)?.shift();
  if (worker) {
    worker(task);
    return;
  }
  call.state.activities.get(activityArn)?.queue.push(task);
  call.changed();
}

/** A worker has taken a task: from now on it is the worker that must be heard of. */
export function taken(call: StatesCall, activityArn: string, token: string, workerName: string | undefined): void {
  const found = taskOf(call, token);
  if (!found) return;
  const { execution, thread, task } = found;
  task.submitted = true;
  new TaskEvents(call, execution, thread, { kind: 'activity', activityArn }).started(workerName);
  call.changed();
}
