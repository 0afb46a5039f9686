import type { StatesCall } from '../local.ts';
import type { Thread } from '../state.ts';

/** Nobody can end a thread's task any more: its token is void, its work is in no queue, and no nested execution is awaited. */
export function releaseTask({ state }: Pick<StatesCall, 'state'>, { waiting }: Thread): void {
  if (waiting?.for !== 'task') return;
  const { token, nested, resource } = waiting.task;
  if (nested !== undefined) state.awaited.delete(nested);
  if (token === undefined) return;
  state.tokens.delete(token);
  const activity = state.activities.get(resource);
  if (activity) activity.queue = activity.queue.filter((queued) => queued.token !== token);
}
