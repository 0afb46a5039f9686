import { expect, test } from 'vitest';
import { seededRandom } from '../../../cloud/random.ts';
import { accountOf, eventInTest } from '../event-in-test.ts';
import { LOOK_ALIKES, MAKERS } from './foreign-in-test.ts';
import { applyKilledAfter } from './killed-in-test.ts';
import { LAB_STACKS } from './lab-stacks-in-test.ts';
import { namedBy, without, worldOf } from './world-in-test.ts';

const KILLS = 50;
/** A whole run makes some more. */
const MOST_CALLS = 90;

test('killed at 50 random points and resumed, it ends as if nothing had happened', async () => {
  const random = seededRandom(2027);
  let kills = 0;
  for (let number = 0; kills < KILLS; number++) {
    const at = await eventInTest({ participants: 2, seed: number });
    await at.open();
    for (const { account } of at.participants) {
      for (const [name, template] of Object.entries(LAB_STACKS)) await at.deploy(account, name, template);
      for (const [index, maker] of MAKERS.entries())
        await maker(at, account, `near${index}`, LOOK_ALIKES[(number + index) % LOOK_ALIKES.length]!);
    }
    const accounts = [accountOf(0), accountOf(1)];
    const before = await worldOf(at.cloud, accounts);
    await at.plan();
    const faults = [
      { kind: 'throttle' as const, percent: 10 },
      { kind: 'fail-delete' as const, percent: 10, reason: 'DependencyViolation: resource has a dependent object' },
    ];
    at.cloud.cloud.faults.set(faults, number);
    for (let times = 0; times < 4; times++) if (await applyKilledAfter(at, 1 + random.below(MOST_CALLS), random)) kills++;
    const applied = await at.apply();
    at.cloud.cloud.faults.clear();
    const planned = await namedBy(at.planFile);
    const after = await worldOf(at.cloud, accounts);
    expect([number, applied.left, without(before, after)]).toEqual([number, 0, [...planned].sort()]);
    expect(without(after, before)).toEqual([]);
    at.close();
  }
});
