import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabInTest, labInTest } from '../../lab-in-test.ts';

describe('new-lab, deployed', () => {
  let lab: LabInTest;
  beforeAll(async () => {
    lab = await labInTest('new-lab', path.resolve(import.meta.dirname, '../..'));
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  test('start greets and forgets; the solution passes every check', async () => {
    expect(await lab.check(await lab.deploy({ stage: 'start' }))).toEqual({ greets: 'passed', remembers: 'failed' });
    expect(await lab.check(await lab.deploy())).toEqual({ greets: 'passed', remembers: 'passed' });
  });

  test('the drill fails what it says', async () => {
    const { fails } = await lab.drill('not-granted');
    const host = await lab.deploy({ drill: 'not-granted' });
    await lab.provoke('not-granted', host);
    expect(await lab.failed(host)).toEqual(fails);
  });

  test('removed, it leaves nothing', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
