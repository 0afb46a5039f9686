import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachInOrder, places } from './at-once.ts';
import { jumpingClock } from './jumping-clock.ts';

test('whatever each item takes, results come in the order of the items, and no more at once than said', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (times, atOnce) => {
        const clock = jumpingClock();
        const results: number[] = [];
        let working = 0;
        let most = 0;
        const work = async (index: number) => {
          most = Math.max(most, ++working);
          await clock.pause(times[index]!);
          working--;
          return index;
        };
        await eachInOrder([...times.keys()], atOnce, work, (index) => void results.push(index));
        expect(results).toEqual([...times.keys()]);
        expect(most).toBe(Math.min(atOnce, times.length));
      },
    ),
    { numRuns: 40, seed: 7 },
  );
});

test('behind a slow item, the others run ahead only so far; nothing is read before it is needed', async () => {
  const clock = jumpingClock();
  let read = 0;
  let readMeanwhile = 0;
  function* items() {
    for (; read < 500; read++) yield read;
  }
  const work = async (item: number) => {
    await clock.pause(item === 0 ? 1_000_000 : 1);
    if (item === 0) readMeanwhile = read;
    return item;
  };
  const results: number[] = [];
  await eachInOrder(items(), 3, work, (item) => void results.push(item));
  expect(results).toHaveLength(500);
  expect(readMeanwhile).toBeLessThan(20);
});

test.each([
  ['the work', 0],
  ['the taking', 1],
])('a failure of %s is thrown, also while others wait for their turn', async (_, stage) => {
  const clock = jumpingClock();
  const fail = () => {
    throw new Error('no');
  };
  const work = async (item: number) => {
    await clock.pause(item === 0 ? 1000 : 1);
    if (stage === 0 && item === 0) fail();
    return item;
  };
  const taken: number[] = [];
  const take = (item: number) => (stage === 1 && item === 2 ? fail() : void taken.push(item));
  await expect(eachInOrder(Array.from({ length: 100 }).keys(), 2, work, take)).rejects.toThrow('no');
  expect(taken).toEqual(stage === 0 ? [] : [0, 1]);
});

test('places are never held by more than there are; who rests lends a place, and comes back before going on', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      async (workers, count) => {
        const clock = jumpingClock();
        const { hold } = places(count);
        let working = 0;
        let most = 0;
        const work = async (ms: number) => {
          most = Math.max(most, ++working);
          await clock.pause(ms);
          working--;
        };
        await Promise.all(
          workers.map((steps) =>
            hold(async ({ rest }) => {
              for (const ms of steps) {
                await work(ms);
                await Promise.all([rest(() => clock.pause(100 * ms)), rest(() => clock.pause(50))]);
              }
            }),
          ),
        );
        expect(working).toBe(0);
        expect(most).toBeLessThanOrEqual(count);
      },
    ),
    { numRuns: 60, seed: 11 },
  );
});

test('while one rests, another works; a failure gives the place back', async () => {
  const clock = jumpingClock();
  const { hold } = places(1);
  const told: string[] = [];
  const resting = hold(async ({ rest }) => {
    told.push('first works');
    await rest(() => clock.pause(1000));
    told.push('first goes on');
  });
  await expect(
    hold(async () => {
      told.push('second works');
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await resting;
  expect(told).toEqual(['first works', 'second works', 'first goes on']);
});
