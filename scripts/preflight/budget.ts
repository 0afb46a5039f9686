import {
  BudgetsClient,
  CreateBudgetCommand,
  DuplicateRecordException,
  type NotificationWithSubscribers,
  paginateDescribeBudgets,
  UpdateBudgetCommand,
} from '@aws-sdk/client-budgets';
import type { Clients } from '../clients.ts';

/** The budget that `--budget` makes. It is the account's, not a lab's: no lab:destroy takes it away. */
export const BUDGET_NAME = 'xuong-may';

/** What writes to the mailbox: what was spent, and what the month is heading for. In percent of the budget. */
const ALARMS = [
  { NotificationType: 'ACTUAL', Threshold: 50 },
  { NotificationType: 'ACTUAL', Threshold: 100 },
  { NotificationType: 'FORECASTED', Threshold: 100 },
] as const;

/** The names of an account's budgets. */
export async function budgetsOf(aws: Clients, AccountId: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { Budgets = [] } of paginateDescribeBudgets({ client: aws.client(BudgetsClient) }, { AccountId })) {
    for (const { BudgetName } of Budgets) if (BudgetName) names.push(BudgetName);
  }
  return names;
}

/** A monthly budget for the whole account that writes to `email`. One that exists gets the new amount; its alarms stay. */
export async function setBudget(
  aws: Clients,
  AccountId: string,
  usd: number,
  email: string,
  BudgetName = BUDGET_NAME,
): Promise<'created' | 'updated'> {
  const client = aws.client(BudgetsClient);
  const Budget = {
    BudgetName,
    BudgetType: 'COST' as const,
    TimeUnit: 'MONTHLY' as const,
    BudgetLimit: { Amount: String(usd), Unit: 'USD' },
  };
  const Subscribers = [{ SubscriptionType: 'EMAIL' as const, Address: email }];
  const NotificationsWithSubscribers: NotificationWithSubscribers[] = ALARMS.map((alarm) => ({
    Notification: { ...alarm, ComparisonOperator: 'GREATER_THAN', ThresholdType: 'PERCENTAGE' },
    Subscribers,
  }));
  try {
    await client.send(new CreateBudgetCommand({ AccountId, Budget, NotificationsWithSubscribers }));
    return 'created';
  } catch (error) {
    if (!(error instanceof DuplicateRecordException)) throw error;
    await client.send(new UpdateBudgetCommand({ AccountId, NewBudget: Budget }));
    return 'updated';
  }
}
