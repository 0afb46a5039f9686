import { TAG, WORKSHOP, workshopTags } from '../../../cdk/workshop-tags.ts';
import { type EventInTest, REGION } from '../event-in-test.ts';

/** Tags that are nearly the event's, and must save what carries them. */
export const LOOK_ALIKES: readonly Record<string, string>[] = [
  {},
  { [TAG.event]: 'cloud-day' },
  { [TAG.workshop]: WORKSHOP },
  { [TAG.workshop]: WORKSHOP, [TAG.event]: 'cloud-day-2' },
  { [TAG.workshop]: WORKSHOP, [TAG.event]: 'Cloud-Day' },
  { [TAG.workshop]: WORKSHOP, [TAG.event]: 'cloud-day ' },
  { [TAG.workshop]: WORKSHOP, 'Workshop:Event': 'cloud-day' },
  { [TAG.workshop]: WORKSHOP, 'workshop:events': 'cloud-day' },
  { [TAG.workshop]: 'other', [TAG.event]: 'cloud-day' },
  workshopTags('leda', { event: 'cloud', participant: 'cloud-day' }),
  workshopTags('leda'),
];

/** Kinds of things that somebody made without a stack; `name` is free, tags are as said. */
export const MAKERS: readonly ((at: EventInTest, account: string, name: string, tags: Record<string, string>) => Promise<unknown>)[] = [
  async ({ cloud }, account, name, tags) => {
    const { s3 } = cloud.root(account, REGION);
    await s3.CreateBucket({ Bucket: `${name}-${account}`, CreateBucketConfiguration: { LocationConstraint: REGION } });
    await s3.PutObject({ Bucket: `${name}-${account}`, Key: 'data', Body: 'x' });
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    if (TagSet.length > 0) await s3.PutBucketTagging({ Bucket: `${name}-${account}`, Tagging: { TagSet } });
  },
  ({ cloud }, account, name, tags) => cloud.root(account, REGION).sqs.CreateQueue({ QueueName: name, tags }),
  ({ cloud }, account, name, tags) => cloud.root(account, REGION).logs.CreateLogGroup({ logGroupName: `/own/${name}`, tags: some(tags) }),
  ({ cloud }, account, name, tags) =>
    cloud.root(account, REGION).iam.CreateRole({
      RoleName: name,
      AssumeRolePolicyDocument:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}',
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  ({ cloud }, account, name, tags) =>
    cloud.root(account, REGION).ssm.PutParameter({
      Name: `/own/${name}`,
      Value: 'x',
      Type: 'String',
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  async ({ cloud }, account, name, tags) => {
    const { events } = cloud.root(account, REGION);
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await events.PutRule({ Name: name, EventPattern: '{"source":["shop"]}', Tags });
    await events.PutTargets({ Rule: name, Targets: [{ Id: 'own', Arn: `arn:aws:sqs:${REGION}:${account}:own` }] });
  },
];

const some = (tags: Record<string, string>) => (Object.keys(tags).length > 0 ? tags : undefined);

/** A bootstrap as careless people leave it: with the event's own tags on its stack. */
export async function taggedBootstrap(at: EventInTest, account: string): Promise<void> {
  const template = {
    Resources: { StagingBucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: `cdk-hnb659fds-assets-${account}-${REGION}` } } },
  };
  await at.deploy(account, 'CDKToolkit', template, workshopTags('none', { event: at.event.id }));
}
