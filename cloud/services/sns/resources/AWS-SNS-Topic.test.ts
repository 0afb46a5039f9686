import { expect, test } from 'vitest';
import { memoryCloud } from '../../../host/memory.ts';
import { cloudformation } from '../../cloudformation/service.ts';
import { iam } from '../../iam/service.ts';
import { sqs } from '../../sqs/service.ts';
import { sns } from '../service.ts';

const template = (filter: object | undefined) =>
  JSON.stringify({
    Resources: {
      News: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'News', Tags: [{ Key: 'lab', Value: 'x' }] } },
      Inbox: { Type: 'AWS::SQS::Queue' },
      Let: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Inbox' }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'sns.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: { 'Fn::GetAtt': ['Inbox', 'Arn'] },
                Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'News' } } },
              },
            ],
          },
        },
      },
      Link: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'News' },
          Protocol: 'sqs',
          Endpoint: { 'Fn::GetAtt': ['Inbox', 'Arn'] },
          RawMessageDelivery: true,
          ...(filter && { FilterPolicy: filter }),
        },
      },
      Publishers: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'News' }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: { Ref: 'News' } },
            ],
          },
        },
      },
    },
    Outputs: {
      Topic: { Value: { Ref: 'News' } },
      Name: { Value: { 'Fn::GetAtt': ['News', 'TopicName'] } },
      Queue: { Value: { Ref: 'Inbox' } },
    },
  });

test('a topic, its policy and a subscription are deployed, changed and removed', async () => {
  const memory = await memoryCloud({ services: [cloudformation, iam, sqs, sns] });
  const aws = memory.root();
  const settle = async () => {
    await memory.clock.advance(5000);
    const { StackStatus, Outputs = [] } = (await aws.cloudformation.DescribeStacks({ StackName: 'shop' })).Stacks![0]!;
    return { StackStatus, ...Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])) } as Record<
      string,
      string
    >;
  };
  await aws.cloudformation.CreateStack({ StackName: 'shop', TemplateBody: template({ kind: ['order'] }) });
  const { StackStatus, Topic: TopicArn, Name, Queue: QueueUrl } = await settle();
  expect(StackStatus).toBe('CREATE_COMPLETE');
  expect(TopicArn).toBe(`arn:aws:sns:ap-southeast-1:111122223333:${Name}`);
  const events = { type: 'service', service: 'events.amazonaws.com', sourceAccount: '111122223333' } as const;
  const publish = async (Message: string) => {
    await memory.cloud.as(events, '111122223333', 'ap-southeast-1').sns.Publish({ TopicArn, Message });
    await memory.clock.advance(10);
    return (await aws.sqs.ReceiveMessage({ QueueUrl })).Messages?.map(({ Body }) => Body);
  };
  expect(await publish('filtered')).toBeUndefined();
  await aws.cloudformation.UpdateStack({ StackName: 'shop', TemplateBody: template(undefined) });
  expect(await settle()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Topic: TopicArn });
  expect(await publish('heard')).toEqual(['heard']);
  await aws.cloudformation.DeleteStack({ StackName: 'shop' });
  await settle().catch(() => {});
  expect((await aws.sns.ListTopics({})).Topics).toEqual([]);
  expect((await aws.sns.ListSubscriptions({})).Subscriptions).toEqual([]);
});
