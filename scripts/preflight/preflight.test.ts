import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../cloud/host/memory.ts';
import { services } from '../../cloud/services/index.ts';
import { clientsOf } from '../clients.ts';
import { message } from '../messages.ts';
import { BUDGET_NAME, setBudget } from './budget.ts';
import { isClear } from './finding.ts';
import { preflight } from './preflight.ts';
import { quotaFindings } from './quotas.ts';

let cloud: MemoryCloud;
beforeEach(async () => {
  cloud = await memoryCloud();
});
afterEach(() => expect(cloud.faults).toEqual([]));

const leda = { id: 'leda', services: ['kinesis', 'lambda'], needs: { reservedConcurrency: 1, quotas: { 'kinesis.shards': 4 } } } as const;
const template = { Resources: { Incoming: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 4 } } } };

async function look(options: Partial<Parameters<typeof preflight>[0]> & { account?: string } = {}) {
  const { account = TEST_ACCOUNT, region = TEST_REGION, ...rest } = options;
  const caller = { account, arn: `arn:aws:iam::${account}:root` };
  const aws = clientsOf(cloud.clientOptions(account, region));
  const report = await preflight({ aws, kind: 'aws', region, caller, lab: leda, template, isDeployed: false, ...rest });
  return { ...report, of: (id: string) => report.findings.find((finding) => finding.id === id) };
}

const bootstrap = (Value: string) =>
  cloud.root().ssm.PutParameter({ Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value, Overwrite: true });

test('with everything in order every finding is ok, but for the budget that nobody has made', async () => {
  await bootstrap('28');
  const { findings, of } = await look();
  expect(isClear(findings)).toBe(true);
  expect(findings.filter(({ outcome }) => outcome !== 'ok')).toEqual([{ id: 'budget', outcome: 'warning', key: 'preflight.no-budget' }]);
  expect(of('bootstrap')?.parameters).toMatchObject({ version: 28 });
  expect(of('quota:kinesis.shards')?.parameters).toMatchObject({ needed: 4, used: 0 });
  expect(message('en', 'preflight.cost-estimated', of('cost')?.parameters)).toContain('0.08 USD an hour, 1.92 USD a forgotten day');
});

test('on AWS a missing bootstrap stops the deployment; elsewhere the deployment makes it', async () => {
  expect((await look()).of('bootstrap')).toMatchObject({ outcome: 'failed', key: 'aws.not-bootstrapped' });
  expect((await look({ kind: 'local' })).of('bootstrap')).toMatchObject({ outcome: 'ok', key: 'preflight.bootstrap-comes' });
  await bootstrap('5');
  expect((await look()).of('bootstrap')).toMatchObject({ outcome: 'failed', key: 'preflight.bootstrap-old' });
});

test('a new account with 10 concurrent executions can reserve none', async () => {
  const { organizations } = cloud.root();
  await organizations.CreateOrganization({});
  const made = await organizations.CreateAccount({ AccountName: 'new', Email: 'new@example.com' });
  await cloud.clock.advance(60_000);
  const asked = await organizations.DescribeCreateAccountStatus({ CreateAccountRequestId: made.CreateAccountStatus!.Id! });
  const { findings, of } = await look({ account: asked.CreateAccountStatus!.AccountId! });
  expect(of('quota:lambda.concurrency')).toMatchObject({ outcome: 'failed', parameters: { limit: 10, free: 10, needed: 1, least: 10 } });
  expect(isClear(findings)).toBe(false);
  // What is deployed already has its share.
  expect((await look({ account: asked.CreateAccountStatus!.AccountId!, isDeployed: true })).of('quota:lambda.concurrency')).toBeUndefined();
});

test('shards that are in use already count', async () => {
  const { kinesis } = cloud.root();
  const { ShardLimit = 0 } = await kinesis.DescribeLimits({});
  await kinesis.CreateStream({ StreamName: 'other', ShardCount: ShardLimit - 3 });
  await cloud.clock.advance(60_000);
  expect((await look()).of('quota:kinesis.shards')).toMatchObject({
    outcome: 'failed',
    key: 'preflight.quota-short',
    parameters: { needed: 4, used: ShardLimit - 3, limit: ShardLimit },
  });
});

test('what the target cannot say is named as not looked at, and never taken for enough', async () => {
  const withoutEc2 = await memoryCloud({ services: services.filter(({ name }) => name !== 'ec2') });
  const aws = clientsOf(withoutEc2.clientOptions());
  expect(await quotaFindings(aws, { quotas: { 'vpc.vpcs': 1 } })).toEqual([
    {
      id: 'quota:vpc.vpcs',
      outcome: 'unknown',
      key: 'preflight.not-looked-at',
      parameters: { what: 'VPCs per Region', reason: expect.stringContaining('NotImplemented') },
    },
  ]);
});

test('a region that lacks a service of the lab is refused; one that is not in the table is a warning', async () => {
  const lab = { ...leda, services: ['lambda', 'appsync'] };
  expect((await look({ region: 'mx-central-1', lab })).of('region')).toMatchObject({
    outcome: 'failed',
    parameters: { services: 'appsync' },
  });
  expect((await look({ region: 'us-east-1', lab })).of('region')).toMatchObject({ outcome: 'ok' });
  expect((await look({ region: 'xx-north-9', lab })).of('region')).toMatchObject({ outcome: 'warning' });
});

test('a resource type without a price is named', async () => {
  const { of } = await look({ template: { Resources: { Db: { Type: 'AWS::RDS::DBInstance' } } } });
  expect(of('cost:unpriced')).toMatchObject({ outcome: 'warning', parameters: { types: 'AWS::RDS::DBInstance' } });
});

test('the budget writes to a mailbox, and is found; made again it gets the new amount', async () => {
  const aws = clientsOf(cloud.clientOptions());
  expect(await setBudget(aws, TEST_ACCOUNT, 5, 'me@example.com')).toBe('created');
  expect(await setBudget(aws, TEST_ACCOUNT, 8, 'me@example.com')).toBe('updated');
  const { budgets } = cloud.root();
  const { Budget } = await budgets.DescribeBudget({ AccountId: TEST_ACCOUNT, BudgetName: BUDGET_NAME });
  expect(Budget).toMatchObject({ BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Unit: 'USD' } });
  expect(Number(Budget?.BudgetLimit?.Amount)).toBe(8);
  const { Notifications = [] } = await budgets.DescribeNotificationsForBudget({ AccountId: TEST_ACCOUNT, BudgetName: BUDGET_NAME });
  expect(Notifications.map(({ NotificationType, Threshold }) => `${NotificationType} ${Threshold}`).sort()).toEqual([
    'ACTUAL 100',
    'ACTUAL 50',
    'FORECASTED 100',
  ]);
  for (const Notification of Notifications) {
    const { Subscribers } = await budgets.DescribeSubscribersForNotification({
      AccountId: TEST_ACCOUNT,
      BudgetName: BUDGET_NAME,
      Notification,
    });
    expect(Subscribers).toEqual([{ SubscriptionType: 'EMAIL', Address: 'me@example.com' }]);
  }
  expect((await look()).of('budget')).toMatchObject({ outcome: 'ok', parameters: { names: BUDGET_NAME } });
});
