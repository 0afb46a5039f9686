import path from 'node:path';
import { expect, test } from 'vitest';
import { loadLab } from '../../stage.ts';
import { deployLab } from '../deploy-lab.ts';
import { eventInTest } from '../event-in-test.ts';
import { LOOK_ALIKES, MAKERS, taggedBootstrap } from './foreign-in-test.ts';
import { LAB_STACKS } from './lab-stacks-in-test.ts';
import { namedBy, taggedIn, without, worldOf } from './world-in-test.ts';

const ACCOUNTS = 200;
const REAL_LABS = ['s3-trigger', 'dynamodb-crud'];
const root = path.resolve(import.meta.dirname, '../../..');
/** CloudFormation's own words for what passes when it is tried again. */
const REASON = 'Rate exceeded (Service: Sqs, Status Code: 400, Request ID: 1)';

test('200 participants x 3 labs, a fifth of all calls throttled and a tenth of all deletions failing: what was planned is gone, nothing else is', async () => {
  const at = await eventInTest({ participants: ACCOUNTS, change: { labs: REAL_LABS } });
  const accounts = at.participants.map(({ account }) => account);
  await at.open();
  for (const [index, account] of accounts.entries()) {
    for (const [name, template] of Object.entries(LAB_STACKS)) await at.deploy(account, name, template);
    const look = LOOK_ALIKES[index % LOOK_ALIKES.length]!;
    await MAKERS[index % MAKERS.length]!(at, account, `foreign${index}`, look);
    // A shared bucket in the account next door is named by a lab's policy, but is nobody's of the event.
    if (index % 20 === 0) {
      await taggedBootstrap(at, account);
      await at.deploy(account, 'someone-elses', LAB_STACKS['workshop-table']!, look);
    }
  }
  for (const lab of await Promise.all(REAL_LABS.map((id) => loadLab(root, id)))) {
    for (const account of accounts.slice(0, 3)) {
      const ownership = { event: at.event.id, participant: account };
      await deployLab(lab, ownership, { clientConfiguration: at.cloud.clientOptions(account), account });
    }
  }

  const before = await worldOf(at.cloud, accounts);
  at.cloud.cloud.faults.set(
    [
      { kind: 'throttle', percent: 20 },
      { kind: 'fail-delete', percent: 10, reason: REASON },
    ],
    7,
  );
  const end = await at.plan();
  expect(without(before, await worldOf(at.cloud, accounts))).toEqual([]);
  const applied = await at.apply();
  const [throttle, failing] = at.cloud.cloud.faults.list();
  at.cloud.cloud.faults.clear();

  const after = await worldOf(at.cloud, accounts);
  const planned = await namedBy(at.planFile);
  expect(applied).toMatchObject({ accounts: ACCOUNTS, items: end.items, left: 0, survivors: [] });
  expect(without(before, after)).toEqual([...planned].sort());
  expect(without(after, before)).toEqual([]);
  expect(planned.size).toBeGreaterThan(ACCOUNTS * 10);
  // The event's tags are on nothing but the bootstrap that somebody tagged.
  for (const account of accounts) expect((await taggedIn(at, account)).filter((arn) => !/CDKToolkit|cdk-hnb659fds/.test(arn))).toEqual([]);
  expect(throttle!.struck).toBeGreaterThan(applied.sent * 0.15);
  expect(failing!.struck).toBeGreaterThan(ACCOUNTS * 0.5);
  expect(at.cloud.faults).toEqual([]);
  at.close();
});
