import type { Call } from '../../../operation.ts';
import type { Background } from '../../../service.ts';
import { backgroundCall, backgroundOf, type Local } from '../local.ts';
import type { EventSourceMapping, LambdaState } from '../state.ts';
import { isQueueArn } from './queue-event.ts';
import { QueuePoller } from './queue-poller.ts';
import { StreamPoller } from './stream-poller.ts';

/** Starts a mapping's poller. Resolves when its starting positions are fixed. */
export async function beginPolling(call: Call<LambdaState, Local>, mapping: EventSourceMapping): Promise<void> {
  const Poller = isQueueArn(mapping.eventSourceArn) ? QueuePoller : StreamPoller;
  const poller = new Poller(backgroundCall(call), mapping);
  call.local.pollers.set(mapping.uuid, poller);
  await poller.start();
}

/**
 * Ends a mapping's poller after the batches under way, runs `between`, and starts anew if the mapping still is there and
 * enabled. Resolves at once when batches are under way: a function may take minutes.
 */
export async function changePolling(call: Call<LambdaState, Local>, mapping: EventSourceMapping, between: () => void): Promise<void> {
  const { local, state } = call;
  const poller = local.pollers.get(mapping.uuid);
  const isBusy = poller?.isBusy === true || local.changing.has(mapping.uuid);
  const ended = endPolling(local, mapping.uuid);
  const change = Promise.all([local.changing.get(mapping.uuid), ended])
    .then(async () => {
      between();
      if (mapping.enabled && state.mappings.get(mapping.uuid) === mapping && !local.pollers.has(mapping.uuid))
        await beginPolling(call, mapping);
    })
    .catch((error) => backgroundOf(local).fault(error))
    .finally(() => {
      if (local.changing.get(mapping.uuid) === change) local.changing.delete(mapping.uuid);
    });
  local.changing.set(mapping.uuid, change);
  if (!isBusy) await change;
}

/** Ends a mapping's poller after the batches under way. */
export async function endPolling(local: Local, uuid: string): Promise<void> {
  const poller = local.pollers.get(uuid);
  local.pollers.delete(uuid);
  await poller?.stop();
}

/** Starts all pollers of a cloud that has just been loaded. */
export function resumePolling(background: Background<LambdaState, Local>): void {
  for (const { account, region } of background.places()) {
    const call = background.open(account, region);
    for (const mapping of call.state.mappings.values()) {
      if (mapping.enabled) beginPolling(call, mapping).catch((error) => backgroundOf(call.local).fault(error));
    }
  }
}

/** A stream or queue has something new: wakes the mappings that read it. */
export function wakePollers(local: Local, sourceArn: string): void {
  for (const poller of local.pollers.values()) if (poller.mapping.eventSourceArn === sourceArn) poller.wake();
}
