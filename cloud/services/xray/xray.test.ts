import * as sdk from '@aws-sdk/client-xray';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import { xray } from './service.ts';

const DAY = 24 * 3600_000;

let cloud: MemoryCloud;
let client: sdk.XRayClient;
let now: number;

beforeEach(async () => {
  cloud = await memoryCloud({ services: [xray] });
  client = new sdk.XRayClient(cloud.clientOptions());
  now = cloud.clock.now() / 1000;
});

const id = (letter: string) => letter.repeat(16);
const traceId = (letter = 'a') => `1-6560f000-${letter.repeat(24)}`;

function segment(more: object = {}): object {
  return { id: id('1'), trace_id: traceId(), name: 'shop', start_time: now, end_time: now + 0.25, ...more };
}

async function put(...segments: unknown[]) {
  const TraceSegmentDocuments = segments.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const { UnprocessedTraceSegments } = await client.send(new sdk.PutTraceSegmentsCommand({ TraceSegmentDocuments }));
  return UnprocessedTraceSegments!;
}

async function find(FilterExpression?: string) {
  const times = { StartTime: new Date(now * 1000 - 60_000), EndTime: new Date(now * 1000 + 60_000) };
  const { TraceSummaries } = await client.send(new sdk.GetTraceSummariesCommand({ ...times, FilterExpression }));
  return TraceSummaries!;
}

test('a document that is not one is named with its reason, and the others are kept', async () => {
  const { trace_id, ...without } = segment() as { trace_id: string };
  const told = await put(
    '{',
    segment({ id: 'short' }),
    without,
    segment({ end_time: undefined }),
    segment({ end_time: now - 1 }),
    segment({ type: 'subsegment' }),
    segment({ annotations: { 'order id': 1 } }),
    segment({ metadata: { text: 'x'.repeat(64 * 1024) } }),
    segment(),
  );
  expect(told.map(({ ErrorCode }) => ErrorCode)).toEqual([
    'ParseError',
    'InvalidId',
    'MissingTraceId',
    'MissingEndTime',
    'InvalidEndTime',
    'MissingParentId',
    'InvalidAnnotation',
    'SegmentTooLarge',
  ]);
  expect(told[2]).toEqual({ Id: id('1'), ErrorCode: 'MissingTraceId', Message: 'Invalid segment. ErrorCode: MissingTraceId' });
  expect(await find()).toHaveLength(1);
});

test('a complete segment takes the place of the one in progress, and subsegments sent later join their segment', async () => {
  await put(segment({ end_time: undefined, in_progress: true }));
  expect(await find('partial')).toHaveLength(1);
  await put(
    { ...segment({ id: id('2'), name: 'charge' }), type: 'subsegment', parent_id: id('1') },
    segment({ http: { request: { method: 'GET', url: 'https://shop.example/orders' }, response: { status: 200 } } }),
  );
  expect(await find('partial')).toEqual([]);
  const { Traces, UnprocessedTraceIds } = await client.send(new sdk.BatchGetTracesCommand({ TraceIds: [traceId(), traceId('b')] }));
  expect(UnprocessedTraceIds).toEqual([traceId('b')]);
  expect(Traces).toHaveLength(1);
  expect(Traces![0]).toMatchObject({ Id: traceId(), Duration: 0.25, LimitExceeded: false });
  expect(Traces![0]!.Segments!.map(({ Document }) => JSON.parse(Document!))).toEqual([
    expect.objectContaining({ id: id('1'), subsegments: [expect.objectContaining({ id: id('2'), name: 'charge' })] }),
  ]);
});

test('a summary tells times, flags, annotations and the way in', async () => {
  await put(
    segment({
      origin: 'AWS::ApiGateway::Stage',
      http: { request: { method: 'POST', url: 'https://shop.example/orders', client_ip: '10.0.0.1' }, response: { status: 502 } },
      fault: true,
      annotations: { customer: 'Ban', total: 12 },
    }),
  );
  expect(await find()).toEqual([
    expect.objectContaining({
      Id: traceId(),
      Duration: 0.25,
      ResponseTime: 0.25,
      HasFault: true,
      HasError: false,
      HasThrottle: false,
      Http: { HttpMethod: 'POST', HttpURL: 'https://shop.example/orders', HttpStatus: 502, ClientIp: '10.0.0.1' },
      Annotations: expect.objectContaining({ total: [expect.objectContaining({ AnnotationValue: { NumberValue: 12 } })] }),
      EntryPoint: expect.objectContaining({ Name: 'shop', Type: 'AWS::ApiGateway::Stage' }),
    }),
  ]);
});

test.each([
  ['service("shop")', ['a', 'b']],
  ['service("shop") { fault }', ['b']],
  ['service("table") { responsetime >= 0.1 } AND NOT fault', ['a']],
  ['service(id(name: "table", type: "AWS::DynamoDB::Table"))', ['a']],
  ['edge("shop", "table")', ['a']],
  ['responsetime > 0.5', ['b']],
  ['responsetime > 0.5 OR annotation.customer = "ban"', ['a', 'b']],
  ['annotation[customer] BEGINSWITH "b"', ['a']],
  ['!(fault = true) AND http.status = 200', ['a']],
  ['http.url CONTAINS "orders" and ok', ['a']],
])('the filter %s finds its traces', async (expression, expected) => {
  await put(
    segment({
      http: { request: { url: 'https://shop.example/orders' }, response: { status: 200 } },
      annotations: { customer: 'Ban' },
      subsegments: [
        { id: id('2'), name: 'DynamoDB', namespace: 'aws', start_time: now, end_time: now + 0.125, aws: { table_name: 'table' } },
      ],
    }),
    segment({ trace_id: traceId('b'), end_time: now + 0.75, fault: true, http: { response: { status: 500 } } }),
  );
  expect((await find(expression)).map(({ Id }) => Id!.at(-1))).toEqual(expected);
});

test('a filter that cannot be read is refused, and one that nothing answers is named', async () => {
  await expect(find('responsetime >')).rejects.toMatchObject({ name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } });
  await expect(find('colour = "red"')).rejects.toMatchObject({ message: 'Invalid filter expression: unknown keyword colour' });
  await expect(find('rootcause.fault.service {}')).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'The embedded cloud does not implement xray filter expressions with rootcause.fault.service.',
  });
});

test('the map has a node for each service, the client and what was inferred; pieces without their parent stand apart', async () => {
  const db = { id: id('2'), name: 'DynamoDB', namespace: 'aws', start_time: now, end_time: now + 0.125, error: true };
  const call = { id: id('3'), name: 'Lambda', namespace: 'aws', start_time: now, end_time: now + 0.2 };
  await put(
    segment({ subsegments: [{ ...db, aws: { table_name: 'orders' } }, call] }),
    segment({ id: id('4'), parent_id: id('3'), name: 'pay', origin: 'AWS::Lambda' }),
    segment({ id: id('5'), parent_id: id('9'), name: 'lost' }),
  );
  const { Services } = await client.send(new sdk.GetTraceGraphCommand({ TraceIds: [traceId()] }));
  const byId = new Map(Services!.map((service) => [service.ReferenceId, service]));
  const edges = Services!.flatMap(({ Name, Edges }) => Edges!.map((edge) => `${Name} -> ${byId.get(edge.ReferenceId!)!.Name}`));
  expect(edges.sort()).toEqual(['clients -> shop', 'shop -> orders', 'shop -> pay']);
  expect(Services!.find(({ Name }) => Name === 'orders')).toMatchObject({
    Type: 'AWS::DynamoDB::Table',
    SummaryStatistics: { OkCount: 0, ErrorStatistics: { OtherCount: 1, TotalCount: 1 }, TotalCount: 1, TotalResponseTime: 0.125 },
  });
  expect(Services!.map(({ Name }) => Name)).toContain('lost');
  const whole = await client.send(
    new sdk.GetServiceGraphCommand({ StartTime: new Date(now * 1000 - 1000), EndTime: new Date(now * 1000 + 1000) }),
  );
  expect(whole.Services).toEqual(Services);
});

test('traces are gone after 30 days, and a trace that is full takes no more', async () => {
  const text = 'x'.repeat(60_000);
  const documents = Array.from({ length: 9 }, (_, index) => segment({ id: id(String(index)), metadata: { text } }));
  expect((await put(...documents)).map(({ Id, ErrorCode }) => [Id, ErrorCode])).toEqual([[id('8'), 'TraceTooLarge']]);
  const known = async () => (await client.send(new sdk.BatchGetTracesCommand({ TraceIds: [traceId()] }))).Traces!.length;
  await cloud.clock.advance(29 * DAY);
  expect(await known()).toBe(1);
  await cloud.clock.advance(2 * DAY);
  expect(await known()).toBe(0);
});

test('there is the default sampling rule and no other', async () => {
  const { SamplingRuleRecords } = await client.send(new sdk.GetSamplingRulesCommand({}));
  expect(SamplingRuleRecords).toHaveLength(1);
  expect(SamplingRuleRecords![0]!.SamplingRule).toMatchObject({ RuleName: 'Default', Priority: 10_000, FixedRate: 0.05, ReservoirSize: 1 });
  const count = { ClientID: id('c') + 'd'.repeat(8), Timestamp: new Date(now * 1000), RequestCount: 10, SampledCount: 1 };
  const targets = await client.send(
    new sdk.GetSamplingTargetsCommand({
      SamplingStatisticsDocuments: [
        { ...count, RuleName: 'Default' },
        { ...count, RuleName: 'Mine' },
      ],
    }),
  );
  expect(targets.SamplingTargetDocuments).toEqual([expect.objectContaining({ RuleName: 'Default', ReservoirQuota: 1, Interval: 10 })]);
  expect(targets.UnprocessedStatistics).toEqual([expect.objectContaining({ RuleName: 'Mine' })]);
});
