import type { StoredMessage } from './state.ts';

interface Entry {
  at: number;
  message: StoredMessage;
}

/** Hidden messages by the time at which they become visible. Entries of messages that have changed since are passed over. */
export class Due {
  /** A binary heap, the earliest first. */
  readonly #heap: Entry[] = [];
  readonly #isCurrent: (message: StoredMessage) => boolean;

  constructor(isCurrent: (message: StoredMessage) => boolean) {
    this.#isCurrent = isCurrent;
  }

  add(message: StoredMessage): void {
    const heap = this.#heap;
    const entry = { at: message.visibleAt, message };
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.at <= entry.at) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  /** When the next message becomes visible. */
  next(): number | undefined {
    this.#dropStale();
    return this.#heap[0]?.at;
  }

  /** The next message that is visible by `now`. */
  take(now: number): StoredMessage | undefined {
    this.#dropStale();
    if (!this.#heap[0] || this.#heap[0].at > now) return undefined;
    return this.#pop().message;
  }

  #dropStale(): void {
    for (let first = this.#heap[0]; first; first = this.#heap[0]) {
      if (first.message.visibleAt === first.at && this.#isCurrent(first.message)) return;
      this.#pop();
    }
  }

  #pop(): Entry {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++;
      if (heap[child]!.at >= last.at) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
