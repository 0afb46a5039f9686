import type { StoredMessage } from './state.ts';

/** Which of a queue's messages may be received now, and in which order. */
export interface Order {
  add(message: StoredMessage): void;
  remove(message: StoredMessage): void;
  /** A message has been hidden or has become visible. */
  hidden(message: StoredMessage): void;
  shown(message: StoredMessage): void;
  /** What may be received at `now`. Nothing may change while it is read. */
  receivable(now: number): Iterable<StoredMessage>;
}

/** A standard queue: about in the order of arrival. */
export class StandardOrder implements Order {
  readonly #visible = new Set<StoredMessage>();

  add(message: StoredMessage): void {
    this.#visible.add(message);
  }

  remove(message: StoredMessage): void {
    this.#visible.delete(message);
  }

  hidden(message: StoredMessage): void {
    this.#visible.delete(message);
  }

  shown(message: StoredMessage): void {
    this.#visible.add(message);
  }

  receivable(): Iterable<StoredMessage> {
    return this.#visible;
  }
}

/** The most messages one receive takes: so many of a group can be in flight. */
const MOST_IN_FLIGHT = 10;

/**
 * A FIFO queue: the messages of a group strictly in order, and none while one of the group is in flight. Groups take
 * turns. SQS Developer Guide, "FIFO queue delivery logic".
 */
export class FifoOrder implements Order {
  readonly #groups = new Map<string, StoredMessage[]>();

  add(message: StoredMessage): void {
    const group = this.#groups.get(message.groupId!);
    if (group) group.push(message);
    else this.#groups.set(message.groupId!, [message]);
  }

  remove(message: StoredMessage): void {
    const group = this.#groups.get(message.groupId!);
    const at = group?.indexOf(message) ?? -1;
    if (!group || at < 0) return;
    group.splice(at, 1);
    if (group.length === 0) this.#groups.delete(message.groupId!);
  }

  hidden(): void {}

  shown(): void {}

  *receivable(now: number): Iterable<StoredMessage> {
    const served: string[] = [];
    try {
      for (const [groupId, group] of this.#groups) {
        if (isLocked(group, now)) continue;
        for (const message of group) {
          if (message.visibleAt > now) break;
          if (served.at(-1) !== groupId) served.push(groupId);
          yield message;
        }
      }
    } finally {
      for (const groupId of served) {
        const group = this.#groups.get(groupId)!;
        this.#groups.delete(groupId);
        this.#groups.set(groupId, group);
      }
    }
  }
}

function isLocked(group: readonly StoredMessage[], now: number): boolean {
  for (let at = 0; at < Math.min(group.length, MOST_IN_FLIGHT); at++) {
    if (isInFlight(group[at]!, now)) return true;
  }
  return false;
}

/** Received and not visible again yet; what is hidden and was never received is delayed. */
export function isInFlight(message: StoredMessage, now: number): boolean {
  return message.visibleAt > now && message.receivesHere > 0;
}
