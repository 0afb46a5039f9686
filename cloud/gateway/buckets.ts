/** Token buckets by name. Time is handed in (ms). */
export class Buckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** Takes a token, if there is one. `rate` is tokens per second, `burst` what a full bucket holds. */
  take(name: string, { rate, burst }: { rate: number; burst: number }, now: number): boolean {
    const bucket = this.#buckets.get(name) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate);
    bucket.at = now;
    this.#buckets.set(name, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }
}
