import type { EventsCall } from './buses.ts';
import type { Replay } from './state.ts';

/** A replay sends the events of one minute, then those of the next that has any. */
const MINUTE_MS = 60_000;
const STEP_MS = 1000;

/** Waits for a replay's next step. */
export function wait(caller: EventsCall, replay: Replay): void {
  const { account, region, local } = caller;
  // Reason: the replay outlives the request that began it.
  const call = local.background!.open(account, region);
  local.timers.set(
    replay.arn,
    call.clock.after(STEP_MS, () => step(call, replay)),
  );
}

function step(call: EventsCall, replay: Replay): void {
  call.local.timers.delete(replay.arn);
  call.changed();
  if (replay.state === 'CANCELLING') {
    finish(call, replay, 'CANCELLED');
    return;
  }
  const archive = [...call.state.archives.values()].find(({ arn }) => arn === replay.archiveArn);
  const bus = [...call.state.buses.values()].find(({ arn }) => arn === replay.destinationArn);
  if (!archive || !bus) {
    finish(call, replay, 'FAILED', `${archive ? 'Event bus' : 'Archive'} does not exist anymore.`);
    return;
  }
  replay.state = 'RUNNING';
  const after = replay.reached ?? Number.NEGATIVE_INFINITY;
  const left = archive.events.filter(({ at }) => at > after && at >= replay.from && at < replay.to).sort((a, b) => a.at - b.at);
  const first = left[0];
  if (!first) {
    finish(call, replay, 'COMPLETED');
    return;
  }
  const end = Math.floor(first.at / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  for (const { at, event } of left) {
    if (at >= end) break;
    replay.reached = at;
    call.local.accept(call, bus, { ...event, 'replay-name': replay.name }, { hops: 0 }, replay.filterArns);
  }
  wait(call, replay);
}

function finish(call: EventsCall, replay: Replay, state: Replay['state'], reason?: string): void {
  replay.state = state;
  replay.endedAt = call.clock.now();
  if (reason !== undefined) replay.reason = reason;
}
