import type { AccessCheck } from '../../operation.ts';
import { operations } from './operations.ts';
import { type BudgetsCall, budgetArn } from './records.ts';

interface Names {
  BudgetName?: string;
  Budget?: { BudgetName?: string };
  NewBudget?: { BudgetName?: string };
  ResourceARN?: string;
}

/** Two actions stand for nearly everything. Service Authorization Reference, "AWS Budget Service". */
export const access: Record<string, (input: Names, call: BudgetsCall) => AccessCheck> = Object.fromEntries(
  Object.keys(operations).map((operation) => [
    operation,
    (input: Names, { account }: BudgetsCall) => ({
      action: `budgets:${actionOf(operation)}`,
      resource: input.ResourceARN ?? budgetArn(account, input.BudgetName ?? input.Budget?.BudgetName ?? input.NewBudget?.BudgetName ?? '*'),
    }),
  ]),
);

function actionOf(operation: string): string {
  if (/Tag/.test(operation)) return operation;
  return operation.startsWith('Describe') ? 'ViewBudget' : 'ModifyBudget';
}
