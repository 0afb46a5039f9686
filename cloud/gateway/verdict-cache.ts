const MAX_ENTRIES = 10_000;

/** What authorizers said of callers, as long as it may be kept. */
export class VerdictCache<Verdict> {
  readonly #entries = new Map<string, { verdict: Verdict; until: number }>();

  get(key: string, now: number): Verdict | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > now ? entry.verdict : undefined;
  }

  /** `until` is in milliseconds since the epoch. */
  put(key: string, verdict: Verdict, until: number): void {
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear();
    this.#entries.set(key, { verdict, until });
  }

  /** Forgets everything whose key begins so. */
  forget(prefix: string): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
  }
}
