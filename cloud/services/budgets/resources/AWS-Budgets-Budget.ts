import type { Budget as BudgetShape, NotificationWithSubscribers } from '@aws-sdk/client-budgets';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

type Amount = { Amount: number | string; Unit: string };

interface BudgetProperties {
  Budget: Omit<BudgetShape, 'BudgetName' | 'BudgetLimit' | 'PlannedBudgetLimits' | 'TimePeriod'> & {
    BudgetName?: string;
    BudgetLimit?: Amount;
    PlannedBudgetLimits?: Record<string, Amount>;
    /** Seconds since the epoch, or a date. */
    TimePeriod?: { Start?: string; End?: string };
  };
  NotificationsWithSubscribers?: NotificationWithSubscribers[];
  ResourceTags?: { Key: string; Value: string }[];
}

/** CloudFormation Template Reference, AWS::Budgets::Budget. Ref is the budget's name. */
export const Budget: ResourceType<BudgetProperties> = {
  type: 'AWS::Budgets::Budget',
  properties: {
    Budget: {
      BudgetName: 'replace',
      BudgetLimit: { Amount: 'update', Unit: 'update' },
      PlannedBudgetLimits: { '*': 'update' },
      CostFilters: { '*': 'update' },
      CostTypes: { '*': 'update' },
      FilterExpression: { '*': 'update' },
      Metrics: 'update',
      TimeUnit: 'update',
      TimePeriod: { Start: 'update', End: 'update' },
      BudgetType: 'update',
    },
    NotificationsWithSubscribers: 'replace',
    ResourceTags: 'update',
  },
  async create(context, properties) {
    const name = properties.Budget.BudgetName ?? context.physicalName(100);
    await context.aws.budgets.CreateBudget({
      AccountId: context.account,
      Budget: budgetOf(properties, name),
      NotificationsWithSubscribers: (properties.NotificationsWithSubscribers ?? []).map(({ Notification, Subscribers }) => ({
        Notification: { ...Notification!, Threshold: Number(Notification!.Threshold) },
        Subscribers,
      })),
      ResourceTags: tagsOf(context, properties),
    });
    return name;
  },
  async update(context, name, properties, previous) {
    const { budgets } = context.aws;
    await budgets.UpdateBudget({ AccountId: context.account, NewBudget: budgetOf(properties, name) });
    const ResourceARN = `arn:aws:budgets::${context.account}:budget/${name}`;
    const ResourceTags = tagsOf(context, properties);
    const ResourceTagKeys = (previous.ResourceTags ?? [])
      .map(({ Key }) => Key)
      .filter((key) => !ResourceTags.some(({ Key }) => Key === key));
    if (ResourceTagKeys.length > 0) await budgets.UntagResource({ ResourceARN, ResourceTagKeys });
    await budgets.TagResource({ ResourceARN, ResourceTags });
  },
  async delete({ aws, account }, BudgetName) {
    await aws.budgets.DeleteBudget({ AccountId: account, BudgetName });
  },
};

function budgetOf({ Budget: budget }: BudgetProperties, BudgetName: string): BudgetShape {
  const { BudgetLimit, PlannedBudgetLimits, TimePeriod, ...rest } = budget;
  return {
    ...rest,
    BudgetName,
    ...(BudgetLimit && { BudgetLimit: spend(BudgetLimit) }),
    ...(PlannedBudgetLimits && {
      PlannedBudgetLimits: Object.fromEntries(Object.entries(PlannedBudgetLimits).map(([start, limit]) => [start, spend(limit)])),
    }),
    ...(TimePeriod && {
      TimePeriod: {
        ...(TimePeriod.Start !== undefined && { Start: dateOf(TimePeriod.Start) }),
        ...(TimePeriod.End !== undefined && { End: dateOf(TimePeriod.End) }),
      },
    }),
  };
}

const spend = ({ Amount, Unit }: Amount) => ({ Amount: String(Amount), Unit });

function dateOf(text: string | number): Date {
  return /^\d+$/.test(String(text)) ? new Date(Number(text) * 1000) : new Date(text);
}

function tagsOf({ stackTags }: ResourceContext, { ResourceTags = [] }: BudgetProperties) {
  return [...new Map([...stackTags, ...ResourceTags].map(({ Key, Value }) => [Key, { Key, Value }])).values()];
}
