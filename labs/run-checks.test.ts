import { expect, test } from 'vitest';
import type { Check } from './contract.ts';
import { type CheckHost, runChecks } from './run-checks.ts';

const text = (says: string) => ({ vi: says, en: says });

/** A host whose time passes only by sleeping. */
function host(): CheckHost & { slept: number[] } {
  let now = 0;
  const slept: number[] = [];
  return {
    outputs: { Table: 'orders' },
    clientConfiguration: { region: 'x' },
    fetch: globalThis.fetch,
    seed: 7,
    patience: 1,
    slept,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    tell: () => {},
  };
}

const check = (id: string, run: Check['run'], needs?: string[]): Check => ({ id, says: text(id), hint: text(`look at ${id}`), run, needs });

test('a check that throws fails with what was expected and seen, and its hint', async () => {
  const [result] = await runChecks([check('a', async ({ equal }) => equal({ x: 1, y: 2 }, { y: 2, x: 3 }))], host());
  expect(result).toMatchObject({ outcome: 'failed', expected: '{"y":2,"x":3}', seen: '{"x":1,"y":2}', hint: text('look at a') });
});

test('equality is deep and does not mind the order of keys', async () => {
  const [result] = await runChecks([check('a', async ({ equal }) => equal({ x: 1, y: [2] }, { y: [2], x: 1 }))], host());
  expect(result).toMatchObject({ outcome: 'passed', hint: undefined });
});

test('an AWS error is shown by its code', async () => {
  const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
  const [result] = await runChecks([check('a', async () => Promise.reject(denied))], host());
  expect(result).toMatchObject({ outcome: 'failed', seen: 'AccessDeniedException: no', expected: undefined });
});

test('a check whose needs have not passed is skipped', async () => {
  const results = await runChecks(
    [check('a', async ({ fail }) => fail('1', '2')), check('b', async () => {}, ['a']), check('c', async () => {})],
    host(),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'skipped', 'passed']);
});

test('patience: attempts go on until one succeeds, or the time is over', async () => {
  const here = host();
  let attempts = 0;
  const patient = check('a', async ({ eventually, equal }) => {
    await eventually(() => equal(++attempts, 4), { within: 1000, every: 100 });
  });
  const [result] = await runChecks([patient], here);
  expect(result).toMatchObject({ outcome: 'passed', durationMs: 300 });
  expect(result!.comparisons).toHaveLength(1);
  const [late] = await runChecks(
    [check('b', ({ eventually, fail }) => eventually(() => fail('1', '2'), { within: 250, every: 100 }))],
    here,
  );
  expect(late).toMatchObject({ outcome: 'failed', expected: '1', seen: '2', durationMs: 300 });
});

test("a client is made once, with the host's configuration, and destroyed in the end", async () => {
  const made: unknown[] = [];
  let destroyed = 0;
  class Client {
    constructor(configuration: unknown) {
      made.push(configuration);
    }
    destroy() {
      destroyed++;
    }
  }
  await runChecks(
    [
      check('a', async ({ client }) => void client(Client)),
      check('b', async ({ client, equal }) => equal([client(Client)].includes(client(Client)), true)),
    ],
    host(),
  );
  expect(made).toEqual([{ region: 'x' }]);
  expect(destroyed).toBe(1);
});
