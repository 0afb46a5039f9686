import type * as sdk from '@aws-sdk/client-budgets';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { lengthWithin, matching, oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { addNotifications } from './notifications.ts';
import { type BudgetsCall, budgetArn, budgetAt, checkAccount, invalid, page, toBudget } from './records.ts';
import type { BudgetRecord, BudgetsState } from './state.ts';
import { addTags } from './tags.ts';

/** What AWS writes where no end is given. */
const END_OF_TIME = new Date(Date.UTC(2087, 5, 15));
const MOST_BUDGETS = 20_000;
const TYPES = ['COST', 'USAGE'];
const UNITS = ['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY'];
const OTHER_TYPES = /^(RI|SAVINGS_PLANS)_/;

/** Makes a budget with its notifications. Throws DuplicateRecordException, InvalidParameterException. Budgets API Reference, CreateBudget. */
export const CreateBudget: Operation<BudgetsState, sdk.CreateBudgetRequest, sdk.CreateBudgetResponse> = (input, call) => {
  checkAccount(call, input);
  const budget = settled(call, input.Budget!);
  const name = budget.BudgetName;
  if (call.state.budgets.has(name))
    throw new AwsError('DuplicateRecordException', `Error creating budget: ${name} - the budget already exists.`);
  if (call.state.budgets.size >= MOST_BUDGETS)
    throw new AwsError('CreationLimitExceededException', `You have reached the limit of ${MOST_BUDGETS} budgets.`);
  const record: BudgetRecord = { budget, arn: budgetArn(call.account, name), notifications: [], tags: new Map() };
  addNotifications(record, input.NotificationsWithSubscribers ?? []);
  addTags(record.tags, input.ResourceTags, call.principal);
  call.state.budgets.set(name, record);
  return {};
};

/** Replaces a budget's settings; what has notified stays. Budgets API Reference, UpdateBudget. */
export const UpdateBudget: Operation<BudgetsState, sdk.UpdateBudgetRequest, sdk.UpdateBudgetResponse> = (input, call) => {
  const record = budgetAt(call, { AccountId: input.AccountId, BudgetName: input.NewBudget!.BudgetName });
  record.budget = settled(call, input.NewBudget!);
  return {};
};

export const DescribeBudget: Operation<BudgetsState, sdk.DescribeBudgetRequest, sdk.DescribeBudgetResponse> = (input, call) => ({
  Budget: toBudget(budgetAt(call, input), input.ShowFilterExpression),
});

export const DescribeBudgets: Operation<BudgetsState, sdk.DescribeBudgetsRequest, sdk.DescribeBudgetsResponse> = (input, call) => {
  checkAccount(call, input);
  const { items, more } = page(call.state.budgets.values(), ({ arn }) => arn, input, 100);
  return { Budgets: items.map((record) => toBudget(record, input.ShowFilterExpression)), ...more };
};

export const DeleteBudget: Operation<BudgetsState, sdk.DeleteBudgetRequest, sdk.DeleteBudgetResponse> = (input, call) => {
  call.state.budgets.delete(budgetAt(call, input).budget.BudgetName);
  return {};
};

/** A budget with all defaults. Filters, cost types and metrics are kept as they were given: they choose from costs, and here are none. */
function settled(call: BudgetsCall, input: sdk.Budget): sdk.Budget & { BudgetName: string } {
  if (OTHER_TYPES.test(input.BudgetType!)) throw notImplemented(`budgets CreateBudget with BudgetType ${input.BudgetType}`);
  refuseMembers('budgets CreateBudget', input, ['AutoAdjustData', 'BillingViewArn']);
  refuseViolations('InvalidParameterException', [
    lengthWithin('budget.budgetName', input.BudgetName, 1, 100),
    matching('budget.budgetName', input.BudgetName, '(?!.*/action/)[^:\\\\]+'),
    oneOf('budget.budgetType', input.BudgetType, TYPES),
    oneOf('budget.timeUnit', input.TimeUnit, UNITS),
    matching('budget.budgetLimit.amount', input.BudgetLimit?.Amount, '([0-9]*\\.)?[0-9]+'),
  ]);
  if (input.BudgetLimit && input.PlannedBudgetLimits) throw invalid('BudgetLimit and PlannedBudgetLimits cannot both be present.');
  if (!input.BudgetLimit && !input.PlannedBudgetLimits) throw invalid('Budget Limit or Planned Budget Limit should be present.');
  if (input.CostFilters && input.FilterExpression) throw invalid('CostFilters and FilterExpression cannot both be present.');
  const now = call.clock.now();
  const Start = input.TimePeriod?.Start ?? startOf(input.TimeUnit!, now);
  const End = input.TimePeriod?.End ?? END_OF_TIME;
  if (End <= Start) throw invalid('Start time should not be after end time.');
  const { CalculatedSpend: _spent, HealthStatus: _health, ...given } = input;
  return {
    ...given,
    BudgetName: input.BudgetName!,
    ...(!input.FilterExpression && { CostFilters: input.CostFilters ?? {}, CostTypes: { ...COST_TYPES, ...input.CostTypes } }),
    TimePeriod: { Start, End },
    LastUpdatedTime: new Date(now),
  };
}

const COST_TYPES: sdk.CostTypes = {
  IncludeTax: true,
  IncludeSubscription: true,
  UseBlended: false,
  IncludeRefund: true,
  IncludeCredit: true,
  IncludeUpfront: true,
  IncludeRecurring: true,
  IncludeOtherSubscription: true,
  IncludeSupport: true,
  IncludeDiscount: true,
  UseAmortized: false,
};

/** The beginning of the running day, month, quarter or year. */
function startOf(unit: sdk.TimeUnit, now: number): Date {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'DAILY') return new Date(Date.UTC(year, month, day));
  if (unit === 'QUARTERLY') return new Date(Date.UTC(year, month - (month % 3), 1));
  return new Date(Date.UTC(year, unit === 'ANNUALLY' ? 0 : month, 1));
}
