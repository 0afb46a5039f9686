import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDataQuery,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { beforeAll, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { sts } from '../sts/service.ts';
import { cloudwatch } from './service.ts';

let memory: MemoryCloud;
let client: CloudWatchClient;
const START = Date.UTC(2026, 10, 20);
const MINUTE = 60_000;

beforeAll(async () => {
  memory = await memoryCloud({ services: [cloudwatch, iam, sts] });
  client = new CloudWatchClient(memory.clientOptions());
});

const put = (Namespace: string, ...MetricData: MetricDatum[]) => client.send(new PutMetricDataCommand({ Namespace, MetricData }));
const at = (minute: number) => new Date(START + minute * MINUTE);

test('values, counts and statistic sets come back as statistics by period, and percentiles where values are known', async () => {
  await put(
    'A',
    { MetricName: 'Latency', Values: [10, 20, 30], Counts: [90, 9, 1], Timestamp: at(-10), Unit: 'Milliseconds' },
    { MetricName: 'Latency', Value: 5, Timestamp: at(-9), Unit: 'Milliseconds' },
    { MetricName: 'Set', StatisticValues: { SampleCount: 4, Sum: 10, Minimum: 1, Maximum: 4 }, Timestamp: at(-9) },
  );
  const ask = async (MetricName: string, Period: number) =>
    (
      await client.send(
        new GetMetricStatisticsCommand({
          Namespace: 'A',
          MetricName,
          StartTime: at(-10),
          EndTime: at(0),
          Period,
          Statistics: ['Sum', 'Average', 'SampleCount', 'Minimum', 'Maximum'],
          ExtendedStatistics: ['p50', 'p99', 'tm90', 'pr(:20)'.toUpperCase()],
        }),
      )
    ).Datapoints!;
  const [whole] = await ask('Latency', 600);
  expect(whole).toEqual({
    Timestamp: at(-10),
    Unit: 'Milliseconds',
    Sum: 1115,
    Average: 1115 / 101,
    SampleCount: 101,
    Minimum: 5,
    Maximum: 30,
    ExtendedStatistics: { p50: 10, p99: 20, tm90: (5 + 89.9 * 10) / 90.9, 'PR(:20)': (100 * 100) / 101 },
  });
  expect((await ask('Latency', 60)).map(({ Sum }) => Sum)).toEqual([1110, 5]);
  expect((await ask('Set', 60))[0]).toEqual({
    Timestamp: at(-9),
    Unit: 'None',
    Sum: 10,
    Average: 2.5,
    SampleCount: 4,
    Minimum: 1,
    Maximum: 4,
  });
});

test('metric math: fills, conditions, rates and what is refused', async () => {
  await put('B', { MetricName: 'n', Value: 4, Timestamp: at(-3) }, { MetricName: 'n', Value: 10, Timestamp: at(-1) });
  const query = async (...extra: MetricDataQuery[]) => {
    const MetricStat = { Metric: { Namespace: 'B', MetricName: 'n' }, Period: 60, Stat: 'Sum' };
    const MetricDataQueries = [{ Id: 'n', MetricStat, ReturnData: false }, ...extra];
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({ StartTime: at(-4), EndTime: at(0), ScanBy: 'TimestampAscending', MetricDataQueries }),
    );
    return MetricDataResults!.map(({ Values }) => Values);
  };
  const math = async (Expression: string) => (await query({ Id: 'e', Expression }))[0];
  expect(await math('n * 2 + 1')).toEqual([9, 21]);
  expect(await math('FILL(n, 0)')).toEqual([0, 4, 0, 10]);
  expect(await math('FILL(n, REPEAT)')).toEqual([4, 4, 10]);
  expect(await math('FILL(n, LINEAR)')).toEqual([4, 7, 10]);
  expect(await math('IF(n > 5, n, -1)')).toEqual([-1, 10]);
  expect(await math('RATE(n)')).toEqual([6 / 120]);
  expect(await math('n / SUM(n) + TIME_SERIES(0)')).toEqual([4 / 14, 10 / 14]);
  expect(await math('SUM([n, n]) - AVG(METRICS())')).toEqual([4, 10]);
  expect(await math('n > 5 AND n < 11')).toEqual([0, 1]);
  await expect(math('SEARCH("{B}", "Sum", 60)')).rejects.toMatchObject({
    message: 'The embedded cloud does not implement cloudwatch metric math with SEARCH.',
  });
  await expect(math('NOPE(n)')).rejects.toMatchObject({ message: "Error in expression 'NOPE(n)': Unsupported function NOPE" });
  await expect(math('n +')).rejects.toMatchObject({ message: "Error in expression 'n +': Syntax error" });
});

test('metrics are listed by namespace, name and dimensions', async () => {
  await put('C', { MetricName: 'x', Value: 1, Dimensions: [{ Name: 'Shop', Value: 'a' }] }, { MetricName: 'x', Value: 1 });
  const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'C', Dimensions: [{ Name: 'Shop' }] }));
  expect(Metrics).toEqual([{ Namespace: 'C', MetricName: 'x', Dimensions: [{ Name: 'Shop', Value: 'a' }] }]);
});

test('what AWS refuses is refused in its words', async () => {
  await expect(put('AWS/Lambda', { MetricName: 'x', Value: 1 })).rejects.toMatchObject({
    message: 'The value AWS/ for parameter Namespace is invalid.',
  });
  await expect(put('D', { MetricName: 'x', Value: 1, Values: [1] })).rejects.toMatchObject({
    name: 'InvalidParameterCombinationException',
    message: 'The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
  });
  const range = { StartTime: at(-1441), EndTime: at(0), Period: 60 };
  await expect(
    client.send(new GetMetricStatisticsCommand({ Namespace: 'D', MetricName: 'x', Statistics: ['Sum'], ...range })),
  ).rejects.toMatchObject({
    message:
      'You have requested up to 1441 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
  });
});
