import {
  type Budget,
  BudgetsClient,
  CreateBudgetCommand,
  CreateNotificationCommand,
  CreateSubscriberCommand,
  DeleteBudgetCommand,
  DeleteSubscriberCommand,
  DescribeBudgetCommand,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  ListTagsForResourceCommand,
  type Notification,
  UpdateBudgetCommand,
  UpdateNotificationCommand,
} from '@aws-sdk/client-budgets';
import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';

let host: MemoryCloud;
let budgets: BudgetsClient;
beforeEach(async () => {
  host = await memoryCloud();
  budgets = new BudgetsClient(host.clientOptions());
});

const AccountId = TEST_ACCOUNT;
const BudgetName = 'workshop';
const named = { AccountId, BudgetName };
const MONTHLY: Budget = { BudgetName, BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '20', Unit: 'USD' } };
const AT_80: Notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 };
const mail = (Address: string) => ({ SubscriptionType: 'EMAIL' as const, Address });

const create = (budget: Partial<Budget> = {}) =>
  budgets.send(
    new CreateBudgetCommand({
      AccountId,
      Budget: { ...MONTHLY, ...budget },
      NotificationsWithSubscribers: [{ Notification: AT_80, Subscribers: [mail('a@example.com')] }],
    }),
  );

test('a budget is told with its defaults, and with nothing spent', async () => {
  await create();
  const { Budget: budget } = await budgets.send(new DescribeBudgetCommand(named));
  expect(budget).toMatchObject({
    ...MONTHLY,
    TimePeriod: { Start: new Date('2026-11-01T00:00:00Z'), End: new Date('2087-06-15T00:00:00Z') },
    CostTypes: { IncludeTax: true, UseBlended: false },
    CalculatedSpend: { ActualSpend: { Amount: '0.0', Unit: 'USD' } },
  });
  await expect(create()).rejects.toMatchObject({
    name: 'DuplicateRecordException',
    message: 'Error creating budget: workshop - the budget already exists.',
  });
  await expect(create({ BudgetName: 'a:b' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(create({ BudgetName: 'b', BudgetLimit: undefined })).rejects.toThrow(
    'Budget Limit or Planned Budget Limit should be present.',
  );
  await expect(create({ BudgetName: 'c', BudgetType: 'RI_UTILIZATION' })).rejects.toThrow(
    'does not implement budgets CreateBudget with BudgetType RI_UTILIZATION',
  );
  await expect(budgets.send(new DescribeBudgetsCommand({ AccountId: '999988887777' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

test('a budget is changed as a whole, listed and deleted', async () => {
  await create();
  await create({ BudgetName: 'other' });
  await budgets.send(new UpdateBudgetCommand({ AccountId, NewBudget: { ...MONTHLY, BudgetLimit: { Amount: '50', Unit: 'USD' } } }));
  const list = async () =>
    (await budgets.send(new DescribeBudgetsCommand({ AccountId }))).Budgets?.map((one) => [one.BudgetName, one.BudgetLimit?.Amount]);
  expect(await list()).toEqual([
    ['other', '20'],
    ['workshop', '50'],
  ]);
  await budgets.send(new DeleteBudgetCommand(named));
  expect(await list()).toEqual([['other', '20']]);
  await expect(budgets.send(new DescribeBudgetCommand(named))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: "Unable to get budget: workshop - the budget doesn't exist.",
  });
});

test('notifications and their subscribers come and go', async () => {
  await create();
  const at100 = { ...AT_80, Threshold: 100 };
  const add = () => budgets.send(new CreateNotificationCommand({ ...named, Notification: at100, Subscribers: [mail('b@example.com')] }));
  await add();
  await expect(add()).rejects.toMatchObject({ name: 'DuplicateRecordException' });
  await budgets.send(
    new UpdateNotificationCommand({ ...named, OldNotification: at100, NewNotification: { ...at100, NotificationType: 'FORECASTED' } }),
  );
  const thresholds = async () =>
    (await budgets.send(new DescribeNotificationsForBudgetCommand(named))).Notifications!.map(
      (one) => `${one.NotificationType} ${one.Threshold} ${one.ThresholdType} ${one.NotificationState}`,
    );
  expect(await thresholds()).toEqual(['ACTUAL 80 PERCENTAGE OK', 'FORECASTED 100 PERCENTAGE OK']);
  const Subscriber = { SubscriptionType: 'SNS' as const, Address: `arn:aws:sns:us-east-1:${AccountId}:alarm` };
  await budgets.send(new CreateSubscriberCommand({ ...named, Notification: AT_80, Subscriber }));
  const subscribers = async () =>
    (await budgets.send(new DescribeSubscribersForNotificationCommand({ ...named, Notification: AT_80 }))).Subscribers;
  expect(await subscribers()).toEqual([mail('a@example.com'), Subscriber]);
  await expect(
    budgets.send(
      new CreateSubscriberCommand({ ...named, Notification: AT_80, Subscriber: { ...Subscriber, Address: `${Subscriber.Address}2` } }),
    ),
  ).rejects.toMatchObject({ name: 'CreationLimitExceededException' });
  for (const one of [mail('a@example.com'), Subscriber])
    await budgets.send(new DeleteSubscriberCommand({ ...named, Notification: AT_80, Subscriber: one }));
  expect(await thresholds()).toEqual(['FORECASTED 100 PERCENTAGE OK']);
});

test('templates make budgets', async () => {
  const Resources = {
    Alarm: {
      Type: 'AWS::Budgets::Budget',
      Properties: {
        Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 20, Unit: 'USD' }, TimePeriod: { Start: '1790812800' } },
        NotificationsWithSubscribers: [{ Notification: { ...AT_80, Threshold: '80' }, Subscribers: [mail('a@example.com')] }],
      },
    },
  };
  const formation = new CloudFormationClient(host.clientOptions());
  const TemplateBody = JSON.stringify({ Resources, Outputs: { Name: { Value: { Ref: 'Alarm' } } } });
  await formation.send(new CreateStackCommand({ StackName: 'x', TemplateBody, Tags: [{ Key: 'event', Value: 'one' }] }));
  await host.clock.advance(1_000);
  const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName: 'x' }));
  const name = Stacks![0]!.Outputs![0]!.OutputValue!;
  const { Budget: budget } = await budgets.send(new DescribeBudgetCommand({ AccountId, BudgetName: name }));
  expect(budget).toMatchObject({ BudgetLimit: { Amount: '20' }, TimePeriod: { Start: new Date('2026-10-01T00:00:00Z') } });
  const { ResourceTags } = await budgets.send(
    new ListTagsForResourceCommand({ ResourceARN: `arn:aws:budgets::${AccountId}:budget/${name}` }),
  );
  expect(ResourceTags).toContainEqual({ Key: 'event', Value: 'one' });
  await formation.send(new DeleteStackCommand({ StackName: 'x' }));
  await host.clock.advance(1_000);
  expect((await budgets.send(new DescribeBudgetsCommand({ AccountId }))).Budgets).toEqual([]);
});
