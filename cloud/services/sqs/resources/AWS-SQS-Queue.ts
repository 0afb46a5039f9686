import type { QueueAttributeName } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../aws-error.ts';
import { delay } from '../../../clock.ts';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

type Value = string | number | boolean;

interface QueueProperties {
  QueueName?: string;
  FifoQueue?: Value;
  ContentBasedDeduplication?: Value;
  DeduplicationScope?: string;
  DelaySeconds?: Value;
  FifoThroughputLimit?: string;
  KmsDataKeyReusePeriodSeconds?: Value;
  KmsMasterKeyId?: string;
  MaximumMessageSize?: Value;
  MessageRetentionPeriod?: Value;
  ReceiveMessageWaitTimeSeconds?: Value;
  RedriveAllowPolicy?: object | string;
  RedrivePolicy?: object | string;
  SqsManagedSseEnabled?: Value;
  VisibilityTimeout?: Value;
  Tags?: { Key: string; Value: string }[];
}

/** Attributes by property, and what an update sets where the new template leaves one out. */
const ATTRIBUTES = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  DelaySeconds: '0',
  FifoThroughputLimit: 'perQueue',
  KmsDataKeyReusePeriodSeconds: '300',
  KmsMasterKeyId: '',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedriveAllowPolicy: '',
  RedrivePolicy: '',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
} as const satisfies Partial<Record<QueueAttributeName & keyof QueueProperties, string>>;

type Attribute = keyof typeof ATTRIBUTES;
const NAMES = Object.keys(ATTRIBUTES) as Attribute[];
/** How long the name of a queue that was just deleted stays taken, and a little more. */
const NAME_REST_MS = 60_000;

/** CloudFormation Template Reference, AWS::SQS::Queue. Ref is the queue's URL. */
export const Queue: ResourceType<QueueProperties> = {
  type: 'AWS::SQS::Queue',
  properties: {
    QueueName: 'replace',
    FifoQueue: 'replace',
    ContentBasedDeduplication: 'update',
    DeduplicationScope: 'update',
    DelaySeconds: 'update',
    FifoThroughputLimit: 'update',
    KmsDataKeyReusePeriodSeconds: 'update',
    KmsMasterKeyId: 'update',
    MaximumMessageSize: 'update',
    MessageRetentionPeriod: 'update',
    ReceiveMessageWaitTimeSeconds: 'update',
    RedriveAllowPolicy: { redrivePermission: 'update', sourceQueueArns: 'update' },
    RedrivePolicy: { deadLetterTargetArn: 'update', maxReceiveCount: 'update' },
    SqsManagedSseEnabled: 'update',
    VisibilityTimeout: 'update',
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const fifo = String(properties.FifoQueue) === 'true';
    const name = properties.QueueName ?? (fifo ? `${context.physicalName(75)}.fifo` : context.physicalName(80));
    const given = NAMES.filter((attribute) => properties[attribute] !== undefined);
    const Attributes = {
      ...(fifo && { FifoQueue: 'true' }),
      ...Object.fromEntries(given.map((attribute) => [attribute, textOf(properties[attribute]!)])),
    };
    return createQueue(context, name, Attributes, tagsOf(context, properties));
  },
  async update(context, QueueUrl, properties, previous) {
    const changed = NAMES.filter((name) => JSON.stringify(properties[name]) !== JSON.stringify(previous[name]));
    const entries = changed.map((name) => [name, properties[name] === undefined ? ATTRIBUTES[name] : textOf(properties[name])]);
    if (entries.length > 0) await context.aws.sqs.SetQueueAttributes({ QueueUrl, Attributes: Object.fromEntries(entries) });
    const Tags = tagsOf(context, properties);
    const TagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Object.hasOwn(Tags, key));
    if (TagKeys.length > 0) await context.aws.sqs.UntagQueue({ QueueUrl, TagKeys });
    if (Object.keys(Tags).length > 0) await context.aws.sqs.TagQueue({ QueueUrl, Tags });
  },
  async delete({ aws }, QueueUrl) {
    await aws.sqs.DeleteQueue({ QueueUrl });
  },
  async attributes({ region, account }, QueueUrl) {
    const QueueName = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
    return { Arn: `arn:aws:sqs:${region}:${account}:${QueueName}`, QueueName, QueueUrl };
  },
};

/** A queue of that name must be made now; one that was deleted a moment ago holds the name a little longer. */
async function createQueue(
  context: ResourceContext,
  QueueName: string,
  Attributes: Record<string, string>,
  tags: Record<string, string>,
): Promise<string> {
  const { aws, clock } = context;
  if (await exists(context, QueueName)) {
    throw new AwsError('QueueAlreadyExists', `Resource of type 'AWS::SQS::Queue' with identifier '${QueueName}' already exists.`);
  }
  try {
    return (await aws.sqs.CreateQueue({ QueueName, Attributes, tags })).QueueUrl!;
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'QueueDeletedRecently')) throw error;
    await delay(clock, NAME_REST_MS);
    return (await aws.sqs.CreateQueue({ QueueName, Attributes, tags })).QueueUrl!;
  }
}

async function exists({ aws }: ResourceContext, QueueName: string): Promise<boolean> {
  try {
    await aws.sqs.GetQueueUrl({ QueueName });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'QueueDoesNotExist') return false;
    throw error;
  }
}

function textOf(value: Value | object): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: QueueProperties): Record<string, string> {
  return Object.fromEntries([...stackTags, ...Tags].map(({ Key, Value }) => [Key, Value]));
}
