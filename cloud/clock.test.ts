import { expect, test } from 'vitest';
import { movableClock, setClock } from './clock.ts';

test('a pushed clock runs what fell due on the way, in order, and waits for the rest as before', async () => {
  const base = setClock(1000);
  const clock = movableClock(base);
  const ran: string[] = [];
  clock.after(50, () => ran.push(`second ${clock.now()}`));
  clock.after(10, () => ran.push(`first ${clock.now()}`));
  clock.after(500, () => ran.push(`later ${clock.now()}`));
  clock.after(20, () => ran.push('never'))();
  clock.push(100);
  expect(clock.now()).toBe(1100);
  await base.advance(0);
  expect(ran).toEqual(['first 1100', 'second 1100']);
  await base.advance(399);
  expect(ran).toHaveLength(2);
  await base.advance(1);
  expect(ran.at(-1)).toBe('later 1500');
});
