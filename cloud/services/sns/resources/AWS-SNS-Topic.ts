import { AwsError } from '../../../aws-error.ts';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

type Value = string | number | boolean;

interface Endpoint {
  Endpoint: string;
  Protocol: string;
}

interface TopicProperties {
  TopicName?: string;
  FifoTopic?: Value;
  ContentBasedDeduplication?: Value;
  DisplayName?: string;
  FifoThroughputScope?: string;
  KmsMasterKeyId?: string;
  SignatureVersion?: Value;
  Subscription?: Endpoint[];
  TracingConfig?: string;
  Tags?: { Key: string; Value: string }[];
}

const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DisplayName',
  'FifoThroughputScope',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
] as const;
const DEFAULTS: Partial<Record<(typeof ATTRIBUTES)[number], string>> = {
  ContentBasedDeduplication: 'false',
  FifoThroughputScope: 'Topic',
  SignatureVersion: '1',
  TracingConfig: 'PassThrough',
};

/** CloudFormation Template Reference, AWS::SNS::Topic. Ref is the topic's ARN. */
export const Topic: ResourceType<TopicProperties> = {
  type: 'AWS::SNS::Topic',
  properties: {
    TopicName: 'replace',
    FifoTopic: 'replace',
    ContentBasedDeduplication: 'update',
    DisplayName: 'update',
    FifoThroughputScope: 'update',
    KmsMasterKeyId: 'update',
    SignatureVersion: 'update',
    Subscription: { Endpoint: 'update', Protocol: 'update' },
    TracingConfig: 'update',
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const { aws } = context;
    const fifo = String(properties.FifoTopic) === 'true';
    const Name = properties.TopicName ?? (fifo ? `${context.physicalName(251)}.fifo` : context.physicalName(256));
    await refuseTaken(context, Name);
    const given = ATTRIBUTES.filter((attribute) => properties[attribute] !== undefined);
    const { TopicArn } = await aws.sns.CreateTopic({
      Name,
      Attributes: {
        ...(fifo && { FifoTopic: 'true' }),
        ...Object.fromEntries(given.map((attribute) => [attribute, String(properties[attribute])])),
      },
      Tags: tagsOf(context, properties),
    });
    context.initiated?.(TopicArn!);
    for (const endpoint of properties.Subscription ?? []) await aws.sns.Subscribe({ TopicArn, ...endpoint });
    return TopicArn!;
  },
  async update(context, TopicArn, properties, previous) {
    const { sns } = context.aws;
    for (const AttributeName of ATTRIBUTES) {
      if (properties[AttributeName] === previous[AttributeName]) continue;
      const AttributeValue = String(properties[AttributeName] ?? DEFAULTS[AttributeName] ?? '');
      await sns.SetTopicAttributes({ TopicArn, AttributeName, AttributeValue });
    }
    await changeSubscriptions(context, TopicArn, properties.Subscription ?? [], previous.Subscription ?? []);
    const Tags = tagsOf(context, properties);
    const TagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Tags.some(({ Key }) => Key === key));
    if (TagKeys.length > 0) await sns.UntagResource({ ResourceArn: TopicArn, TagKeys });
    if (Tags.length > 0) await sns.TagResource({ ResourceArn: TopicArn, Tags });
  },
  async delete({ aws }, TopicArn) {
    await aws.sns.DeleteTopic({ TopicArn });
  },
  async attributes(_context, TopicArn) {
    return { TopicArn, TopicName: TopicArn.slice(TopicArn.lastIndexOf(':') + 1) };
  },
};

async function refuseTaken({ aws, account, region }: ResourceContext, name: string): Promise<void> {
  const TopicArn = `arn:aws:sns:${region}:${account}:${name}`;
  try {
    await aws.sns.GetTopicAttributes({ TopicArn });
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NotFoundException') return;
    throw error;
  }
  throw new AwsError('AlreadyExists', `Resource of type 'AWS::SNS::Topic' with identifier '${TopicArn}' already exists.`);
}

async function changeSubscriptions({ aws }: ResourceContext, TopicArn: string, wanted: Endpoint[], previous: Endpoint[]): Promise<void> {
  const isIn = (list: Endpoint[], one: Endpoint) =>
    list.some((other) => other.Endpoint === one.Endpoint && other.Protocol === one.Protocol);
  const gone = previous.filter((one) => !isIn(wanted, one));
  for (const endpoint of wanted) if (!isIn(previous, endpoint)) await aws.sns.Subscribe({ TopicArn, ...endpoint });
  if (gone.length === 0) return;
  const { Subscriptions = [] } = await aws.sns.ListSubscriptionsByTopic({ TopicArn });
  for (const { Endpoint, Protocol, SubscriptionArn } of Subscriptions) {
    if (!isIn(gone, { Endpoint: Endpoint!, Protocol: Protocol! }) || SubscriptionArn === 'PendingConfirmation') continue;
    await aws.sns.Unsubscribe({ SubscriptionArn });
  }
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: TopicProperties): { Key: string; Value: string }[] {
  return [...new Map([...stackTags, ...Tags].map((tag) => [tag.Key, tag])).values()];
}
