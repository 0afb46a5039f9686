import type { StatesCall } from '../local.ts';
import type { Execution, Thread } from '../state.ts';

/** Clocks count no further than some weeks ahead. */
const LONGEST_WAIT_MS = 86_400_000;

export const threadKey = ({ arn }: Execution, { id }: Pick<Thread, 'id'>) => `${arn}#${id}`;

/** Does something at a time, unless it is disarmed or armed anew. */
export function armAt(call: StatesCall, key: string, at: number, action: () => void): void {
  disarm(call, key);
  const wait = at - call.clock.now();
  const due = wait > LONGEST_WAIT_MS ? () => armAt(call, key, at, action) : action;
  call.local.timers.set(key, call.clock.after(Math.min(Math.max(0, wait), LONGEST_WAIT_MS), due));
}

export function disarm({ local }: Pick<StatesCall, 'local'>, key: string): void {
  local.timers.get(key)?.();
  local.timers.delete(key);
}
