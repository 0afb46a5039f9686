/** Where time comes from. Everything in the cloud reads and waits on one of these, never on the machine's own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `action` once `ms` milliseconds have passed; the returned function cancels it. */
  after(ms: number, action: () => void): () => void;
}

/** The machine's time. Waiting never keeps a process alive by itself. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms) as unknown as { unref?: () => void };
    timer.unref?.();
    return () => clearTimeout(timer as unknown as number);
  },
};

/** A clock that can be pushed forward: what falls due on the way happens late, as after a machine's sleep. */
export interface MovableClock extends Clock {
  push(ms: number): void;
}

/** Another clock's time, and whatever it was pushed by: for tests of minutes with functions that really run. */
export function movableClock(base: Clock = systemClock): MovableClock {
  let ahead = 0;
  const waiting = new Set<{ at: number; action: () => void; cancel: () => void }>();
  const now = () => base.now() + ahead;
  const arm = (entry: { at: number; action: () => void; cancel: () => void }) => {
    entry.cancel = base.after(Math.max(0, entry.at - now()), () => {
      waiting.delete(entry);
      entry.action();
    });
  };
  return {
    now,
    after(ms, action) {
      const entry = { at: now() + ms, action, cancel: () => {} };
      waiting.add(entry);
      arm(entry);
      return () => {
        waiting.delete(entry);
        entry.cancel();
      };
    },
    push(ms) {
      ahead += ms;
      for (const entry of [...waiting].sort((a, b) => a.at - b.at)) {
        entry.cancel();
        arm(entry);
      }
    },
  };
}

/** Resolves once `ms` milliseconds have passed on the clock. */
export function delay(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}

/** A clock for tests: it stands still until it is told to advance. */
export interface SetClock extends Clock {
  /** Moves time forward by `ms`, running what falls due in order and letting promises settle in between. */
  advance(ms: number): Promise<void>;
}

export function setClock(start = Date.UTC(2026, 10, 20)): SetClock {
  let now = start;
  let sequence = 0;
  const waiting = new Map<number, { at: number; order: number; action: () => void }>();
  // Reason: what falls due may await several times before it arms the next wait.
  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setTimeout(resolve, 0));
  };
  return {
    now: () => now,
    after(ms, action) {
      const id = sequence++;
      waiting.set(id, { at: now + Math.max(0, ms), order: id, action });
      return () => void waiting.delete(id);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const due = [...waiting].filter(([, item]) => item.at <= end).sort(([, a], [, b]) => a.at - b.at || a.order - b.order)[0];
        if (!due) break;
        waiting.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].action();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
