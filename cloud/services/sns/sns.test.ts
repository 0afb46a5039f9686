import * as sdk from '@aws-sdk/client-sns';
import { strToU8, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import type { Aws } from '../aws.ts';
import { iam } from '../iam/service.ts';
import { fakeEnvironments } from '../lambda/fake-environments.ts';
import { lambda } from '../lambda/service.ts';
import { logs } from '../logs/service.ts';
import { sqs } from '../sqs/service.ts';
import { sts } from '../sts/service.ts';
import { sns } from './service.ts';

let host: MemoryCloud;
let client: sdk.SNS;
let aws: Aws;
const environments = fakeEnvironments();
beforeEach(async () => {
  host = await memoryCloud({ services: [iam, sts, logs, lambda, sqs, sns], environments });
  client = new sdk.SNS(host.clientOptions());
  aws = host.root();
});

const TOPIC = `arn:aws:sns:ap-southeast-1:${TEST_ACCOUNT}:news`;
const topic = async (Name = 'news', Attributes: Record<string, string> = {}) => (await client.createTopic({ Name, Attributes })).TopicArn!;
const urlOf = (name: string) => `http://127.0.0.1:4566/${TEST_ACCOUNT}/${name}`;
const arnOf = (name: string) => `arn:aws:sqs:ap-southeast-1:${TEST_ACCOUNT}:${name}`;
const open = (name: string, source = TOPIC) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arnOf(name),
        Condition: { ArnEquals: { 'aws:SourceArn': source } },
      },
    ],
  });

/** A queue that lets the topic in and is subscribed to it. */
async function subscribed(name = 'inbox', Attributes: Record<string, string> = {}, TopicArn = TOPIC) {
  const fifo = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
  await aws.sqs.CreateQueue({ QueueName: name, Attributes: { Policy: open(name, TopicArn), ...fifo } });
  return (await client.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: arnOf(name), Attributes })).SubscriptionArn!;
}

async function received(name = 'inbox') {
  await host.clock.advance(10);
  const { Messages = [] } = await aws.sqs.ReceiveMessage({
    QueueUrl: urlOf(name),
    MaxNumberOfMessages: 10,
    MessageAttributeNames: ['All'],
    AttributeNames: ['All'],
  });
  for (const { ReceiptHandle } of Messages) await aws.sqs.DeleteMessage({ QueueUrl: urlOf(name), ReceiptHandle });
  return Messages;
}

describe('topics', () => {
  test('a topic is made once, with the attributes SNS gives it', async () => {
    const TopicArn = await topic('news', { DisplayName: 'News' });
    expect(TopicArn).toBe(TOPIC);
    expect(await topic('news', { DisplayName: 'News' })).toBe(TOPIC);
    await expect(topic('news', { DisplayName: 'Other' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
    });
    const { Attributes } = await client.getTopicAttributes({ TopicArn });
    expect(Attributes).toMatchObject({
      TopicArn,
      Owner: TEST_ACCOUNT,
      DisplayName: 'News',
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
    });
    expect(JSON.parse(Attributes!.Policy!)).toMatchObject({ Id: '__default_policy_ID' });
    expect((await client.listTopics({})).Topics).toEqual([{ TopicArn }]);
    await client.tagResource({ ResourceArn: TopicArn, Tags: [{ Key: 'a', Value: '1' }] });
    expect((await client.listTagsForResource({ ResourceArn: TopicArn })).Tags).toEqual([{ Key: 'a', Value: '1' }]);
    await client.deleteTopic({ TopicArn });
    await client.deleteTopic({ TopicArn });
    await expect(client.publish({ TopicArn, Message: 'x' })).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test.each([
    ['a b', {}, 'Invalid parameter: Topic Name'],
    ['news', { Colour: 'red' }, 'Invalid parameter: AttributeName'],
    ['news', { ArchivePolicy: '{}' }, 'The embedded cloud does not implement sns topic attribute ArchivePolicy.'],
    ['news', { KmsMasterKeyId: 'mine' }, 'The embedded cloud does not implement sns KmsMasterKeyId other than alias/aws/sns.'],
  ])('%s with %j is refused', async (name, attributes, message) => {
    await expect(topic(name, attributes)).rejects.toThrow(message);
  });
});

describe('delivery to queues', () => {
  test('a notification says where it comes from, and carries attributes', async () => {
    await topic();
    const SubscriptionArn = await subscribed();
    const { MessageId } = await client.publish({
      TopicArn: TOPIC,
      Subject: 'Hi',
      Message: 'xin "chào"',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
    });
    const [message] = await received();
    expect(message!.Attributes).toMatchObject({ SenderId: 'sns.amazonaws.com' });
    expect(message!.Body).toMatch(/^\{\n {2}"Type" : "Notification",\n/);
    expect(JSON.parse(message!.Body!)).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn: TOPIC,
      Subject: 'Hi',
      Message: 'xin "chào"',
      Timestamp: '2026-11-20T00:00:00.000Z',
      SignatureVersion: '1',
      Signature: 'EXAMPLE',
      SigningCertURL: expect.stringContaining('https://sns.ap-southeast-1.amazonaws.com/'),
      UnsubscribeURL: `http://127.0.0.1:4566/?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}`,
      MessageAttributes: { kind: { Type: 'String', Value: 'greeting' } },
    });
    await client.unsubscribe({ SubscriptionArn });
    await client.publish({ TopicArn: TOPIC, Message: 'again' });
    expect(await received()).toEqual([]);
    expect(host.faults).toEqual([]);
  });

  test('raw delivery brings the message as it was sent', async () => {
    await topic();
    await subscribed('inbox', { RawMessageDelivery: 'true' });
    const MessageAttributes = { n: { DataType: 'Number', StringValue: '7' } };
    await client.publish({ TopicArn: TOPIC, Message: 'plain', MessageAttributes });
    expect(await received()).toMatchObject([{ Body: 'plain', MessageAttributes }]);
  });

  test('each protocol may have its own text', async () => {
    await topic();
    await subscribed('inbox', { RawMessageDelivery: 'true' });
    const structured = { TopicArn: TOPIC, MessageStructure: 'json' };
    await client.publish({ ...structured, Message: JSON.stringify({ default: 'any', sqs: 'queue' }) });
    expect(await received()).toMatchObject([{ Body: 'queue' }]);
    await expect(client.publish({ ...structured, Message: '{}' })).rejects.toThrow(
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    );
  });

  test('a queue that does not let the topic in gets nothing; the dead-letter queue tells why', async () => {
    await topic();
    for (const name of ['closed', 'dead']) {
      await aws.sqs.CreateQueue({ QueueName: name, Attributes: name === 'dead' ? { Policy: open('dead') } : {} });
    }
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('dead') });
    await client.subscribe({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: arnOf('closed'), Attributes: { RedrivePolicy } });
    await client.publish({ TopicArn: TOPIC, Message: 'lost?' });
    expect(await received('closed')).toEqual([]);
    const [dead] = await received('dead');
    expect(JSON.parse(dead!.Body!)).toMatchObject({ Message: 'lost?' });
    expect(dead!.MessageAttributes).toMatchObject({
      ErrorCode: { StringValue: 'AccessDenied' },
      ErrorMessage: { StringValue: expect.stringContaining('sqs:sendmessage') },
    });
  });

  test('a filter policy decides by attributes or by the body', async () => {
    await topic();
    await subscribed('attributes', { FilterPolicy: '{"kind":["order"]}' });
    await subscribed('body', { FilterPolicy: '{"order":{"total":[{"numeric":[">",100]}]}}', FilterPolicyScope: 'MessageBody' });
    const publish = (total: number, StringValue: string) =>
      client.publish({
        TopicArn: TOPIC,
        Message: JSON.stringify({ order: { total } }),
        MessageAttributes: { kind: { DataType: 'String', StringValue } },
      });
    await publish(50, 'order');
    await publish(150, 'bill');
    await client.publish({ TopicArn: TOPIC, Message: 'no JSON' });
    const messages = async (name: string) => (await received(name)).map(({ Body }) => JSON.parse(Body!).Message);
    expect(await messages('attributes')).toEqual(['{"order":{"total":50}}']);
    expect(await messages('body')).toEqual(['{"order":{"total":150}}']);
  });

  test('a batch is delivered message by message, and a part of it may fail', async () => {
    await topic();
    await subscribed('inbox', { RawMessageDelivery: 'true' });
    const { Successful, Failed } = await client.publishBatch({
      TopicArn: TOPIC,
      PublishBatchRequestEntries: [
        { Id: 'a', Message: 'one' },
        { Id: 'b', Message: '' },
        { Id: 'c', Message: 'two' },
      ],
    });
    expect(Successful!.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(Failed).toEqual([{ Id: 'b', SenderFault: true, Code: 'InvalidParameter', Message: 'Invalid parameter: Empty message' }]);
    expect((await received()).map(({ Body }) => Body).sort()).toEqual(['one', 'two']);
    await expect(client.publishBatch({ TopicArn: TOPIC, PublishBatchRequestEntries: [] })).rejects.toMatchObject({
      name: 'EmptyBatchRequestException',
    });
  });

  test('a FIFO topic keeps the order, drops repetitions and hands the group on', async () => {
    const TopicArn = await topic('news.fifo', { FifoTopic: 'true', ContentBasedDeduplication: 'true' });
    await subscribed('inbox.fifo', { RawMessageDelivery: 'true' }, TopicArn);
    for (const Message of ['1', '2', '2', '3', '4']) await client.publish({ TopicArn, Message, MessageGroupId: 'g' });
    const messages = await received('inbox.fifo');
    expect(messages.map(({ Body }) => Body)).toEqual(['1', '2', '3', '4']);
    expect(messages[0]!.Attributes).toMatchObject({ MessageGroupId: 'g' });
    await expect(client.publish({ TopicArn, Message: '5' })).rejects.toThrow(
      'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
    );
  });
});

describe('delivery to functions', () => {
  test('a function that lets the topic in is invoked with the notification', async () => {
    const events: unknown[] = [];
    environments.handlers.set('listener', (event) => void events.push(event));
    const statement = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await aws.iam.CreateRole({ RoleName: 'fn', AssumeRolePolicyDocument });
    await host.clock.advance(10_000);
    const { FunctionArn } = await aws.lambda.CreateFunction({
      FunctionName: 'listener',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${TEST_ACCOUNT}:role/fn`,
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 1') }) },
    });
    await topic();
    const { SubscriptionArn } = await client.subscribe({ TopicArn: TOPIC, Protocol: 'lambda', Endpoint: FunctionArn });
    await client.publish({ TopicArn: TOPIC, Message: 'unheard' });
    await host.clock.advance(100);
    expect(events).toEqual([]);
    await aws.lambda.AddPermission({
      FunctionName: 'listener',
      StatementId: 's',
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
      SourceArn: TOPIC,
    });
    const { MessageId } = await client.publish({ TopicArn: TOPIC, Message: 'heard' });
    await host.clock.advance(100);
    expect(events).toEqual([
      {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: SubscriptionArn,
            Sns: expect.objectContaining({
              Type: 'Notification',
              MessageId,
              TopicArn: TOPIC,
              Subject: null,
              Message: 'heard',
              MessageAttributes: {},
            }),
          },
        ],
      },
    ]);
  });
});

describe('e-mail', () => {
  test('an address stays pending until it is confirmed with the token it was sent', async () => {
    await topic();
    const asked = await client.subscribe({ TopicArn: TOPIC, Protocol: 'email', Endpoint: 'ban@example.com' });
    expect(asked.SubscriptionArn).toBe('pending confirmation');
    expect((await client.listSubscriptionsByTopic({ TopicArn: TOPIC })).Subscriptions).toMatchObject([
      { SubscriptionArn: 'PendingConfirmation', Endpoint: 'ban@example.com' },
    ]);
    expect((await client.getTopicAttributes({ TopicArn: TOPIC })).Attributes).toMatchObject({ SubscriptionsPending: '1' });
    await expect(client.confirmSubscription({ TopicArn: TOPIC, Token: 'guess' })).rejects.toThrow('Invalid parameter: Token');
  });

  test.each([
    ['https', 'https://example.com', 'The embedded cloud does not implement sns Subscribe with protocol https.'],
    ['sms', '+84900000000', 'The embedded cloud does not implement sns Subscribe with protocol sms.'],
    ['pigeon', 'x', 'Invalid parameter: Amazon SNS does not support this protocol string: pigeon'],
    ['sqs', 'x', 'Invalid parameter: SQS endpoint ARN'],
    ['email', 'x', 'Invalid parameter: Email address'],
  ])('%s to %s is refused', async (Protocol, Endpoint, message) => {
    await topic();
    await expect(client.subscribe({ TopicArn: TOPIC, Protocol, Endpoint })).rejects.toThrow(message);
  });
});

test('who may not publish is told in the words of SNS', async () => {
  await topic();
  const statement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${TEST_ACCOUNT}:root` }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await aws.iam.CreateRole({ RoleName: 'worker', AssumeRolePolicyDocument });
  const RoleArn = `arn:aws:iam::${TEST_ACCOUNT}:role/worker`;
  const { Credentials } = await aws.sts.AssumeRole({ RoleArn, RoleSessionName: 'me' });
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  const worker = new sdk.SNS({ ...host.clientOptions(), credentials });
  await expect(worker.publish({ TopicArn: TOPIC, Message: 'x' })).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
    message: `User: arn:aws:sts::${TEST_ACCOUNT}:assumed-role/worker/me is not authorized to perform: SNS:Publish on resource: ${TOPIC} because no identity-based policy allows the SNS:Publish action`,
    $metadata: { httpStatusCode: 403 },
  });
  const alarms = { type: 'service', service: 'cloudwatch.amazonaws.com', sourceAccount: TEST_ACCOUNT } as const;
  await host.cloud.as(alarms, TEST_ACCOUNT, 'ap-southeast-1').sns.Publish({ TopicArn: TOPIC, Message: 'x' });
});
