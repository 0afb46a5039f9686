import type { Random } from '../random.ts';

/** X-Ray's default rule: the first request of each second, and this share of the others. */
export const DEFAULT_RULE = { reservoir: 1, fixedRate: 0.05 } as const;

/** Decides which requests are traced where nobody before has decided. X-Ray Developer Guide, "Sampling". */
export class Sampler {
  readonly #seconds = new Map<string, { second: number; taken: number }>();

  /** `what` is the function or stage; `now` is in milliseconds. */
  decide(what: string, now: number, random: Random): boolean {
    const second = Math.floor(now / 1000);
    const known = this.#seconds.get(what);
    const taken = known?.second === second ? known.taken : 0;
    if (taken < DEFAULT_RULE.reservoir) {
      this.#seconds.set(what, { second, taken: taken + 1 });
      return true;
    }
    return random.next() < DEFAULT_RULE.fixedRate;
  }
}
