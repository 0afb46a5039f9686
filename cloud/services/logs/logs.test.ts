import { CloudWatchLogsClient, DescribeLogGroupsCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { logs } from './service.ts';

const DAY = 86_400_000;
const group = { logGroupName: '/aws/lambda/Map' };
const stream = { ...group, logStreamName: '2026/11/20/[$LATEST]a' };

async function cloudWithStream() {
  const memory = await memoryCloud({ services: [logs] });
  const client = memory.root().logs;
  await client.CreateLogGroup(group);
  await client.CreateLogStream(stream);
  const now = memory.clock.now();
  const put = (...events: [offset: number, message: string][]) =>
    client.PutLogEvents({ ...stream, logEvents: events.map(([offset, message]) => ({ timestamp: now + offset, message })) });
  const get = async (input = {}) =>
    (await client.GetLogEvents({ ...stream, startFromHead: true, ...input })).events!.map(({ message }) => message);
  const filter = async (input = {}) => (await client.FilterLogEvents({ ...group, ...input })).events!.map(({ message }) => message);
  return { ...memory, client, now, put, get, filter };
}

describe('groups and streams', () => {
  test('the SDK reads a group as AWS describes it', async () => {
    const { clientOptions, now } = await cloudWithStream();
    const client = new CloudWatchLogsClient(clientOptions());
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/' }));
    expect(logGroups).toEqual([
      {
        logGroupName: '/aws/lambda/Map',
        creationTime: now,
        metricFilterCount: 0,
        arn: 'arn:aws:logs:ap-southeast-1:111122223333:log-group:/aws/lambda/Map:*',
        logGroupArn: 'arn:aws:logs:ap-southeast-1:111122223333:log-group:/aws/lambda/Map',
        logGroupClass: 'STANDARD',
        storedBytes: 0,
        deletionProtectionEnabled: false,
      },
    ]);
    await expect(
      client.send(new PutLogEventsCommand({ ...stream, logGroupName: 'none', logEvents: [{ timestamp: now, message: 'x' }] })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  test('what exists is not made again, and what does not exist is not found', async () => {
    const { client } = await cloudWithStream();
    await expect(client.CreateLogGroup(group)).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
    await expect(client.CreateLogStream(stream)).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
      message: 'The specified log stream already exists',
    });
    await expect(client.GetLogEvents({ ...group, logStreamName: 'none' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
    await client.DeleteLogGroup(group);
    await expect(client.DeleteLogGroup(group)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  test('groups are listed by prefix or pattern, in pages', async () => {
    const { client } = await cloudWithStream();
    for (const logGroupName of ['/aws/lambda/State', '/aws/lambda/reduce', 'other']) await client.CreateLogGroup({ logGroupName });
    const first = await client.DescribeLogGroups({ logGroupNamePrefix: '/aws/lambda/', limit: 2 });
    const second = await client.DescribeLogGroups({ logGroupNamePrefix: '/aws/lambda/', limit: 2, nextToken: first.nextToken });
    expect([...first.logGroups!, ...second.logGroups!].map(({ logGroupName }) => logGroupName)).toEqual([
      '/aws/lambda/Map',
      '/aws/lambda/State',
      '/aws/lambda/reduce',
    ]);
    expect(second.nextToken).toBeUndefined();
    expect((await client.DescribeLogGroups({ logGroupNamePattern: 'REDUCE' })).logGroups).toHaveLength(1);
  });

  test('streams are listed by name or by their last event', async () => {
    const { client, put, now } = await cloudWithStream();
    await client.CreateLogStream({ ...group, logStreamName: 'b' });
    await put([5, 'new']);
    await client.PutLogEvents({ ...group, logStreamName: 'b', logEvents: [{ timestamp: now, message: 'old' }] });
    const names = async (input: object) =>
      (await client.DescribeLogStreams({ ...group, ...input })).logStreams!.map(({ logStreamName }) => logStreamName);
    expect(await names({})).toEqual([stream.logStreamName, 'b']);
    expect(await names({ orderBy: 'LastEventTime' })).toEqual(['b', stream.logStreamName]);
    expect(await names({ orderBy: 'LastEventTime', descending: true, limit: 1 })).toEqual([stream.logStreamName]);
    expect(await names({ logStreamNamePrefix: 'b' })).toEqual(['b']);
  });

  test('tags belong to the group, under its ARN', async () => {
    const { client } = await cloudWithStream();
    const resourceArn = 'arn:aws:logs:ap-southeast-1:111122223333:log-group:/aws/lambda/Map';
    await client.TagResource({ resourceArn, tags: { lab: 'leda', stage: 'start' } });
    await client.UntagResource({ resourceArn, tagKeys: ['stage'] });
    expect(await client.ListTagsForResource({ resourceArn: `${resourceArn}:*` })).toEqual({ tags: { lab: 'leda' } });
  });

  test('a class other than STANDARD and a KMS key are refused by name', async () => {
    const { client } = await cloudWithStream();
    await expect(client.CreateLogGroup({ logGroupName: 'ia', logGroupClass: 'INFREQUENT_ACCESS' })).rejects.toMatchObject({
      code: 'NotImplemented',
      message: 'The embedded cloud does not implement logs log groups of class INFREQUENT_ACCESS.',
    });
    await expect(client.CreateLogGroup({ logGroupName: 'kms', kmsKeyId: 'k' })).rejects.toMatchObject({ code: 'NotImplemented' });
  });
});

describe('writing', () => {
  test('a batch must be in order, within a day and not too large', async () => {
    const { client, put, now } = await cloudWithStream();
    await put([0, 'a'], [0, 'b'], [1, 'c']);
    await expect(put([1, 'a'], [0, 'b'])).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'Log events in a single PutLogEvents request must be in chronological order.',
    });
    await expect(put([-DAY - 1, 'a'], [0, 'b'])).rejects.toMatchObject({
      message: 'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    });
    await put([0, 'x'.repeat(1_048_576 - 26)]);
    await expect(put([0, 'x'.repeat(1_048_576 - 25)])).rejects.toMatchObject({
      message: 'Upload too large: 1048577 bytes exceeds limit of 1048576',
    });
    await expect(client.PutLogEvents({ ...stream, logEvents: [{ timestamp: now, message: '' }] })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  test('events too old, expired or too new are left out and reported, the others stay', async () => {
    const { client, put, get } = await cloudWithStream();
    await client.PutRetentionPolicy({ ...group, retentionInDays: 1 });
    const { rejectedLogEventsInfo } = await put([-15 * DAY, 'old'], [-2 * DAY, 'expired'], [0, 'kept'], [7_200_001, 'new']);
    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, expiredLogEventEndIndex: 2, tooNewLogEventStartIndex: 3 });
    expect(await get()).toEqual(['kept']);
  });

  test('events end with the retention of their group', async () => {
    const { client, clock, put, get } = await cloudWithStream();
    await client.PutRetentionPolicy({ ...group, retentionInDays: 1 });
    await put([0, 'first'], [1000, 'second']);
    await clock.advance(DAY);
    expect(await get()).toEqual(['first', 'second']);
    await clock.advance(1);
    expect(await get()).toEqual(['second']);
    await expect(client.PutRetentionPolicy({ ...group, retentionInDays: 2 })).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  test('events that arrive late stand in order of their time', async () => {
    const { put, get } = await cloudWithStream();
    await put([10, 'c'], [20, 'd']);
    await put([0, 'a'], [10, 'c, later']);
    expect(await get()).toEqual(['a', 'c', 'c, later', 'd']);
  });
});

describe('reading', () => {
  test('tokens walk forward and backward, and stand still at the ends', async () => {
    const { client, put } = await cloudWithStream();
    await put([0, '1'], [0, '2'], [1, '3'], [2, '4'], [2, '5']);
    const page = async (input: object) => {
      const { events, nextForwardToken, nextBackwardToken } = await client.GetLogEvents({ ...stream, limit: 2, ...input });
      return { messages: events!.map(({ message }) => message).join(''), nextForwardToken, nextBackwardToken };
    };
    const latest = await page({});
    expect(latest.messages).toBe('45');
    const before = await page({ nextToken: latest.nextBackwardToken });
    expect(before.messages).toBe('23');
    const first = await page({ startFromHead: true });
    expect(first.messages).toBe('12');
    const second = await page({ nextToken: first.nextForwardToken });
    expect(second.messages).toBe('34');
    const third = await page({ nextToken: second.nextForwardToken });
    expect(third.messages).toBe('5');
    const end = await page({ nextToken: third.nextForwardToken });
    expect(end).toMatchObject({ messages: '', nextForwardToken: third.nextForwardToken });
    await put([3, '6']);
    expect((await page({ nextToken: end.nextForwardToken })).messages).toBe('6');
  });

  test('GetLogEvents excludes its end time, FilterLogEvents includes it', async () => {
    const { put, get, filter, now } = await cloudWithStream();
    await put([0, 'a'], [1, 'b'], [2, 'c']);
    expect(await get({ startTime: now, endTime: now + 1 })).toEqual(['a']);
    expect(await filter({ startTime: now, endTime: now + 1 })).toEqual(['a', 'b']);
  });

  test('the pages of FilterLogEvents show every matching event of all streams once, by time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(5), to: fc.constantFrom('a', 'b', 'c'), level: fc.constantFrom('INFO', 'ERROR') }), {
          maxLength: 20,
        }),
        fc.integer({ min: 1, max: 4 }),
        async (events, limit) => {
          const { client, now } = await cloudWithStream();
          for (const logStreamName of ['a', 'b', 'c']) await client.CreateLogStream({ ...group, logStreamName });
          for (const [index, { at, to, level }] of events.entries()) {
            await client.PutLogEvents({ ...group, logStreamName: to, logEvents: [{ timestamp: now + at, message: `${level} ${index}` }] });
          }
          const seen: string[] = [];
          let nextToken: string | undefined;
          do {
            const page = await client.FilterLogEvents({ ...group, filterPattern: 'ERROR', limit, ...(nextToken && { nextToken }) });
            expect(page.events!.length).toBeLessThanOrEqual(limit);
            seen.push(...page.events!.map(({ message }) => message!));
            nextToken = page.nextToken;
          } while (nextToken);
          const expected = [...events.entries()]
            .filter(([, { level }]) => level === 'ERROR')
            .sort(([i, a], [j, b]) => a.at - b.at || i - j)
            .map(([index]) => `ERROR ${index}`);
          expect(seen).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('streams are chosen by name or prefix, not by both', async () => {
    const { client, put, filter, now } = await cloudWithStream();
    await client.CreateLogStream({ ...group, logStreamName: 'other' });
    await client.PutLogEvents({ ...group, logStreamName: 'other', logEvents: [{ timestamp: now, message: 'there' }] });
    await put([0, 'here']);
    expect(await filter({ logStreamNames: ['other'] })).toEqual(['there']);
    expect(await filter({ logStreamNamePrefix: '2026/' })).toEqual(['here']);
    await expect(filter({ logStreamNames: ['other'], logStreamNamePrefix: 'o' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });
});
