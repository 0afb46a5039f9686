import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { Budget } from './resources/AWS-Budgets-Budget.ts';
import { type BudgetsState, initialState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** AWS Budgets. The cloud bills nothing: what was spent is always 0, and no notification is ever sent. */
export const budgets = defineService<BudgetsState>({
  name: 'budgets',
  wires: [{ signingName: 'budgets', target: 'AWSBudgetServiceGateway', load: () => import('@aws-sdk/client-budgets') }],
  scope: 'account',
  initialState,
  operations,
  access,
  tagging,
  resourceTypes: [Budget],
});
