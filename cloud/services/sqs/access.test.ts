import * as sdk from '@aws-sdk/client-sqs';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { expect, test } from 'vitest';
import type { Cell, StateStore } from '../../cells.ts';
import { memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { sts } from '../sts/service.ts';
import { sqs } from './service.ts';

const arn = `arn:aws:sqs:${TEST_REGION}:${TEST_ACCOUNT}:orders`;
const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

async function start() {
  const host = await memoryCloud({ services: [iam, sts, sqs] });
  const aws = host.root();
  const { QueueUrl } = await aws.sqs.CreateQueue({ QueueName: 'orders' });
  const trust = document({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${TEST_ACCOUNT}:root` }, Action: 'sts:AssumeRole' });
  await aws.iam.CreateRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust });
  const RoleArn = `arn:aws:iam::${TEST_ACCOUNT}:role/worker`;
  const { Credentials } = await aws.sts.AssumeRole({ RoleArn, RoleSessionName: 'me' });
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  const worker = new sdk.SQS({ ...host.clientOptions(), credentials });
  return { host, aws, QueueUrl: QueueUrl!, worker };
}

test('a role may do what its policy says, and is told what it may not in the words of SQS', async () => {
  const { aws, QueueUrl, worker } = await start();
  const PolicyDocument = document({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn });
  await aws.iam.PutRolePolicy({ RoleName: 'worker', PolicyName: 'p', PolicyDocument });
  await worker.sendMessage({ QueueUrl, MessageBody: 'a' });
  await worker.sendMessageBatch({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'b' }] });
  await expect(worker.receiveMessage({ QueueUrl })).rejects.toMatchObject({
    message: `User: arn:aws:sts::${TEST_ACCOUNT}:assumed-role/worker/me is not authorized to perform: sqs:receivemessage on resource: ${arn} because no identity-based policy allows the sqs:receivemessage action`,
  });
});

test('the policy of a queue lets others in: a role, a service for its source', async () => {
  const { host, aws, QueueUrl, worker } = await start();
  const topic = `arn:aws:sns:${TEST_REGION}:${TEST_ACCOUNT}:news`;
  const Policy = document(
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${TEST_ACCOUNT}:role/worker` }, Action: 'SQS:*', Resource: arn },
    {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arn,
      Condition: { ArnEquals: { 'aws:SourceArn': topic } },
    },
  );
  await aws.sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy } });
  await worker.sendMessage({ QueueUrl, MessageBody: 'a' });
  const sns = (sourceArn: string) =>
    host.cloud.as({ type: 'service', service: 'sns.amazonaws.com', sourceArn, sourceAccount: TEST_ACCOUNT }, TEST_ACCOUNT, TEST_REGION);
  await sns(topic).sqs.SendMessage({ QueueUrl, MessageBody: 'b' });
  await expect(sns(`${topic}2`).sqs.SendMessage({ QueueUrl, MessageBody: 'c' })).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('permissions are added to the policy and removed from it by label', async () => {
  const { aws, QueueUrl } = await start();
  const policy = async () => (await aws.sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] })).Attributes?.Policy;
  const label = { QueueUrl, Label: 'other' };
  await aws.sqs.AddPermission({ ...label, AWSAccountIds: ['668614515564'], Actions: ['ReceiveMessage'] });
  expect(JSON.parse((await policy())!)).toEqual({
    Version: '2008-10-17',
    Id: `${arn}/SQSDefaultPolicy`,
    Statement: [
      { Sid: 'other', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::668614515564:root' }, Action: 'SQS:ReceiveMessage', Resource: arn },
    ],
  });
  await expect(aws.sqs.AddPermission({ ...label, AWSAccountIds: ['668614515564'], Actions: ['*'] })).rejects.toThrow(
    'Value other for parameter Label is invalid. Reason: Already exists.',
  );
  await aws.sqs.RemovePermission(label);
  expect(await policy()).toBeUndefined();
  await expect(aws.sqs.RemovePermission(label)).rejects.toThrow("Value other for parameter Label is invalid. Reason: can't find label.");
});

test('the query protocol gets the codes of the query protocol', async () => {
  const { host, QueueUrl } = await start();
  const settings = {
    defaultNamespace: 'com.amazonaws.sqs',
    xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    version: '2012-11-05',
    serviceTarget: 'AmazonSQS',
  };
  const query = new sdk.SQS({ ...host.clientOptions(), protocol: AwsQueryProtocol, protocolSettings: settings } as object);
  const sent = await query.sendMessage({ QueueUrl, MessageBody: 'xin chào' });
  const { Messages } = await query.receiveMessage({ QueueUrl });
  expect(Messages).toMatchObject([{ Body: 'xin chào', MessageId: sent.MessageId, MD5OfBody: sent.MD5OfMessageBody }]);
  await expect(query.getQueueUrl({ QueueName: 'none' })).rejects.toMatchObject({
    Code: 'AWS.SimpleQueueService.NonExistentQueue',
    $metadata: { httpStatusCode: 400 },
  });
});

test('a delay, a flight and a move task go on after a restart', async () => {
  const saved = new Map<string, Cell>();
  const store: StateStore = {
    load: async () => [...saved.values()].map((cell) => structuredClone(cell)),
    save: async (cells) => {
      for (const cell of cells) saved.set(`${cell.service}|${cell.account}|${cell.region}`, structuredClone(cell));
    },
  };
  const before = await memoryCloud({ services: [sqs], store });
  const { QueueUrl } = await before.root().sqs.CreateQueue({ QueueName: 'orders.fifo', Attributes: { FifoQueue: 'true' } });
  for (const MessageBody of ['a', 'b']) {
    await before.root().sqs.SendMessage({ QueueUrl, MessageBody, MessageGroupId: 'g', MessageDeduplicationId: MessageBody });
  }
  const [first] = (await before.root().sqs.ReceiveMessage({ QueueUrl })).Messages!;
  await before.cloud.stop();
  const after = await memoryCloud({ services: [sqs], store, clock: before.clock });
  const waiting = after.root().sqs.ReceiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
  await after.clock.advance(10);
  await after.root().sqs.DeleteMessage({ QueueUrl, ReceiptHandle: first!.ReceiptHandle });
  expect((await waiting).Messages).toMatchObject([{ Body: 'b' }]);
});
