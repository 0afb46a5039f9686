import * as sdk from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import { sqs } from './service.ts';

let host: MemoryCloud;
let client: sdk.SQS;
beforeEach(async () => {
  host = await memoryCloud({ services: [sqs] });
  client = new sdk.SQS(host.clientOptions());
});

const arnOf = (name: string) => `arn:aws:sqs:ap-southeast-1:${TEST_ACCOUNT}:${name}`;
const make = async (QueueName = 'orders', Attributes: Record<string, string> = {}) =>
  (await client.createQueue({ QueueName, Attributes })).QueueUrl!;
const receive = async (QueueUrl: string, more: object = {}) =>
  (await client.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
const bodies = async (QueueUrl: string, more: object = {}) => (await receive(QueueUrl, more)).map(({ Body }) => Body);
const attribute = async (QueueUrl: string, ...AttributeNames: sdk.QueueAttributeName[]) =>
  (await client.getQueueAttributes({ QueueUrl, AttributeNames })).Attributes ?? {};
const counts = async (QueueUrl: string) => {
  const all = await attribute(QueueUrl, 'All');
  return [all.ApproximateNumberOfMessages, all.ApproximateNumberOfMessagesNotVisible, all.ApproximateNumberOfMessagesDelayed].map(Number);
};

describe('queues', () => {
  test('a queue is made with what SQS gives new ones, and found by name and prefix', async () => {
    const QueueUrl = await make();
    expect(QueueUrl).toBe(`http://127.0.0.1:4566/${TEST_ACCOUNT}/orders`);
    expect(await attribute(QueueUrl, 'All')).toEqual({
      QueueArn: arnOf('orders'),
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: '1795132800',
      LastModifiedTimestamp: '1795132800',
      VisibilityTimeout: '30',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      DelaySeconds: '0',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
    });
    expect(await client.getQueueUrl({ QueueName: 'orders' })).toMatchObject({ QueueUrl });
    await make('bills');
    expect((await client.listQueues({ QueueNamePrefix: 'o' })).QueueUrls).toEqual([QueueUrl]);
    const first = await client.listQueues({ MaxResults: 1 });
    const second = await client.listQueues({ MaxResults: 1, NextToken: first.NextToken! });
    expect([first.QueueUrls, second.QueueUrls, second.NextToken].flat()).toEqual([expect.stringContaining('bills'), QueueUrl, undefined]);
    expect((await client.listQueues({ QueueNamePrefix: 'none' })).QueueUrls).toBeUndefined();
  });

  test('making it again finds it, unless an attribute differs', async () => {
    const QueueUrl = await make('orders', { DelaySeconds: '5' });
    expect(await make('orders', { DelaySeconds: '5' })).toBe(QueueUrl);
    expect(await make('orders')).toBe(QueueUrl);
    await expect(make('orders', { DelaySeconds: '6' })).rejects.toMatchObject({
      name: 'QueueNameExists',
      message: 'A queue already exists with the same name and a different value for attribute DelaySeconds',
    });
  });

  test('a deleted queue is gone at once, and its name is free after a minute', async () => {
    const QueueUrl = await make();
    await client.deleteQueue({ QueueUrl });
    await expect(client.getQueueUrl({ QueueName: 'orders' })).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
    await expect(make()).rejects.toMatchObject({
      name: 'QueueDeletedRecently',
      message: 'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    });
    await host.clock.advance(60_000);
    expect(await make()).toBe(QueueUrl);
  });

  test.each([
    ['a b', {}, 'InvalidParameterValue', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'],
    ['x.fifo', {}, 'InvalidParameterValue', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'],
    [
      'x',
      { FifoQueue: 'true' },
      'InvalidParameterValue',
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    ],
    ['x', { VisibilityTimeout: '43201' }, 'InvalidAttributeValue', 'Invalid value for the parameter VisibilityTimeout.'],
    ['x', { DelaySeconds: 'x' }, 'InvalidAttributeValue', 'Invalid value for the parameter DelaySeconds.'],
    ['x', { ContentBasedDeduplication: 'true' }, 'InvalidAttributeName', 'Unknown Attribute ContentBasedDeduplication.'],
    ['x', { Colour: 'red' }, 'InvalidAttributeName', 'Unknown Attribute Colour.'],
    ['x', { Policy: '{}' }, 'InvalidAttributeValue', 'Invalid value for the parameter Policy.'],
    [
      'x',
      { RedrivePolicy: '{"deadLetterTargetArn": "dummy", "maxReceiveCount": 42}' },
      'InvalidParameterValue',
      'Value {"deadLetterTargetArn": "dummy", "maxReceiveCount": 42} for parameter RedrivePolicy is invalid. Reason: Invalid value for deadLetterTargetArn.',
    ],
    [
      'x',
      { SqsManagedSseEnabled: 'true', KmsMasterKeyId: 'alias/aws/sqs' },
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    ],
    [
      'x',
      { KmsMasterKeyId: 'mine' },
      'NotImplemented',
      'The embedded cloud does not implement sqs KmsMasterKeyId other than alias/aws/sqs.',
    ],
  ])('%s with %j is refused: %s', async (name, attributes, code, message) => {
    await expect(make(name, attributes)).rejects.toMatchObject({ name: code, message });
  });

  test('attributes change in place, and tags come and go', async () => {
    const QueueUrl = await make();
    await host.clock.advance(5000);
    await client.setQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: '7' } });
    expect(await attribute(QueueUrl, 'VisibilityTimeout', 'LastModifiedTimestamp')).toEqual({
      VisibilityTimeout: '7',
      LastModifiedTimestamp: '1795132805',
    });
    await client.tagQueue({ QueueUrl, Tags: { a: '1', b: '2' } });
    await client.untagQueue({ QueueUrl, TagKeys: ['a'] });
    expect((await client.listQueueTags({ QueueUrl })).Tags).toEqual({ b: '2' });
  });

  test('a purge empties the queue, once a minute', async () => {
    const QueueUrl = await make();
    await client.sendMessage({ QueueUrl, MessageBody: 'a' });
    await client.sendMessage({ QueueUrl, MessageBody: 'b', DelaySeconds: 5 });
    await receive(QueueUrl);
    await client.purgeQueue({ QueueUrl });
    expect(await counts(QueueUrl)).toEqual([0, 0, 0]);
    await expect(client.purgeQueue({ QueueUrl })).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
      message: 'Only one PurgeQueue operation on orders is allowed every 60 seconds.',
    });
    await host.clock.advance(60_000);
    await client.purgeQueue({ QueueUrl });
  });
});

describe('messages', () => {
  test('a message arrives with its attributes and digests', async () => {
    const QueueUrl = await make();
    const MessageAttributes = {
      Hello: { DataType: 'String', StringValue: 'There' },
      General: { DataType: 'String', StringValue: 'Kenobi' },
      'Help.Me': { DataType: 'String', StringValue: 'Me' },
    };
    const sent = await client.sendMessage({ QueueUrl, MessageBody: 'msg', MessageAttributes });
    expect(sent).toMatchObject({
      MD5OfMessageBody: '6e2baaf3b97dbeef01c0043275f9a0e7',
      MD5OfMessageAttributes: '4c360f3fdafd970e05fae2f149d997f5',
    });
    const [message] = await receive(QueueUrl, { MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] });
    expect(message).toEqual({
      MessageId: sent.MessageId,
      Body: 'msg',
      MD5OfBody: '6e2baaf3b97dbeef01c0043275f9a0e7',
      MD5OfMessageAttributes: '4c360f3fdafd970e05fae2f149d997f5',
      MessageAttributes,
      ReceiptHandle: expect.any(String),
      Attributes: {
        SenderId: TEST_ACCOUNT,
        ApproximateFirstReceiveTimestamp: '1795132800000',
        ApproximateReceiveCount: '1',
        SentTimestamp: '1795132800000',
      },
    });
    await host.clock.advance(30_000);
    const [some] = await receive(QueueUrl, { MessageAttributeNames: ['Help.*', 'Hello'], AttributeNames: ['ApproximateReceiveCount'] });
    expect(some).toMatchObject({
      MD5OfMessageAttributes: '83fee93c1bcd8b9a5a923ffacdc636c7',
      Attributes: { ApproximateReceiveCount: '2' },
    });
  });

  test('binary attributes have their own digest', async () => {
    const QueueUrl = await make();
    const BinaryValue = new TextEncoder().encode('traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01');
    await client.sendMessage({ QueueUrl, MessageBody: 'test', MessageAttributes: { attr1: { DataType: 'Binary', BinaryValue } } });
    const [message] = await receive(QueueUrl, { MessageAttributeNames: ['All'] });
    expect(message).toMatchObject({
      MD5OfMessageAttributes: '8cbe4db156db8a94db8b801b7addb984',
      MessageAttributes: { attr1: { BinaryValue } },
    });
  });

  test('a received message is hidden until its visibility timeout is over, and gone when deleted', async () => {
    const QueueUrl = await make();
    await client.sendMessage({ QueueUrl, MessageBody: 'a' });
    expect(await bodies(QueueUrl, { VisibilityTimeout: 10 })).toEqual(['a']);
    await host.clock.advance(9999);
    expect(await bodies(QueueUrl)).toEqual([]);
    expect(await counts(QueueUrl)).toEqual([0, 1, 0]);
    await host.clock.advance(1);
    const [again] = await receive(QueueUrl);
    await client.deleteMessage({ QueueUrl, ReceiptHandle: again!.ReceiptHandle! });
    expect(await counts(QueueUrl)).toEqual([0, 0, 0]);
  });

  test('only the latest receipt deletes', async () => {
    const QueueUrl = await make();
    await client.sendMessage({ QueueUrl, MessageBody: 'a' });
    const [first] = await receive(QueueUrl, { VisibilityTimeout: 0 });
    const [second] = await receive(QueueUrl, { VisibilityTimeout: 0 });
    await client.deleteMessage({ QueueUrl, ReceiptHandle: first!.ReceiptHandle! });
    expect(await counts(QueueUrl)).toEqual([1, 0, 0]);
    await client.deleteMessage({ QueueUrl, ReceiptHandle: second!.ReceiptHandle! });
    expect(await counts(QueueUrl)).toEqual([0, 0, 0]);
    await expect(client.deleteMessage({ QueueUrl, ReceiptHandle: 'nonsense' })).rejects.toMatchObject({
      name: 'ReceiptHandleIsInvalid',
      message: 'The input receipt handle "nonsense" is not a valid receipt handle.',
    });
  });

  test('a visibility timeout is drawn out or ended early', async () => {
    const QueueUrl = await make();
    await client.sendMessage({ QueueUrl, MessageBody: 'a' });
    const [message] = await receive(QueueUrl);
    const ReceiptHandle = message!.ReceiptHandle!;
    await host.clock.advance(20_000);
    await client.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 30 });
    await host.clock.advance(29_999);
    expect(await bodies(QueueUrl)).toEqual([]);
    await client.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    expect(await counts(QueueUrl)).toEqual([1, 0, 0]);
    await expect(client.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 5 })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    });
  });

  test('a delayed message stays hidden until its delay has passed', async () => {
    const QueueUrl = await make('orders', { DelaySeconds: '5' });
    await client.sendMessage({ QueueUrl, MessageBody: 'queue' });
    await client.sendMessage({ QueueUrl, MessageBody: 'own', DelaySeconds: 900 });
    await client.sendMessage({ QueueUrl, MessageBody: 'none', DelaySeconds: 0 });
    expect(await bodies(QueueUrl)).toEqual(['none']);
    expect(await counts(QueueUrl)).toEqual([0, 1, 2]);
    await host.clock.advance(5000);
    expect(await bodies(QueueUrl)).toEqual(['queue']);
    await host.clock.advance(895_000);
    expect(await bodies(QueueUrl)).toContain('own');
  });

  test('a message ends with the retention period', async () => {
    const QueueUrl = await make('orders', { MessageRetentionPeriod: '60' });
    await client.sendMessage({ QueueUrl, MessageBody: 'a' });
    await host.clock.advance(59_999);
    expect(await counts(QueueUrl)).toEqual([1, 0, 0]);
    await host.clock.advance(1);
    expect(await counts(QueueUrl)).toEqual([0, 0, 0]);
    expect(await bodies(QueueUrl)).toEqual([]);
  });

  test('a long poll answers as soon as there is a message, or empty at its end', async () => {
    const QueueUrl = await make();
    const waiting = bodies(QueueUrl, { WaitTimeSeconds: 20 });
    await host.clock.advance(19_000);
    await client.sendMessage({ QueueUrl, MessageBody: 'late' });
    expect(await waiting).toEqual(['late']);
    const delayed = bodies(QueueUrl, { WaitTimeSeconds: 20 });
    await client.sendMessage({ QueueUrl, MessageBody: 'later', DelaySeconds: 7 });
    await host.clock.advance(7000);
    expect(await delayed).toEqual(['later']);
    const empty = bodies(QueueUrl, { WaitTimeSeconds: 1 });
    await host.clock.advance(1000);
    expect(await empty).toEqual([]);
  });

  test('each of several long polls gets a message of its own', async () => {
    const QueueUrl = await make('orders', { ReceiveMessageWaitTimeSeconds: '20' });
    const polls = [1, 2, 3].map(() => bodies(QueueUrl, { MaxNumberOfMessages: 1 }));
    await host.clock.advance(100);
    for (const MessageBody of ['a', 'b', 'c']) await client.sendMessage({ QueueUrl, MessageBody });
    expect((await Promise.all(polls)).flat().sort()).toEqual(['a', 'b', 'c']);
  });

  test.each([
    [{ MessageBody: '' }, 'MissingParameter', 'The request must contain the parameter MessageBody.'],
    [
      { MessageBody: '\u0001' },
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    ],
    [
      { MessageBody: 'x'.repeat(1_048_577) },
      'InvalidParameterValue',
      'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    ],
    [
      { MessageBody: 'x', DelaySeconds: 901 },
      'InvalidParameterValue',
      'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
    ],
    [
      { MessageBody: 'x', MessageDeduplicationId: 'd' },
      'InvalidParameterValue',
      'Value d for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.',
    ],
    [
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Colour', StringValue: 'red' } } },
      'InvalidParameterValue',
      "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String.",
    ],
    [
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Number', StringValue: 'red' } } },
      'InvalidParameterValue',
      "Can't cast the value of message (user) attribute 'a' to a number.",
    ],
  ])('%j is refused: %s', async (message, name, text) => {
    const QueueUrl = await make();
    await expect(client.sendMessage({ QueueUrl, ...message })).rejects.toMatchObject({ name, message: text });
  });

  test('what a receive asks for is checked', async () => {
    const QueueUrl = await make();
    await expect(receive(QueueUrl, { MaxNumberOfMessages: 11 })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
    });
    await expect(receive(QueueUrl, { WaitTimeSeconds: 21 })).rejects.toMatchObject({
      message: 'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
    });
    await expect(receive(`${QueueUrl}x`)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

describe('batches', () => {
  const entries = (count: number) => Array.from({ length: count }, (_, n) => ({ Id: `m${n}`, MessageBody: `${n}` }));

  test('a batch is sent, and a part of it may fail', async () => {
    const QueueUrl = await make();
    const answer = await client.sendMessageBatch({
      QueueUrl,
      Entries: [...entries(2), { Id: 'bad', MessageBody: 'x', DelaySeconds: 1000 }],
    });
    expect(answer.Successful!.map(({ Id }) => Id)).toEqual(['m0', 'm1']);
    expect(answer.Failed).toEqual([
      {
        Id: 'bad',
        SenderFault: true,
        Code: 'InvalidParameterValue',
        Message: 'Value 1000 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
      },
    ]);
    const received = await receive(QueueUrl);
    const handles = received.map(({ ReceiptHandle }, n) => ({ Id: `d${n}`, ReceiptHandle: ReceiptHandle! }));
    const changed = await client.changeMessageVisibilityBatch({
      QueueUrl,
      Entries: handles.map((entry) => ({ ...entry, VisibilityTimeout: 60 })),
    });
    expect(changed.Successful).toEqual([{ Id: 'd0' }, { Id: 'd1' }]);
    const gone = await client.deleteMessageBatch({ QueueUrl, Entries: [...handles, { Id: 'x', ReceiptHandle: 'x' }] });
    expect(gone.Successful).toEqual([{ Id: 'd0' }, { Id: 'd1' }]);
    expect(gone.Failed).toMatchObject([{ Id: 'x', Code: 'ReceiptHandleIsInvalid' }]);
    expect(await counts(QueueUrl)).toEqual([0, 0, 0]);
  });

  test.each([
    [[], 'EmptyBatchRequest', 'There should be at least one SendMessageBatchRequestEntry in the request.'],
    [entries(11), 'TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10. You have sent 11.'],
    [[...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct', 'Id m0 repeated.'],
    [
      [{ Id: 'a:b', MessageBody: 'x' }],
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    ],
    [
      entries(2).map((entry) => ({ ...entry, MessageBody: 'x'.repeat(600_000) })),
      'BatchRequestTooLong',
      'Batch requests cannot be longer than 1048576 bytes. You have sent 1200000 bytes.',
    ],
  ])('a batch is refused as a whole (%#)', async (Entries, name, message) => {
    const QueueUrl = await make();
    await expect(client.sendMessageBatch({ QueueUrl, Entries })).rejects.toMatchObject({ name, message });
  });
});

describe('FIFO queues', () => {
  const fifo = (more: object = {}) => make('orders.fifo', { FifoQueue: 'true', ...more });
  const send = (QueueUrl: string, MessageBody: string, MessageGroupId = 'g', more: object = {}) =>
    client.sendMessage({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId: MessageBody, ...more });

  test('a message comes with its group, deduplication id and sequence number', async () => {
    const QueueUrl = await fifo();
    const sent = await send(QueueUrl, 'a');
    expect(sent.SequenceNumber).toMatch(/^\d{20}$/);
    const [message] = await receive(QueueUrl, { AttributeNames: ['All'] });
    expect(message!.Attributes).toMatchObject({
      MessageGroupId: 'g',
      MessageDeduplicationId: 'a',
      SequenceNumber: sent.SequenceNumber,
    });
    expect(await attribute(QueueUrl, 'All')).toMatchObject({
      FifoQueue: 'true',
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
    });
  });

  test('a group waits while one of its messages is in flight; other groups do not', async () => {
    const QueueUrl = await fifo();
    for (const body of ['a1', 'a2']) await send(QueueUrl, body, 'a');
    await send(QueueUrl, 'b1', 'b');
    const [first] = await receive(QueueUrl, { MaxNumberOfMessages: 1 });
    expect(first!.Body).toBe('a1');
    expect(await bodies(QueueUrl)).toEqual(['b1']);
    const waiting = bodies(QueueUrl, { WaitTimeSeconds: 20 });
    await host.clock.advance(10);
    await client.deleteMessage({ QueueUrl, ReceiptHandle: first!.ReceiptHandle! });
    expect(await waiting).toEqual(['a2']);
  });

  test('a repeated message is not delivered again within five minutes, not even after its deletion', async () => {
    const QueueUrl = await fifo({ ContentBasedDeduplication: 'true' });
    const plain = { QueueUrl, MessageBody: 'same', MessageGroupId: 'g' };
    const first = await client.sendMessage(plain);
    const [message] = await receive(QueueUrl);
    await client.deleteMessage({ QueueUrl, ReceiptHandle: message!.ReceiptHandle! });
    const again = await client.sendMessage({ ...plain, MessageGroupId: 'other' });
    expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    expect(await bodies(QueueUrl)).toEqual([]);
    await host.clock.advance(300_000);
    expect((await client.sendMessage(plain)).MessageId).not.toBe(first.MessageId);
    expect(await bodies(QueueUrl)).toEqual(['same']);
  });

  test('with high throughput, groups are deduplicated each for itself', async () => {
    const QueueUrl = await fifo({ DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' });
    for (const group of ['a', 'b', 'a']) await send(QueueUrl, 'same', group);
    expect(await bodies(QueueUrl)).toEqual(['same', 'same']);
  });

  test('an expired receipt does not delete', async () => {
    const QueueUrl = await fifo();
    await send(QueueUrl, 'a');
    const [message] = await receive(QueueUrl, { VisibilityTimeout: 1 });
    await host.clock.advance(1000);
    const ReceiptHandle = message!.ReceiptHandle!;
    await expect(client.deleteMessage({ QueueUrl, ReceiptHandle })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    });
  });

  test('a message needs a group and a way to tell repetitions', async () => {
    const QueueUrl = await fifo();
    await expect(client.sendMessage({ QueueUrl, MessageBody: 'a' })).rejects.toMatchObject({
      name: 'MissingParameter',
      message: 'The request must contain the parameter MessageGroupId.',
    });
    await expect(client.sendMessage({ QueueUrl, MessageBody: 'a', MessageGroupId: 'g' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    });
    await expect(send(QueueUrl, 'a', 'g', { DelaySeconds: 2 })).rejects.toMatchObject({
      message:
        'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
    });
  });
});

describe('dead-letter queues', () => {
  const withDeadLetters = async (maxReceiveCount = 2) => {
    const dead = await make('dead');
    const QueueUrl = await make('orders', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount }),
    });
    return { dead, QueueUrl };
  };

  test('a message that was received too often goes there instead of being received again', async () => {
    const { dead, QueueUrl } = await withDeadLetters();
    const { MessageId } = await client.sendMessage({ QueueUrl, MessageBody: 'poison' });
    for (let round = 0; round < 2; round++) {
      expect(await bodies(QueueUrl)).toEqual(['poison']);
      await host.clock.advance(30_000);
    }
    expect(await bodies(QueueUrl)).toEqual([]);
    const [message] = await receive(dead, { AttributeNames: ['All'] });
    expect(message).toMatchObject({
      MessageId,
      Attributes: { DeadLetterQueueSourceArn: arnOf('orders'), ApproximateReceiveCount: '3', SentTimestamp: '1795132800000' },
    });
    expect((await client.listDeadLetterSourceQueues({ QueueUrl: dead })).queueUrls).toEqual([QueueUrl]);
  });

  test('a queue may refuse to be one', async () => {
    await make('dead', { RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [arnOf('other')] }) });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 1 });
    await expect(make('orders', { RedrivePolicy })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await make('other', { RedrivePolicy });
  });

  test('a move task brings messages back to where they came from', async () => {
    const { dead, QueueUrl } = await withDeadLetters(1);
    for (const MessageBody of ['a', 'b']) await client.sendMessage({ QueueUrl, MessageBody });
    await receive(QueueUrl);
    await host.clock.advance(30_000);
    await receive(QueueUrl);
    expect(await counts(dead)).toEqual([2, 0, 0]);
    await client.startMessageMoveTask({ SourceArn: arnOf('dead') });
    await host.clock.advance(10);
    expect(await counts(dead)).toEqual([0, 0, 0]);
    expect((await bodies(QueueUrl)).sort()).toEqual(['a', 'b']);
    expect((await client.listMessageMoveTasks({ SourceArn: arnOf('dead') })).Results).toEqual([
      {
        Status: 'COMPLETED',
        SourceArn: arnOf('dead'),
        ApproximateNumberOfMessagesMoved: 2,
        ApproximateNumberOfMessagesToMove: 2,
        StartedTimestamp: expect.any(Number),
      },
    ]);
  });

  test('a move task keeps its rate and can be cancelled', async () => {
    const { dead } = await withDeadLetters();
    const elsewhere = await make('elsewhere');
    for (let n = 0; n < 10; n++) await client.sendMessage({ QueueUrl: dead, MessageBody: String(n) });
    const SourceArn = arnOf('dead');
    const { TaskHandle } = await client.startMessageMoveTask({
      SourceArn,
      DestinationArn: arnOf('elsewhere'),
      MaxNumberOfMessagesPerSecond: 1,
    });
    await expect(client.startMessageMoveTask({ SourceArn })).rejects.toMatchObject({
      message: 'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    });
    await host.clock.advance(3000);
    expect(await counts(elsewhere)).toEqual([3, 0, 0]);
    expect(await client.cancelMessageMoveTask({ TaskHandle })).toMatchObject({ ApproximateNumberOfMessagesMoved: 3 });
    await host.clock.advance(5000);
    expect(await counts(elsewhere)).toEqual([3, 0, 0]);
    expect((await client.listMessageMoveTasks({ SourceArn })).Results).toMatchObject([{ Status: 'CANCELLED' }]);
    await expect(client.startMessageMoveTask({ SourceArn: arnOf('elsewhere') })).rejects.toMatchObject({
      message: 'Source queue must be configured as a Dead Letter Queue.',
    });
    await expect(client.cancelMessageMoveTask({ TaskHandle: 'x' })).rejects.toMatchObject({
      message: 'Value for parameter TaskHandle is invalid.',
    });
  });
});
