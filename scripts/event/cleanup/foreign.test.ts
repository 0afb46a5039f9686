import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workshopTags } from '../../../cdk/workshop-tags.ts';
import { type EventInTest, eventInTest } from '../event-in-test.ts';
import { LOOK_ALIKES, MAKERS, taggedBootstrap } from './foreign-in-test.ts';
import { LAB_STACKS } from './lab-stacks-in-test.ts';
import { without, worldOf } from './world-in-test.ts';

interface Thing {
  account: number;
  /** Index of MAKERS, or of LAB_STACKS behind them. */
  kind: number;
}

const things = (most: number) =>
  fc.array(fc.record({ account: fc.nat(1), kind: fc.nat(MAKERS.length + 1), look: fc.nat(LOOK_ALIKES.length - 1) }), { maxLength: most });
const STACKS = Object.entries(LAB_STACKS).filter(([name]) => name !== 'workshop-worker');

async function make(at: EventInTest, { account, kind }: Thing, name: string, tags: Record<string, string>): Promise<void> {
  const { account: number } = at.participants[account]!;
  const maker = MAKERS[kind];
  if (maker) return void (await maker(at, number, name, tags));
  const [, template] = STACKS[(kind - MAKERS.length) % STACKS.length]!;
  await at.deploy(number, name, { Resources: (template as { Resources: object }).Resources }, tags);
}

test('whatever stands beside it, the event is what goes: no more, no less', async () => {
  await fc.assert(
    fc.asyncProperty(
      things(8),
      things(6),
      fc.record({
        throttle: fc.integer({ min: 0, max: 30 }),
        failing: fc.integer({ min: 0, max: 20 }),
        seed: fc.nat(1000),
        role: fc.boolean(),
      }),
      async (foreign, own, { throttle, failing, seed, role }) => {
        const at = await eventInTest({ participants: 2, role, seed });
        const accounts = at.participants.map(({ account }) => account);
        if (role) await at.open();
        await taggedBootstrap(at, accounts[0]!);
        for (const [index, thing] of foreign.entries()) await make(at, thing, `foreign${index}`, LOOK_ALIKES[thing.look]!);
        const beside = await worldOf(at.cloud, accounts);
        for (const [index, thing] of own.entries()) await make(at, thing, `own${index}`, workshopTags('lab', { event: at.event.id }));
        const reason = 'Resource is in use';
        at.cloud.cloud.faults.set(
          [
            { kind: 'throttle', percent: throttle },
            { kind: 'fail-delete', percent: failing, reason },
          ],
          seed,
        );
        await at.plan();
        const applied = await at.apply();
        at.cloud.cloud.faults.clear();
        const after = await worldOf(at.cloud, accounts);
        expect([applied.left, without(beside, after), without(after, beside)]).toEqual([0, [], []]);
        expect(at.cloud.faults).toEqual([]);
        at.close();
      },
    ),
    { numRuns: 40, seed: 5 },
  );
});
