import { expect, test } from 'vitest';
import { jumpingClock } from './jumping-clock.ts';
import { paced } from './pace.ts';

const refused = (message: string) => Object.assign(new Error(message), { $fault: 'client' as const, $metadata: {}, cause: undefined });
const throttled = { error: refused('Rate exceeded'), errorType: 'THROTTLING' as const };

test('calls of one account are spaced evenly, however they come', async () => {
  const time = jumpingClock(0);
  const { strategy } = paced({ requestsPerSecond: 10, time, random: () => 0 });
  const at: number[] = [];
  const call = async () => {
    await strategy.acquireInitialRetryToken('');
    at.push(time.now());
  };
  await Promise.all(Array.from({ length: 5 }, call));
  expect(at).toEqual([0, 100, 200, 300, 400]);
  await time.pause(5000);
  await Promise.all([call(), call()]);
  // What was not used is not saved up.
  expect(at.slice(5)).toEqual([5400, 5500]);
});

test('a throttled call is repeated after a wait drawn from nothing to a ceiling that doubles up to 20 s, and each repetition keeps the pace', async () => {
  const time = jumpingClock(0);
  const pace = paced({ requestsPerSecond: 10, time, random: () => 1 });
  let token = await pace.strategy.acquireInitialRetryToken('');
  const waits: number[] = [];
  for (let before = time.now(); waits.length < 13; before = time.now()) {
    token = await pace.strategy.refreshRetryTokenForRetry(token, throttled);
    waits.push(time.now() - before);
  }
  expect(waits.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000]);
  await expect(pace.strategy.refreshRetryTokenForRetry(token, throttled)).rejects.toThrow('Rate exceeded');
  expect([pace.sent, pace.throttled]).toEqual([14, 14]);
});

test('callers turned away together do not come back together', async () => {
  const time = jumpingClock(0);
  const draws = [0.9, 0.1, 0.5];
  const { strategy } = paced({ requestsPerSecond: 1000, time, random: () => draws.shift() ?? 0 });
  const back: number[] = [];
  await Promise.all(
    [0, 1, 2].map(async (caller) => {
      const token = await strategy.acquireInitialRetryToken('');
      await time.pause(10);
      await strategy.refreshRetryTokenForRetry(token, throttled);
      back.push(caller);
    }),
  );
  expect(back).toEqual([1, 2, 0]);
});

test('what is the caller’s own error is not repeated', async () => {
  const { strategy, ...pace } = paced({ requestsPerSecond: 10, time: jumpingClock(0), random: () => 0 });
  const token = await strategy.acquireInitialRetryToken('');
  const error = refused('AccessDenied');
  await expect(strategy.refreshRetryTokenForRetry(token, { error, errorType: 'CLIENT_ERROR' })).rejects.toBe(error);
  expect(pace.throttled).toBe(0);
});
