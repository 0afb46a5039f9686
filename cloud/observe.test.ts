import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { Activity } from './cloud.ts';
import { memoryCloud } from './host/memory.ts';
import { iam } from './services/iam/service.ts';
import { sqs } from './services/sqs/service.ts';
import { sts } from './services/sts/service.ts';

test('a watcher sees each call with what it asked for, and how it ended', async () => {
  const seen: Activity[] = [];
  const { clientOptions, faults } = await memoryCloud({ services: [iam, sts, sqs], observe: (activity) => void seen.push(activity) });
  const client = new SQSClient(clientOptions());
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'orders' }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
  await expect(client.send(new SendMessageCommand({ QueueUrl: `${QueueUrl}-x`, MessageBody: 'two' }))).rejects.toThrow();
  expect(seen.map(({ operation, error }) => [operation, error])).toEqual([
    ['CreateQueue', undefined],
    ['SendMessage', undefined],
    ['SendMessage', 'QueueDoesNotExist'],
  ]);
  expect(seen[1]).toMatchObject({
    service: 'sqs',
    principal: { type: 'root' },
    checks: [{ action: expect.stringMatching(/^sqs:sendmessage$/i), resource: 'arn:aws:sqs:ap-southeast-1:111122223333:orders' }],
    input: { MessageBody: 'one' },
  });
  expect(faults).toEqual([]);
});
