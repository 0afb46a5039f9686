import type { Budget } from '@aws-sdk/client-budgets';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import type { BudgetRecord, BudgetsState } from './state.ts';

export type BudgetsCall = Call<BudgetsState>;

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function budgetArn(account: string, name: string): string {
  return `arn:aws:budgets::${account}:budget/${name}`;
}

/** Budgets are asked for by account: the caller's own. Throws AccessDeniedException. */
export function checkAccount({ account }: BudgetsCall, { AccountId }: { AccountId?: string | undefined }): void {
  if (AccountId !== account)
    throw new AwsError('AccessDeniedException', `Account ${account} may not see the budgets of account ${AccountId}.`);
}

/** Throws NotFoundException. */
export function budgetAt(call: BudgetsCall, input: { AccountId?: string | undefined; BudgetName?: string | undefined }): BudgetRecord {
  checkAccount(call, input);
  const record = call.state.budgets.get(input.BudgetName!);
  if (!record) throw new AwsError('NotFoundException', `Unable to get budget: ${input.BudgetName} - the budget doesn't exist.`);
  return record;
}

/** As AWS tells it. Nothing is billed here, so nothing is ever spent. */
export function toBudget({ budget }: BudgetRecord, showFilter = false): Budget {
  const { FilterExpression, ...rest } = structuredClone(budget);
  const zero = { Amount: '0.0', Unit: budget.BudgetLimit?.Unit ?? 'USD' };
  return {
    ...rest,
    ...(showFilter && FilterExpression && { FilterExpression }),
    CalculatedSpend: { ActualSpend: zero, ForecastedSpend: zero },
    HealthStatus: { Status: 'HEALTHY', LastUpdatedTime: budget.LastUpdatedTime },
  };
}

export function page<Item>(
  all: Iterable<Item>,
  key: (item: Item) => string,
  { NextToken, MaxResults }: { NextToken?: string | undefined; MaxResults?: number | undefined },
  most: number,
) {
  const size = Math.min(MaxResults ?? most, most);
  const { items, next } = pageAfter(
    all,
    key,
    { token: NextToken, size },
    () => new AwsError('InvalidNextTokenException', 'The pagination token is invalid.'),
  );
  return { items, more: next === undefined ? {} : { NextToken: next } };
}
