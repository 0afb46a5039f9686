/** Does the work for each item, so many at once, and takes no item before its turn. The first failure ends the taking and is thrown. */
export async function eachAtOnce<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async () => {
    try {
      while (failures.length === 0) {
        const { done, value } = await iterator.next();
        if (done) return;
        await work(value);
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await iterator.return?.();
  if (failures.length > 0) throw failures[0];
}

/** How far the others may run ahead of a slow item, in rounds. */
const AHEAD = 4;

/** Like `eachAtOnce`, and `take` gets the results one by one in the order of the items; few of them ever wait for their turn. */
export async function eachInOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
  take: (result: Result) => Promise<void> | void,
): Promise<void> {
  const waiting = new Map<number, Result>();
  let begun = 0;
  let taken = 0;
  let failed = false;
  let goOn = () => {};
  let taking: Promise<void> = Promise.resolve();
  async function* numbered() {
    for await (const item of items) {
      while (!failed && begun - taken >= AHEAD * atOnce) {
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      }
      if (failed) return;
      yield { item, index: begun++ };
    }
  }
  const takeAll = async () => {
    for (; waiting.has(taken); taken++) {
      const result = waiting.get(taken)!;
      waiting.delete(taken);
      await take(result);
    }
  };
  await eachAtOnce(numbered(), atOnce, async ({ item, index }) => {
    try {
      waiting.set(index, await work(item));
      taking = taking.then(takeAll);
      await taking;
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      goOn();
    }
  });
}

/** A worker's place among so many; who only waits lends it to another. */
export interface Lease {
  /** Waits without the place, and comes back to it. */
  rest<Result>(wait: () => Promise<Result>): Promise<Result>;
}

/** So many places for work, however many want one. */
export function places(count: number): { hold<Result>(work: (lease: Lease) => Promise<Result>): Promise<Result> } {
  let free = count;
  const queue: (() => void)[] = [];
  const take = async () => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => void queue.push(resolve));
  };
  const give = () => {
    const next = queue.shift();
    if (next) next();
    else free++;
  };
  return {
    async hold(work) {
      let resting = 0;
      const lease: Lease = {
        async rest(wait) {
          if (resting++ === 0) give();
          try {
            return await wait();
          } finally {
            if (--resting === 0) await take();
          }
        },
      };
      await take();
      try {
        return await work(lease);
      } finally {
        give();
      }
    },
  };
}
