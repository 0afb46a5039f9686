/** What an origin answered, or the edge in its place. */
export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

/** An answer that an edge keeps. */
export interface Kept extends Answer {
  path: string;
  /** When the origin gave it, or last said that it still holds. */
  since: number; // ms
  until: number; // ms
  /** The body as it was compressed, by encoding. */
  packed: Map<string, Uint8Array<ArrayBuffer>>;
}

const MOST_KEPT = 5000;

/** What the edge keeps of one distribution, by path. */
export class EdgeCache {
  /** How often something was invalidated. */
  invalidations = 0;
  readonly #kept = new Map<string, Kept>();

  /** Also what has gone stale: the origin may say that it still holds. */
  get(path: string): Kept | undefined {
    return this.#kept.get(path);
  }

  put(kept: Kept): void {
    this.#kept.delete(kept.path);
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(kept.path, kept);
  }

  drop(path: string): void {
    this.#kept.delete(path);
  }

  /** Forgets paths; `*` at the end of one stands for anything. */
  forget(paths: readonly string[]): void {
    this.invalidations++;
    for (const path of paths) {
      if (!path.endsWith('*')) this.#kept.delete(path);
      else for (const kept of this.#kept.keys()) if (kept.startsWith(path.slice(0, -1))) this.#kept.delete(kept);
    }
  }
}
