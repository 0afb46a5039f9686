import type { Budget, Notification, Subscriber } from '@aws-sdk/client-budgets';

/** The budgets of an account, by name. */
export interface BudgetsState {
  budgets: Map<string, BudgetRecord>;
}

export interface BudgetRecord {
  /** As AWS tells it, without what is spent. */
  budget: Budget & { BudgetName: string };
  arn: string;
  notifications: NotificationRecord[];
  tags: Map<string, string>;
}

export interface NotificationRecord {
  notification: Notification;
  subscribers: Subscriber[];
}

export const initialState = (): BudgetsState => ({ budgets: new Map() });
