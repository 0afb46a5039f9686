import type { Call } from '../../../operation.ts';
import { LAMBDA_CONCURRENCY } from '../../../quotas.ts';
import type { Local } from '../local.ts';
import type { LambdaState } from '../state.ts';

/** Concurrent executions of an account in a region. Lambda Developer Guide, "Understanding Lambda function scaling". */
export function accountConcurrency(call: Pick<Call<LambdaState, unknown>, 'quota'>): number {
  return call.quota(LAMBDA_CONCURRENCY);
}

/** What must stay unreserved: less in accounts that have little. */
export function minimumUnreserved(concurrency: number): number {
  return concurrency > 100 ? 100 : 10;
}

export type ThrottleReason = 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded';

/** Counts invocations under way, against reserved and account concurrency. */
export class Slots {
  readonly #state: LambdaState;
  readonly #limit: () => number;
  readonly #running = new Map<string, number>();
  #waiting: { functionName: string; admit: () => void }[] = [];

  /** `limit` gives the account's concurrency. */
  constructor(state: LambdaState, limit: () => number) {
    this.#state = state;
    this.#limit = limit;
  }

  /** Takes a slot, or says why there is none. */
  tryTake(functionName: string): ThrottleReason | undefined {
    const running = this.#running.get(functionName) ?? 0;
    const reserved = this.#state.functions.get(functionName)?.reservedConcurrency;
    if (reserved !== undefined) {
      if (running >= reserved) return 'ReservedFunctionConcurrentInvocationLimitExceeded';
    } else if (this.#unreservedRunning() >= this.#limit() - reservedConcurrency(this.#state)) {
      return 'ConcurrentInvocationLimitExceeded';
    }
    this.#running.set(functionName, running + 1);
    return undefined;
  }

  /** Takes a slot as soon as there is one, in the order of asking; answers false when `signal` ends the wait. */
  take(functionName: string, signal?: AbortSignal): Promise<boolean> {
    const ahead = this.#waiting.some((waiter) => waiter.functionName === functionName);
    if (!ahead && this.tryTake(functionName) === undefined) return Promise.resolve(true);
    return new Promise((resolve) => {
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        resolve(false);
      };
      const admit = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const waiter = { functionName, admit };
      this.#waiting.push(waiter);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** How many invocations are under way: of all functions, and of one. */
  running(functionName: string): { all: number; ofFunction: number } {
    let all = 0;
    for (const count of this.#running.values()) all += count;
    return { all, ofFunction: this.#running.get(functionName) ?? 0 };
  }

  give(functionName: string): void {
    const running = (this.#running.get(functionName) ?? 1) - 1;
    if (running > 0) this.#running.set(functionName, running);
    else this.#running.delete(functionName);
    this.recheck();
  }

  /** Admits whoever waits and now may: after an invocation has ended or limits have changed. */
  recheck(): void {
    if (this.#waiting.length === 0) return;
    this.#waiting = this.#waiting.filter(({ functionName, admit }) => {
      if (this.tryTake(functionName) !== undefined) return true;
      admit();
      return false;
    });
  }

  #unreservedRunning(): number {
    let sum = 0;
    for (const [name, count] of this.#running) {
      if (this.#state.functions.get(name)?.reservedConcurrency === undefined) sum += count;
    }
    return sum;
  }
}

export function reservedConcurrency(state: LambdaState, except?: string): number {
  let sum = 0;
  for (const fn of state.functions.values()) if (fn.name !== except) sum += fn.reservedConcurrency ?? 0;
  return sum;
}

export function slotsOf(call: Call<LambdaState, Local>): Slots {
  const key = `${call.account}|${call.region}`;
  let slots = call.local.slots.get(key);
  if (!slots) {
    slots = new Slots(call.state, () => accountConcurrency(call));
    call.local.slots.set(key, slots);
  }
  return slots;
}
