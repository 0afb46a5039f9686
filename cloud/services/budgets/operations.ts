import { CreateBudget, DeleteBudget, DescribeBudget, DescribeBudgets, UpdateBudget } from './budgets.ts';
import {
  CreateNotification,
  CreateSubscriber,
  DeleteNotification,
  DeleteSubscriber,
  DescribeBudgetNotificationsForAccount,
  DescribeNotificationsForBudget,
  DescribeSubscribersForNotification,
  UpdateNotification,
  UpdateSubscriber,
} from './notifications.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tags.ts';

/** What AWS Budgets can do. */
export const operations = {
  CreateBudget,
  CreateNotification,
  CreateSubscriber,
  DeleteBudget,
  DeleteNotification,
  DeleteSubscriber,
  DescribeBudget,
  DescribeBudgetNotificationsForAccount,
  DescribeBudgets,
  DescribeNotificationsForBudget,
  DescribeSubscribersForNotification,
  ListTagsForResource,
  TagResource,
  UntagResource,
  UpdateBudget,
  UpdateNotification,
  UpdateSubscriber,
};
