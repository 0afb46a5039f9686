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
