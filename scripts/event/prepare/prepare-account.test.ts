import { afterEach, expect, test } from 'vitest';
import { TAG } from '#cdk/workshop-tags.ts';
import { BOOTSTRAP_NEEDED } from '../../preflight/bootstrap.ts';
import { openAccount } from '../accounts.ts';
import { accountOf, type EventInTest, eventInTest, REGION } from '../event-in-test.ts';
import { eventTemplate } from './event-template.ts';
import { isReady, needsOf, needsTogether } from './needs.ts';
import { prepareAccount } from './prepare-account.ts';

let at: EventInTest;
const bootstrapped: string[] = [];
afterEach(() => {
  at.close();
  bootstrapped.length = 0;
  expect(at.cloud.faults).toEqual([]);
});

const opened = () => openAccount(at.event, at.participants[0]!, at.access);
const prepare = (template = eventTemplate(at.event)) =>
  prepareAccount(opened(), at.event, {
    template,
    time: at.clock,
    pollMs: 100,
    // As `cdk bootstrap` leaves it.
    async bootstrap(_, region) {
      bootstrapped.push(region);
      const { ssm } = at.cloud.root(accountOf(0), region);
      await ssm.PutParameter({
        Name: '/cdk-bootstrap/hnb659fds/version',
        Value: String(BOOTSTRAP_NEEDED),
        Type: 'String',
        Overwrite: true,
      });
    },
  });
const needs = () => needsOf(opened(), at.event, eventTemplate(at.event), {});

test('an account gets what it needs once; a change of the event updates its stack', async () => {
  at = await eventInTest({ change: { regions: [REGION, 'us-east-1'], budget: { usdPerParticipant: 5, notify: 'teacher@example.com' } } });
  await at.open();
  expect(await needs()).toMatchObject({ bootstrap: [REGION, 'us-east-1'], stack: 'missing' });
  expect(await prepare()).toEqual({ bootstrapped: [REGION, 'us-east-1'], stack: 'created' });
  expect(isReady(await needs())).toBe(true);
  expect(await prepare()).toEqual({ bootstrapped: [], stack: 'unchanged' });
  expect(bootstrapped).toHaveLength(2);
  const { cloudformation } = at.cloud.root(accountOf(0), REGION);
  const stack = (await cloudformation.DescribeStacks({ StackName: 'workshop-event-cloud-day' })).Stacks![0]!;
  expect(Object.fromEntries(stack.Tags!.map(({ Key, Value }) => [Key, Value]))).toMatchObject({
    [TAG.event]: 'cloud-day',
    [TAG.participant]: 'p0',
  });

  at.event.budget.usdPerParticipant = 9;
  expect(await needs()).toMatchObject({ bootstrap: [], stack: 'different' });
  expect(await prepare()).toEqual({ bootstrapped: [], stack: 'updated' });
  const { BudgetLimit } = (await at.cloud.root(accountOf(0), 'us-east-1').budgets.DescribeBudgets({ AccountId: accountOf(0) }))
    .Budgets![0]!;
  expect(Number(BudgetLimit!.Amount)).toBe(9);
  expect(isReady(await needs())).toBe(true);
});

test('a stack that cannot be made is told with CloudFormation’s reason', async () => {
  at = await eventInTest();
  await at.open();
  const template = JSON.stringify({ Resources: { Jobs: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 9999 } } } });
  await expect(prepare(template)).rejects.toThrow(/^workshop-event-cloud-day: ROLLBACK_COMPLETE\. Jobs: .*DelaySeconds/);
});

test('quotas are those of all labs together: one may stand while the next begins', async () => {
  const together = needsTogether([
    { reservedConcurrency: 1, quotas: { 'kinesis.shards': 4 } },
    undefined,
    { quotas: { 'kinesis.shards': 9000 } },
  ]);
  expect(together).toEqual({ reservedConcurrency: 1, quotas: { 'kinesis.shards': 9004 } });
  at = await eventInTest();
  await at.open();
  const { quotas } = await needsOf(opened(), at.event, eventTemplate(at.event), together);
  expect(quotas.filter(({ outcome }) => outcome === 'failed')).toMatchObject([{ parameters: { needed: 9004 } }]);
});
