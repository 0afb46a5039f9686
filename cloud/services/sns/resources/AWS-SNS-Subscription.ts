import { AwsError } from '../../../aws-error.ts';
import type { ResourceType } from '../../../resource-type.ts';

interface SubscriptionProperties {
  TopicArn: string;
  Protocol: string;
  Endpoint?: string;
  FilterPolicy?: object | string;
  FilterPolicyScope?: string;
  RawMessageDelivery?: boolean | string;
  RedrivePolicy?: object | string;
}

const ATTRIBUTES = ['FilterPolicyScope', 'FilterPolicy', 'RawMessageDelivery', 'RedrivePolicy'] as const;

/** CloudFormation Template Reference, AWS::SNS::Subscription. Ref is the subscription's ARN, pending or not. */
export const Subscription: ResourceType<SubscriptionProperties> = {
  type: 'AWS::SNS::Subscription',
  properties: {
    TopicArn: 'replace',
    Protocol: 'replace',
    Endpoint: 'replace',
    FilterPolicy: { '*': 'update' },
    FilterPolicyScope: 'update',
    RawMessageDelivery: 'update',
    RedrivePolicy: { deadLetterTargetArn: 'update' },
  },
  async create({ aws }, properties) {
    const { TopicArn, Protocol, Endpoint } = properties;
    const given = ATTRIBUTES.filter((name) => properties[name] !== undefined);
    const { SubscriptionArn } = await aws.sns.Subscribe({
      TopicArn,
      Protocol,
      Endpoint,
      Attributes: Object.fromEntries(given.map((name) => [name, textOf(properties[name]!)])),
      ReturnSubscriptionArn: true,
    });
    return SubscriptionArn!;
  },
  async update({ aws }, SubscriptionArn, properties, previous) {
    const changed = ATTRIBUTES.filter((name) => JSON.stringify(properties[name]) !== JSON.stringify(previous[name]));
    // Reason: a policy must fit its scope, so a scope changes without a policy.
    if (changed.includes('FilterPolicyScope')) {
      await aws.sns.SetSubscriptionAttributes({ SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue: '{}' });
    }
    const isNew = (name: (typeof ATTRIBUTES)[number]) =>
      changed.includes(name) || (name === 'FilterPolicy' && changed.includes('FilterPolicyScope'));
    for (const AttributeName of ATTRIBUTES) {
      if (!isNew(AttributeName)) continue;
      const value = properties[AttributeName];
      await aws.sns.SetSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue: value === undefined ? '' : textOf(value) });
    }
  },
  async delete({ aws }, SubscriptionArn) {
    try {
      await aws.sns.Unsubscribe({ SubscriptionArn });
    } catch (error) {
      // Reason: a pending subscription cannot be removed; it ends with its topic.
      if (!(error instanceof AwsError && error.code === 'InvalidParameterException')) throw error;
    }
  },
  async attributes(_context, Arn) {
    return { Arn };
  },
};

function textOf(value: object | string | boolean): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
