import type { Call } from '../../../operation.ts';
import type { Background } from '../../../service.ts';
import { backgroundCall, backgroundOf, type Local } from '../local.ts';
import type { EventSourceMapping, LambdaState } from '../state.ts';
import { MappingPoller } from './poller.ts';

/** Starts a mapping's poller. Resolves when its starting positions are fixed. */
export async function beginPolling(call: Call<LambdaState, Local>, mapping: EventSourceMapping): Promise<void> {
  const poller = new MappingPoller(backgroundCall(call), mapping);
  call.local.pollers.set(mapping.uuid, poller);
  await poller.start();
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

/** A stream has new records: wakes the mappings that read it. */
export function wakePollers(local: Local, streamArn: string): void {
  for (const poller of local.pollers.values()) if (poller.mapping.eventSourceArn === streamArn) poller.wake();
}
