import { expect, test } from 'vitest';
import { memoryCloud } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { sqs } from '../service.ts';

const template = (orders: object, resources: object = {}) =>
  JSON.stringify({
    Resources: {
      Dead: { Type: 'AWS::SQS::Queue' },
      Orders: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
          ...orders,
        },
      },
      ...resources,
    },
    Outputs: {
      Url: { Value: { Ref: 'Orders' } },
      Arn: { Value: { 'Fn::GetAtt': ['Orders', 'Arn'] } },
      Name: { Value: { 'Fn::GetAtt': ['Orders', 'QueueName'] } },
    },
  });

const policy = {
  Access: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Orders' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': ['Orders', 'Arn'] },
          },
        ],
      },
    },
  },
};

async function start() {
  const memory = await memoryCloud({ services: [cloudformation, iam, sqs] });
  const { cloudformation: formation, sqs: queues } = memory.root();
  const settle = async () => {
    await memory.clock.advance(70_000);
    const { StackStatus, Outputs = [] } = (await formation.DescribeStacks({ StackName: 'shop' })).Stacks![0]!;
    return { StackStatus: StackStatus!, ...Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!])) };
  };
  const attributes = async (QueueUrl: string) => (await queues.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] })).Attributes!;
  return { ...memory, formation, queues, settle, attributes };
}

test('a queue is made with its dead-letter queue, policy and tags, changes in place and is gone with its stack', async () => {
  const { formation, queues, settle, attributes } = await start();
  const TemplateBody = template({ VisibilityTimeout: 90, Tags: [{ Key: 'lab', Value: 'pipeline' }] }, policy);
  await formation.CreateStack({ StackName: 'shop', TemplateBody });
  const made: Record<string, string> = await settle();
  expect(made.StackStatus).toBe('CREATE_COMPLETE');
  expect(made.Url).toBe(`http://127.0.0.1:4566/111122223333/${made.Name}`);
  expect(made.Arn).toBe(`arn:aws:sqs:ap-southeast-1:111122223333:${made.Name}`);
  const before = await attributes(made.Url!);
  expect(before.VisibilityTimeout).toBe('90');
  expect(JSON.parse(before.RedrivePolicy!)).toMatchObject({ maxReceiveCount: 3 });
  expect(JSON.parse(before.Policy!).Statement[0].Resource).toBe(made.Arn);
  expect((await queues.ListQueueTags({ QueueUrl: made.Url })).Tags).toMatchObject({ lab: 'pipeline' });
  await formation.UpdateStack({ StackName: 'shop', TemplateBody: template({ DelaySeconds: '5' }) });
  const changed: Record<string, string> = await settle();
  expect(changed).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Url: made.Url });
  const after = await attributes(made.Url!);
  expect(after).toMatchObject({ DelaySeconds: '5', VisibilityTimeout: '30' });
  expect(after.Policy).toBeUndefined();
  await formation.DeleteStack({ StackName: 'shop' });
  await settle().catch(() => {});
  expect(await queues.ListQueues({})).toEqual({});
});

test('a named FIFO queue can be deployed again at once after its deletion', async () => {
  const { formation, queues, settle } = await start();
  const TemplateBody = JSON.stringify({
    Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q.fifo', FifoQueue: true, ContentBasedDeduplication: true } } },
  });
  await formation.CreateStack({ StackName: 'shop', TemplateBody });
  await settle();
  await formation.DeleteStack({ StackName: 'shop' });
  await settle().catch(() => {});
  await queues.CreateQueue({ QueueName: 'q.fifo', Attributes: { FifoQueue: 'true' } });
  await queues.DeleteQueue({ QueueUrl: 'http://127.0.0.1:4566/111122223333/q.fifo' });
  await formation.CreateStack({ StackName: 'shop', TemplateBody });
  expect(await settle()).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
});
