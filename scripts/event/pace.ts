import { setTimeout as wait } from 'node:timers/promises';
import type { ClientConfiguration } from '../target.ts';

/** Time as an event's work sees it; tests bring their own. */
export interface Time {
  /** Milliseconds since the epoch. */
  now(): number;
  pause(ms: number): Promise<void>;
}

export const machineTime: Time = { now: () => Date.now(), pause: (ms) => wait(ms) };

type Strategy = Extract<NonNullable<ClientConfiguration['retryStrategy']>, { acquireInitialRetryToken: unknown }>;

/** How calls were made: what a bench and a report want to know. */
export interface Paced {
  strategy: Strategy;
  /** Calls sent, repeated ones too. */
  readonly sent: number;
  /** Calls that AWS throttled. */
  readonly throttled: number;
}

export interface PaceOptions {
  requestsPerSecond: number;
  time: Time;
  /** From 0 to 1: jitter. */
  random(): number;
}

const MOST_ATTEMPTS = 14;
const LONGEST_MS = 20_000;
/** The first back-off of each kind of error; it doubles. Other errors are the caller's own and not repeated. */
const FIRST_MS: Partial<Record<string, number>> = { THROTTLING: 500, TRANSIENT: 100, SERVER_ERROR: 200 };

/**
 * Spaces the calls of one account evenly, and repeats what AWS throttled after a wait drawn by lot from nothing to a
 * ceiling that doubles ("full jitter"), so that callers turned away together do not come back together.
 */
export function paced({ requestsPerSecond, time, random }: PaceOptions): Paced {
  const spacing = 1000 / requestsPerSecond;
  let free = 0;
  let sent = 0;
  let throttled = 0;
  const turn = async () => {
    const now = time.now();
    const mine = Math.max(free, now);
    free = mine + spacing;
    sent++;
    if (mine > now) await time.pause(mine - now);
  };
  const token = (attempts: number) => ({ getRetryCount: () => attempts, getRetryCost: () => 0, getRetryDelay: () => 0 });
  return {
    get sent() {
      return sent;
    },
    get throttled() {
      return throttled;
    },
    strategy: {
      async acquireInitialRetryToken() {
        await turn();
        return token(0);
      },
      async refreshRetryTokenForRetry(before, { errorType, error }) {
        if (errorType === 'THROTTLING') throttled++;
        const first = FIRST_MS[errorType];
        const attempts = before.getRetryCount() + 1;
        if (first === undefined || attempts >= MOST_ATTEMPTS) throw error;
        await time.pause(random() * Math.min(LONGEST_MS, first * 2 ** (attempts - 1)));
        await turn();
        return token(attempts);
      },
      recordSuccess() {},
    },
  };
}
