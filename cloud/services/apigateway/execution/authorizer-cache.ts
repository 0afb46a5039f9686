/** What an authorizer said of a caller, as long as it may be kept. */
export interface Verdict {
  principalId: string;
  /** JSON. */
  policyDocument: string;
  context: Record<string, string>;
  usageIdentifierKey: string | undefined;
}

const MAX_ENTRIES = 10_000;

export class AuthorizerCache {
  readonly #entries = new Map<string, { verdict: Verdict; until: number }>();

  get(key: string, now: number): Verdict | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > now ? entry.verdict : undefined;
  }

  put(key: string, verdict: Verdict, until: number): void {
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear();
    this.#entries.set(key, { verdict, until });
  }

  /** Forgets everything of a stage: keys begin with it. */
  forget(prefix: string): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
  }
}
