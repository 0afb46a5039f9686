import { AwsError } from '../../../aws-error.ts';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface TopicPolicyProperties {
  PolicyDocument: object;
  Topics: string[];
}

/** CloudFormation Template Reference, AWS::SNS::TopicPolicy. Without it a topic has its first policy again. */
export const TopicPolicy: ResourceType<TopicPolicyProperties> = {
  type: 'AWS::SNS::TopicPolicy',
  properties: { PolicyDocument: { '*': 'update' }, Topics: 'update' },
  async create(context, { PolicyDocument, Topics }) {
    const id = context.physicalName(80);
    context.initiated?.(id);
    for (const TopicArn of Topics) await setPolicy(context, TopicArn, JSON.stringify(PolicyDocument));
    return id;
  },
  async update(context, _id, { PolicyDocument, Topics }, previous) {
    for (const TopicArn of Topics) await setPolicy(context, TopicArn, JSON.stringify(PolicyDocument));
    await clear(
      context,
      previous.Topics.filter((arn) => !Topics.includes(arn)),
    );
  },
  async delete(context, _id, { Topics }) {
    await clear(context, Topics);
  },
  async attributes(_context, Id) {
    return { Id };
  },
};

async function setPolicy({ aws }: ResourceContext, TopicArn: string, AttributeValue: string): Promise<void> {
  await aws.sns.SetTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue });
}

async function clear(context: ResourceContext, topics: readonly string[]): Promise<void> {
  for (const TopicArn of topics) {
    try {
      await setPolicy(context, TopicArn, firstPolicy(context, TopicArn));
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'NotFoundException')) throw error;
    }
  }
}

/** As new topics have it. */
function firstPolicy({ account }: ResourceContext, Resource: string): string {
  const Statement = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: [
      'SNS:GetTopicAttributes',
      'SNS:SetTopicAttributes',
      'SNS:DeleteTopic',
      'SNS:Subscribe',
      'SNS:ListSubscriptionsByTopic',
      'SNS:Publish',
    ],
    Resource,
    Condition: { StringEquals: { 'AWS:SourceOwner': account } },
  };
  return JSON.stringify({ Version: '2008-10-17', Id: '__default_policy_ID', Statement: [Statement] });
}
