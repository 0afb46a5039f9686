import { Due } from './due.ts';
import { queueDoesNotExist } from './errors.ts';
import { FifoOrder, type Order, StandardOrder } from './order.ts';
import { isFifo, type SqsCall } from './queues.ts';
import type { Queue, StoredMessage } from './state.ts';

declare module '../../bus.ts' {
  interface BusEvents {
    /** Messages of a queue may be received: they have arrived, their delay or visibility timeout is over, or their group is free again. */
    'sqs.MessagesVisible': { account: string; region: string; queueArn: string };
  }
}

interface Waiter {
  attempt(): StoredMessage[];
  resolve(taken: StoredMessage[]): void;
  reject(error: Error): void;
  cancelTimer(): void;
}

/** A queue's messages as receivers see them. Nothing here is saved: it is made again from the queue. */
export class Shelf {
  readonly #queue: Queue;
  readonly #call: Pick<SqsCall, 'clock' | 'bus' | 'account' | 'region'>;
  readonly #order: Order;
  readonly #due: Due;
  #waiters: Waiter[] = [];
  #timer: { at: number; cancel: () => void } | undefined;

  constructor(queue: Queue, { clock, bus, account, region }: SqsCall) {
    this.#queue = queue;
    this.#call = { clock, bus, account, region };
    this.#order = isFifo(queue) ? new FifoOrder() : new StandardOrder();
    this.#due = new Due((message) => queue.messages.get(message.id) === message);
    for (const message of queue.messages.values()) this.#place(message);
    this.#arm();
  }

  /** Puts a message into the queue. */
  add(message: StoredMessage): void {
    this.#queue.messages.set(message.id, message);
    this.#place(message);
    this.#settle(message.visibleAt <= this.#call.clock.now());
  }

  /** Takes a message out of the queue. */
  remove(message: StoredMessage): void {
    this.#queue.messages.delete(message.id);
    this.#order.remove(message);
    // Reason: a FIFO group is free again when nothing of it is in flight.
    if (message.groupId !== undefined) this.#settle(true);
  }

  /** Hides a message until `visibleAt`; a time that is not ahead shows it. */
  hide(message: StoredMessage, visibleAt: number): void {
    message.visibleAt = visibleAt;
    const isVisible = visibleAt <= this.#call.clock.now();
    if (isVisible) this.#order.shown(message);
    else {
      this.#order.hidden(message);
      this.#due.add(message);
    }
    this.#settle(isVisible);
  }

  /** What may be received now. Nothing may change while it is read. */
  receivable(): Iterable<StoredMessage> {
    return this.#order.receivable(this.#call.clock.now());
  }

  /** Tries again whenever messages become visible, until `attempt` has taken some or `ms` have passed. */
  wait(ms: number, attempt: () => StoredMessage[]): Promise<StoredMessage[]> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { attempt, resolve, reject, cancelTimer: () => {} };
      waiter.cancelTimer = this.#call.clock.after(ms, () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        resolve([]);
      });
      this.#waiters.push(waiter);
    });
  }

  /** Ends with the queue, or with the process. */
  close(reason: 'deleted' | 'stopped'): void {
    this.#timer?.cancel();
    for (const { cancelTimer, resolve, reject } of this.#waiters.splice(0)) {
      cancelTimer();
      if (reason === 'deleted') reject(queueDoesNotExist());
      else resolve([]);
    }
  }

  #place(message: StoredMessage): void {
    this.#order.add(message);
    if (message.visibleAt <= this.#call.clock.now()) return;
    this.#order.hidden(message);
    this.#due.add(message);
  }

  #settle(hasNews: boolean): void {
    this.#arm();
    if (!hasNews) return;
    while (this.#waiters.length > 0) {
      const waiter = this.#waiters.shift()!;
      const taken = waiter.attempt();
      if (taken.length === 0) {
        this.#waiters.unshift(waiter);
        break;
      }
      waiter.cancelTimer();
      waiter.resolve(taken);
    }
    const { account, region } = this.#call;
    this.#call.bus.publish({ type: 'sqs.MessagesVisible', account, region, queueArn: this.#queue.arn });
  }

  /** Sees to it that what is hidden becomes visible in time. */
  #arm(): void {
    const at = this.#due.next();
    if (at === undefined || (this.#timer && this.#timer.at <= at)) return;
    this.#timer?.cancel();
    const { clock } = this.#call;
    const cancel = clock.after(at - clock.now(), () => {
      this.#timer = undefined;
      this.#release();
    });
    this.#timer = { at, cancel };
  }

  #release(): void {
    const now = this.#call.clock.now();
    let hasNews = false;
    for (let message = this.#due.take(now); message; message = this.#due.take(now)) {
      this.#order.shown(message);
      hasNews = true;
    }
    this.#settle(hasNews);
  }
}

/** The shelf of a queue that exists. */
export function shelfOf(call: SqsCall, queue: Queue): Shelf {
  let shelf = call.local.shelves.get(queue.arn);
  if (!shelf) {
    shelf = new Shelf(queue, call);
    call.local.shelves.set(queue.arn, shelf);
  }
  return shelf;
}
