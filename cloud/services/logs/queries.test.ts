import { beforeAll, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import { logs } from './service.ts';

let memory: MemoryCloud;
const START = Date.UTC(2026, 10, 20);

beforeAll(async () => {
  memory = await memoryCloud({ services: [logs] });
  const client = memory.root().logs;
  const stream = { logGroupName: '/shop', logStreamName: 's' };
  await client.CreateLogGroup(stream);
  await client.CreateLogStream(stream);
  const messages = [
    '{"level":"INFO","ms":10,"user":{"id":"a"}}',
    '{"level":"ERROR","ms":40,"user":{"id":"b"}}',
    '{"level":"INFO","ms":30,"user":{"id":"a"}}',
    'GET /cart?id=7 took 12 ms',
    'REPORT RequestId: 1-2\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 80 MB\t',
  ];
  const logEvents = messages.map((message, at) => ({ timestamp: START - 300_000 + at * 60_000, message }));
  await client.PutLogEvents({ ...stream, logEvents });
});

async function query(queryString: string): Promise<Record<string, string>[]> {
  const client = memory.root().logs;
  const range = { startTime: START / 1000 - 3600, endTime: START / 1000 };
  const { queryId } = await client.StartQuery({ logGroupName: '/shop', queryString, ...range });
  const { results, status } = await client.GetQueryResults({ queryId });
  expect(status).toBe('Complete');
  return results!.map((row) => Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field!, value!])));
}

test('fields, filter, sort and limit; JSON fields are found by themselves', async () => {
  expect(await query('fields user.id, ms * 2 as twice | filter level = "INFO" and ms >= 10 | sort ms asc | limit 5')).toEqual([
    { 'user.id': 'a', twice: '20' },
    { 'user.id': 'a', twice: '60' },
  ]);
  expect(await query('filter @message like /cart/ | fields strlen(@message) as length')).toEqual([{ length: '25' }]);
  expect(await query('fields @timestamp | filter level in ["ERROR"] or not ispresent(level) | sort @timestamp desc | limit 1')).toEqual([
    { '@timestamp': '2026-11-19 23:59:00.000' },
  ]);
});

test('stats by field and by time, parse, display and dedup', async () => {
  expect(await query('filter ispresent(level) | stats count(*) as n, avg(ms), pct(ms, 50) as p50 by level | sort n desc')).toEqual([
    { level: 'INFO', n: '2', 'avg(ms)': '20', p50: '10' },
    { level: 'ERROR', n: '1', 'avg(ms)': '40', p50: '40' },
  ]);
  expect(await query('stats count(*) by bin(10m) as span | sort span asc')).toEqual([{ span: '2026-11-19 23:50:00.000', 'count(*)': '5' }]);
  expect(await query('parse @message "GET *?id=* took * ms" as path, id, took | filter ispresent(took) | display path, took')).toEqual([
    { path: '/cart', took: '12' },
  ]);
  expect(await query('filter ispresent(user.id) | dedup user.id | fields user.id')).toEqual([{ 'user.id': 'a' }, { 'user.id': 'b' }]);
  expect(await query('filter @type = "REPORT" | stats max(@duration) as d, max(@maxMemoryUsed) as m')).toEqual([
    { d: '12.5', m: '80000000' },
  ]);
});

test('what is not there is refused by name, what is wrong as malformed', async () => {
  await expect(query('pattern @message')).rejects.toMatchObject({
    message: 'The embedded cloud does not implement logs Insights with pattern.',
  });
  await expect(query('fields jsonParse(@message)')).rejects.toMatchObject({ code: 'NotImplemented' });
  await expect(query('filter level ==')).rejects.toMatchObject({ code: 'MalformedQueryException' });
});
