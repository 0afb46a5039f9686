import type { SetClock } from '../../cloud/clock.ts';
import type { Time } from './pace.ts';

/** Time for tests: nobody waits. Whenever the process has nothing else to do, it jumps to what is due next. */
export interface JumpingClock extends SetClock, Time {}

export function jumpingClock(start = Date.UTC(2027, 2, 20, 1, 30)): JumpingClock {
  let now = start;
  let sequence = 0;
  let scheduled = false;
  const waiting: { at: number; order: number; action: () => void }[] = [];
  const jump = () => {
    scheduled = false;
    const next = waiting.shift();
    if (!next) return;
    now = Math.max(now, next.at);
    next.action();
    schedule();
  };
  const schedule = () => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    // Reason: two turns of the event loop let what has just been answered be heard first.
    setImmediate(() => setImmediate(jump));
  };
  const clock: JumpingClock = {
    now: () => now,
    after(ms, action) {
      const item = { at: now + Math.max(0, ms), order: sequence++, action };
      const later = waiting.findIndex(({ at, order }) => at > item.at || (at === item.at && order > item.order));
      waiting.splice(later === -1 ? waiting.length : later, 0, item);
      schedule();
      return () => {
        const index = waiting.indexOf(item);
        if (index !== -1) waiting.splice(index, 1);
      };
    },
    pause: (ms) => new Promise((resolve) => void clock.after(ms, resolve)),
    advance: (ms) => clock.pause(ms),
  };
  return clock;
}
