import type * as sdk from '@aws-sdk/client-budgets';
import { AwsError } from '../../aws-error.ts';
import { matching, oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { budgetAt, checkAccount, invalid, page } from './records.ts';
import type { BudgetRecord, BudgetsState, NotificationRecord } from './state.ts';

const MOST_NOTIFICATIONS = 5;
const MOST_EMAILS = 10;
const MOST_TOPICS = 1;

/** Adds notifications; those of a budget differ in type, comparison or threshold. Throws DuplicateRecordException, CreationLimitExceededException. */
export function addNotifications(record: BudgetRecord, added: readonly sdk.NotificationWithSubscribers[]): void {
  for (const { Notification, Subscribers } of added) {
    const notification = settled(Notification!);
    if (find(record, notification))
      throw new AwsError('DuplicateRecordException', 'Error creating notification: the notification already exists.');
    if (record.notifications.length >= MOST_NOTIFICATIONS)
      throw new AwsError('CreationLimitExceededException', `A budget can have at most ${MOST_NOTIFICATIONS} notifications.`);
    checkSubscribers(Subscribers!);
    record.notifications.push({ notification, subscribers: structuredClone(Subscribers!) });
  }
}

function settled(input: sdk.Notification): sdk.Notification {
  refuseViolations('InvalidParameterException', [
    oneOf('notification.notificationType', input.NotificationType, ['ACTUAL', 'FORECASTED']),
    oneOf('notification.comparisonOperator', input.ComparisonOperator, ['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO']),
    oneOf('notification.thresholdType', input.ThresholdType, ['PERCENTAGE', 'ABSOLUTE_VALUE']),
    valueWithin('notification.threshold', input.Threshold, 0.01, 15_000_000_000_000),
  ]);
  return { ...input, ThresholdType: input.ThresholdType ?? 'PERCENTAGE', NotificationState: 'OK' };
}

function checkSubscribers(subscribers: readonly sdk.Subscriber[]): void {
  for (const { SubscriptionType, Address } of subscribers) {
    refuseViolations('InvalidParameterException', [oneOf('subscriber.subscriptionType', SubscriptionType, ['SNS', 'EMAIL'])]);
    const pattern = SubscriptionType === 'SNS' ? 'arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:.+' : '[^\\s@]+@[^\\s@]+\\.[^\\s@]+';
    refuseViolations('InvalidParameterException', [matching('subscriber.address', Address, pattern)]);
  }
  if (subscribers.length === 0) throw invalid('A notification needs at least one subscriber.');
  const emails = subscribers.filter(({ SubscriptionType }) => SubscriptionType === 'EMAIL').length;
  if (emails > MOST_EMAILS || subscribers.length - emails > MOST_TOPICS)
    throw new AwsError(
      'CreationLimitExceededException',
      `A notification can have ${MOST_TOPICS} SNS subscriber and ${MOST_EMAILS} e-mail subscribers.`,
    );
  const known = new Set(subscribers.map(({ SubscriptionType, Address }) => `${SubscriptionType} ${Address}`));
  if (known.size !== subscribers.length)
    throw new AwsError('DuplicateRecordException', 'Error creating subscriber: the subscriber already exists.');
}

function find({ notifications }: BudgetRecord, wanted: sdk.Notification): NotificationRecord | undefined {
  return notifications.find(
    ({ notification }) =>
      notification.NotificationType === wanted.NotificationType &&
      notification.ComparisonOperator === wanted.ComparisonOperator &&
      notification.Threshold === wanted.Threshold &&
      notification.ThresholdType === (wanted.ThresholdType ?? 'PERCENTAGE'),
  );
}

function notificationAt(record: BudgetRecord, wanted: sdk.Notification): NotificationRecord {
  const found = find(record, wanted);
  if (!found) throw new AwsError('NotFoundException', "Unable to get notification: the notification doesn't exist.");
  return found;
}

export const CreateNotification: Operation<BudgetsState, sdk.CreateNotificationRequest, sdk.CreateNotificationResponse> = (
  { Notification, Subscribers, ...input },
  call,
) => {
  addNotifications(budgetAt(call, input), [{ Notification, Subscribers }]);
  return {};
};

export const UpdateNotification: Operation<BudgetsState, sdk.UpdateNotificationRequest, sdk.UpdateNotificationResponse> = (input, call) => {
  const record = budgetAt(call, input);
  const found = notificationAt(record, input.OldNotification!);
  const notification = settled(input.NewNotification!);
  const same = find(record, notification);
  if (same && same !== found)
    throw new AwsError('DuplicateRecordException', 'Error updating notification: the notification already exists.');
  found.notification = notification;
  return {};
};

export const DeleteNotification: Operation<BudgetsState, sdk.DeleteNotificationRequest, sdk.DeleteNotificationResponse> = (input, call) => {
  const record = budgetAt(call, input);
  const found = notificationAt(record, input.Notification!);
  record.notifications = record.notifications.filter((one) => one !== found);
  return {};
};

export const DescribeNotificationsForBudget: Operation<
  BudgetsState,
  sdk.DescribeNotificationsForBudgetRequest,
  sdk.DescribeNotificationsForBudgetResponse
> = (input, call) => {
  const all = budgetAt(call, input).notifications.map(({ notification }) => notification);
  const { items, more } = page(all, keyOf, input, 100);
  return { Notifications: structuredClone(items), ...more };
};

export const DescribeBudgetNotificationsForAccount: Operation<
  BudgetsState,
  sdk.DescribeBudgetNotificationsForAccountRequest,
  sdk.DescribeBudgetNotificationsForAccountResponse
> = (input, call) => {
  checkAccount(call, input);
  const { items, more } = page(call.state.budgets.values(), ({ arn }) => arn, input, 1000);
  return {
    BudgetNotificationsForAccount: items.map(({ budget, notifications }) => ({
      BudgetName: budget.BudgetName,
      Notifications: structuredClone(notifications.map(({ notification }) => notification)),
    })),
    ...more,
  };
};

export const DescribeSubscribersForNotification: Operation<
  BudgetsState,
  sdk.DescribeSubscribersForNotificationRequest,
  sdk.DescribeSubscribersForNotificationResponse
> = (input, call) => {
  const { subscribers } = notificationAt(budgetAt(call, input), input.Notification!);
  const { items, more } = page(subscribers, ({ SubscriptionType, Address }) => `${SubscriptionType} ${Address}`, input, 100);
  return { Subscribers: structuredClone(items), ...more };
};

export const CreateSubscriber: Operation<BudgetsState, sdk.CreateSubscriberRequest, sdk.CreateSubscriberResponse> = (input, call) => {
  const found = notificationAt(budgetAt(call, input), input.Notification!);
  const subscribers = [...found.subscribers, { ...input.Subscriber! }];
  checkSubscribers(subscribers);
  found.subscribers = subscribers;
  return {};
};

export const UpdateSubscriber: Operation<BudgetsState, sdk.UpdateSubscriberRequest, sdk.UpdateSubscriberResponse> = (input, call) => {
  const found = notificationAt(budgetAt(call, input), input.Notification!);
  const others = without(found, input.OldSubscriber!);
  const subscribers = [...others, { ...input.NewSubscriber! }];
  checkSubscribers(subscribers);
  found.subscribers = subscribers;
  return {};
};

/** The last one takes its notification along. Budgets API Reference, DeleteSubscriber. */
export const DeleteSubscriber: Operation<BudgetsState, sdk.DeleteSubscriberRequest, sdk.DeleteSubscriberResponse> = (input, call) => {
  const record = budgetAt(call, input);
  const found = notificationAt(record, input.Notification!);
  found.subscribers = without(found, input.Subscriber!);
  if (found.subscribers.length === 0) record.notifications = record.notifications.filter((one) => one !== found);
  return {};
};

function without({ subscribers }: NotificationRecord, removed: sdk.Subscriber): sdk.Subscriber[] {
  const left = subscribers.filter(
    ({ SubscriptionType, Address }) => SubscriptionType !== removed.SubscriptionType || Address !== removed.Address,
  );
  if (left.length === subscribers.length)
    throw new AwsError('NotFoundException', "Unable to get subscriber: the subscriber doesn't exist.");
  return left;
}

function keyOf({ NotificationType, ComparisonOperator, Threshold, ThresholdType }: sdk.Notification): string {
  return [NotificationType, ComparisonOperator, ThresholdType, String(Threshold).padStart(20, '0')].join(' ');
}
