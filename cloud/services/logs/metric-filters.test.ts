import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import { cloudwatch } from '../cloudwatch/service.ts';
import { compileFilter } from './filter-pattern.ts';
import { logs } from './service.ts';
import { spaceValues } from './space-filter.ts';

let memory: MemoryCloud;
const MINUTE = 60_000;

beforeAll(async () => {
  memory = await memoryCloud({ services: [cloudwatch, logs] });
});

/** A log group, what is written to it, and what CloudWatch then has of a metric within the last five minutes. */
async function group(logGroupName: string) {
  const client = memory.root().logs;
  const stream = { logGroupName, logStreamName: 's' };
  await client.CreateLogGroup({ logGroupName });
  await client.CreateLogStream(stream);
  const write = async (...messages: string[]) => {
    const timestamp = memory.clock.now();
    await client.PutLogEvents({ ...stream, logEvents: messages.map((message) => ({ timestamp, message })) });
    await memory.clock.advance(0);
  };
  const metric = async (Namespace: string, MetricName: string, Dimensions: { Name: string; Value: string }[] = []) => {
    const [StartTime, EndTime] = [new Date(memory.clock.now() - 4 * MINUTE), new Date(memory.clock.now() + MINUTE)];
    const asked = { Namespace, MetricName, Dimensions, StartTime, EndTime, Period: 300 };
    const { Datapoints } = await memory.root().cloudwatch.GetMetricStatistics({ ...asked, Statistics: ['Sum', 'SampleCount'] });
    return Datapoints!.map(({ Sum, SampleCount, Unit }) => [Sum, SampleCount, Unit]);
  };
  return { client, write, metric };
}

test('lines that match count, with the value and dimensions that the pattern names', async () => {
  const { client, write, metric } = await group('/shop');
  const put = (filterName: string, filterPattern: string, transformation: object) =>
    client.PutMetricFilter({
      logGroupName: '/shop',
      filterName,
      filterPattern,
      metricTransformations: [{ metricNamespace: 'Shop', metricName: filterName, metricValue: '1', ...transformation }],
    });
  await put('Errors', 'ERROR', { defaultValue: 0, unit: 'Count' });
  await put('Latency', '{ $.latency = * }', { metricValue: '$.latency', unit: 'Milliseconds', dimensions: { Page: '$.page' } });
  await put('Bytes', '[ip, status = 4*, bytes]', { metricValue: '$bytes' });
  await write('ERROR a', 'ok', '{"latency": 12, "page": "home"}', '10.0.0.1 404 120', '10.0.0.1 200 7');
  await write('ok');
  expect(await metric('Shop', 'Errors')).toEqual([[1, 2, 'Count']]);
  expect(await metric('Shop', 'Latency', [{ Name: 'Page', Value: 'home' }])).toEqual([[12, 1, 'Milliseconds']]);
  expect(await metric('Shop', 'Bytes')).toEqual([[120, 1, 'None']]);
  await client.DeleteMetricFilter({ logGroupName: '/shop', filterName: 'Errors' });
  await write('ERROR b');
  expect(await metric('Shop', 'Errors')).toEqual([[1, 2, 'Count']]);
  await expect(put('Plain', 'ERROR', { metricValue: '$.x' })).rejects.toMatchObject({ code: 'InvalidParameterException' });
  expect(memory.faults).toEqual([]);
});

test('lines in the embedded metric format bring their metrics', async () => {
  const { write, metric } = await group('/emf');
  const _aws = {
    Timestamp: memory.clock.now(),
    CloudWatchMetrics: [
      {
        Namespace: 'Orders',
        Dimensions: [['Shop'], []],
        Metrics: [
          { Name: 'Total', Unit: 'None' },
          { Name: 'Items', Unit: 'Count' },
        ],
      },
    ],
  };
  await write(JSON.stringify({ _aws, Shop: 'hue', Total: 9.5, Items: [1, 2] }), '{"_aws": 1}', '{"_aws": broken');
  expect(await metric('Orders', 'Total', [{ Name: 'Shop', Value: 'hue' }])).toEqual([[9.5, 1, 'None']]);
  expect(await metric('Orders', 'Items')).toEqual([[3, 2, 'Count']]);
  expect(memory.faults).toEqual([]);
});

test('a pattern is tried on messages and shows the values it finds', async () => {
  const { matches } = await memory.root().logs.TestMetricFilter({
    filterPattern: '[ip, ..., status = 4*, bytes]',
    logEventMessages: ['127.0.0.1 - frank [10/Oct] "GET /a HTTP/1.0" 404 1534', '127.0.0.1 - frank [10/Oct] "GET /a HTTP/1.0" 200 7'],
  });
  expect(matches).toEqual([
    {
      eventNumber: 1,
      eventMessage: '127.0.0.1 - frank [10/Oct] "GET /a HTTP/1.0" 404 1534',
      extractedValues: { $ip: '127.0.0.1', $2: '-', $3: 'frank', $4: '10/Oct', $5: 'GET /a HTTP/1.0', $status: '404', $bytes: '1534' },
    },
  ]);
});

test('every word of a line stands under the name of its place, and a line of as many words as names matches', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
      const pattern = `[${words.map((_, at) => `f${at}`).join(', ')}]`;
      expect(spaceValues(pattern, words.join(' '))).toEqual(Object.fromEntries(words.map((text, at) => [`$f${at}`, text])));
      expect(compileFilter(pattern)(words.join(' '))).toBe(true);
      expect(compileFilter(pattern)([...words, 'x'].join(' '))).toBe(false);
    }),
    { numRuns: 50 },
  );
});
