import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import type { Principal } from '../../principal.ts';
import { defineService } from '../../service.ts';
import { logs } from './service.ts';

const group = { logGroupName: '/aws/lambda/Map' };
const stream = { ...group, logStreamName: 'a' };
const destinationArn = 'arn:aws:lambda:ap-southeast-1:111122223333:function:alert';

/** Logs beside what stands in for Lambda: it notes who invokes what. */
async function cloudWithGroup(invocable = true) {
  const invoked: { type: string; payload: string; by: Principal }[] = [];
  const lambda = defineService<object>({
    name: 'lambda',
    wires: [],
    scope: 'region',
    initialState: () => ({}),
    operations: {
      Invoke: (input: { InvocationType: string; Payload?: Uint8Array }, call) => {
        invoked.push({ type: input.InvocationType, payload: new TextDecoder().decode(input.Payload), by: call.principal });
        return { StatusCode: 202 };
      },
    },
    access: invocable ? { Invoke: () => [] } : {},
    resourceTypes: [],
  });
  const memory = await memoryCloud({ services: [logs, lambda] });
  const client = memory.root().logs;
  await client.CreateLogGroup(group);
  await client.CreateLogStream(stream);
  const subscribe = (filterName: string, filterPattern = '', arn = destinationArn) =>
    client.PutSubscriptionFilter({ ...group, filterName, filterPattern, destinationArn: arn });
  return { ...memory, client, invoked, subscribe };
}

test('a function gets the events that match, as they come in, from CloudWatch Logs for this group', async () => {
  const { client, invoked, subscribe, clock, faults } = await cloudWithGroup();
  await subscribe('errors', 'ERROR');
  const timestamp = clock.now();
  await client.PutLogEvents({ ...stream, logEvents: ['INFO a', 'ERROR b', 'ERROR c'].map((message) => ({ timestamp, message })) });
  await client.PutLogEvents({ ...stream, logEvents: [{ timestamp, message: 'INFO d' }] });
  await clock.advance(0);
  expect(faults).toEqual([]);
  expect(invoked.map(({ type }) => type)).toEqual(['DryRun', 'Event']);
  expect(invoked[1]!.by).toEqual({
    type: 'service',
    service: 'logs.amazonaws.com',
    sourceArn: 'arn:aws:logs:ap-southeast-1:111122223333:log-group:/aws/lambda/Map:*',
    sourceAccount: '111122223333',
  });
  const { awslogs } = JSON.parse(invoked[1]!.payload);
  const { events } = await client.FilterLogEvents({ ...group, filterPattern: 'ERROR' });
  expect(JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString())).toEqual({
    messageType: 'DATA_MESSAGE',
    owner: '111122223333',
    logGroup: '/aws/lambda/Map',
    logStream: 'a',
    subscriptionFilters: ['errors'],
    logEvents: events!.map(({ eventId, message }) => ({ id: eventId, timestamp, message })),
  });
});

test('a group has two filters at most; a filter is replaced under its name and can be removed', async () => {
  const { client, subscribe } = await cloudWithGroup();
  await subscribe('a');
  await subscribe('b');
  await expect(subscribe('c')).rejects.toMatchObject({ code: 'LimitExceededException', message: 'Resource limit exceeded.' });
  await subscribe('a', 'ERROR');
  const { subscriptionFilters } = await client.DescribeSubscriptionFilters(group);
  expect(subscriptionFilters!.map(({ filterName, filterPattern }) => [filterName, filterPattern])).toEqual([
    ['a', 'ERROR'],
    ['b', ''],
  ]);
  await client.DeleteSubscriptionFilter({ ...group, filterName: 'a' });
  await expect(client.DeleteSubscriptionFilter({ ...group, filterName: 'a' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test('a function that CloudWatch Logs may not invoke, a broken pattern and other destinations are refused', async () => {
  const { subscribe } = await cloudWithGroup(false);
  await expect(subscribe('a')).rejects.toMatchObject({
    code: 'InvalidParameterException',
    message: 'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
  });
  await expect(subscribe('a', '{ $.a = }')).rejects.toMatchObject({ message: 'Invalid filter pattern' });
  await expect(subscribe('a', '', 'arn:aws:kinesis:ap-southeast-1:111122223333:stream/s')).rejects.toMatchObject({
    code: 'NotImplemented',
    message: 'The embedded cloud does not implement logs PutSubscriptionFilter with a destination in kinesis.',
  });
});
