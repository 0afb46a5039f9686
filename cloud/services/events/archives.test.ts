import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cell, StateStore } from '../../cells.ts';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import type { Aws } from '../aws.ts';
import { cloudformation } from '../cloudformation/service.ts';
import { iam } from '../iam/service.ts';
import { sqs } from '../sqs/service.ts';
import { sts } from '../sts/service.ts';
import { events } from './service.ts';

const arn = (service: string, resource: string) => `arn:aws:${service}:${TEST_REGION}:${TEST_ACCOUNT}:${resource}`;
const BUS = arn('events', 'event-bus/default');
const ARCHIVE = arn('events', 'archive/all');

let cloud: MemoryCloud;
let aws: Aws;

beforeEach(async () => {
  cloud = await memoryCloud({ services: [cloudformation, iam, sts, sqs, events] });
  aws = cloud.root();
  const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' };
  await aws.sqs.CreateQueue({ QueueName: 'q', Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: allow }) } });
});
afterEach(() => expect(cloud.faults).toEqual([]));

const minutes = (count: number) => cloud.clock.advance(count * 60_000);
const put = (n: number, Source = 'shop') => aws.events.PutEvents({ Entries: [{ Source, DetailType: 'd', Detail: `{"n":${n}}` }] });

async function bodies() {
  const QueueUrl = `http://127.0.0.1:4566/${TEST_ACCOUNT}/q`;
  await cloud.clock.advance(0);
  const { Messages = [] } = await aws.sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 });
  return Messages.map(({ Body }) => JSON.parse(Body!));
}

async function ruleToQueue(Name = 'r', source = 'shop') {
  await aws.events.PutRule({ Name, EventPattern: JSON.stringify({ source: [source] }) });
  await aws.events.PutTargets({ Rule: Name, Targets: [{ Id: '1', Arn: arn('sqs', 'q') }] });
}

test('an archive keeps what fits its pattern, as long as it is told to', async () => {
  const EventPattern = '{"source":["shop"]}';
  await aws.events.CreateArchive({ ArchiveName: 'all', EventSourceArn: BUS, EventPattern, RetentionDays: 1, Description: 'd' });
  await put(1);
  await put(2, 'bank');
  const { SizeBytes, ...described } = await aws.events.DescribeArchive({ ArchiveName: 'all' });
  expect(SizeBytes).toBeGreaterThan(100);
  expect(described).toEqual({
    ArchiveArn: ARCHIVE,
    ArchiveName: 'all',
    EventSourceArn: BUS,
    EventPattern,
    Description: 'd',
    State: 'ENABLED',
    RetentionDays: 1,
    EventCount: 1,
    CreationTime: expect.any(Date),
  });
  await minutes(25 * 60);
  expect(await aws.events.ListArchives({ NamePrefix: 'a' })).toMatchObject({ Archives: [{ ArchiveName: 'all', EventCount: 0 }] });
  await expect(aws.events.CreateArchive({ ArchiveName: 'all', EventSourceArn: BUS })).rejects.toThrow('Archive all already exists.');
  await aws.events.UpdateArchive({ ArchiveName: 'all', RetentionDays: 0 });
  await aws.events.DeleteArchive({ ArchiveName: 'all' });
  await expect(aws.events.DescribeArchive({ ArchiveName: 'all' })).rejects.toThrow('Archive all does not exist.');
});

test('a replay sends the events of its time again, by minutes, named, to the rules it is for, and archives none twice', async () => {
  await aws.events.CreateArchive({ ArchiveName: 'all', EventSourceArn: BUS });
  const start = cloud.clock.now();
  for (const n of [1, 2, 3]) {
    await put(n);
    await minutes(2);
  }
  await ruleToQueue();
  await ruleToQueue('other');
  const replay = {
    ReplayName: 'again',
    EventSourceArn: ARCHIVE,
    EventStartTime: new Date(start),
    EventEndTime: new Date(start + 200_000),
    Destination: { Arn: BUS, FilterArns: [arn('events', 'rule/r')] },
  };
  expect(await aws.events.StartReplay(replay)).toMatchObject({ State: 'STARTING' });
  await expect(aws.events.StartReplay(replay)).rejects.toThrow('Replay again already exists.');
  await cloud.clock.advance(1000);
  expect(await bodies()).toMatchObject([{ detail: { n: 1 }, 'replay-name': 'again' }]);
  expect(await aws.events.DescribeReplay({ ReplayName: 'again' })).toMatchObject({ State: 'RUNNING' });
  await minutes(1);
  expect((await bodies()).map(({ detail }) => detail.n)).toEqual([2]);
  expect(await aws.events.DescribeReplay({ ReplayName: 'again' })).toMatchObject({
    State: 'COMPLETED',
    EventLastReplayedTime: new Date(start + 120_000),
    Destination: replay.Destination,
  });
  expect(await aws.events.DescribeArchive({ ArchiveName: 'all' })).toMatchObject({ EventCount: 3 });
  await expect(aws.events.CancelReplay({ ReplayName: 'again' })).rejects.toMatchObject({ code: 'IllegalStatusException' });
  await aws.events.StartReplay({ ...replay, ReplayName: 'stopped' });
  expect(await aws.events.CancelReplay({ ReplayName: 'stopped' })).toMatchObject({ State: 'CANCELLING' });
  await minutes(1);
  expect(await bodies()).toEqual([]);
  expect((await aws.events.ListReplays({})).Replays!.map(({ ReplayName, State }) => [ReplayName, State])).toEqual([
    ['again', 'COMPLETED'],
    ['stopped', 'CANCELLED'],
  ]);
  const wrong = (more: object) => aws.events.StartReplay({ ...replay, ReplayName: 'wrong', ...more });
  await expect(wrong({ EventEndTime: new Date(start) })).rejects.toThrow('EventStartTime must be before EventEndTime.');
  await expect(wrong({ Destination: { Arn: arn('sqs', 'q') } })).rejects.toThrow('Must contain an event bus ARN.');
  await expect(wrong({ EventSourceArn: arn('events', 'archive/none') })).rejects.toThrow('Archive none does not exist.');
  await aws.events.CreateEventBus({ Name: 'b' });
  await expect(wrong({ Destination: { Arn: arn('events', 'event-bus/b') } })).rejects.toThrow('Cross event bus replay is not permitted.');
});

test('templates make buses, rules, policies and archives; an update changes them, a deletion leaves none', async () => {
  const Rule = {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['shop'], detail: { total: [{ numeric: ['>', 10] }] } },
      Targets: [
        {
          Id: 'q',
          Arn: arn('sqs', 'q'),
          RetryPolicy: { MaximumRetryAttempts: '3' },
          InputTransformer: { InputTemplate: '"<aws.events.rule-name>"' },
        },
      ],
      Tags: [{ Key: 'own', Value: '1' }],
    },
  };
  const Bus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop', Description: 'orders', Tags: [{ Key: 'own', Value: '2' }] } };
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: arn('events', 'event-bus/shop') };
  const Resources = {
    Bus,
    Rule,
    Tick: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minute)', State: 'DISABLED' } },
    Policy: { Type: 'AWS::Events::EventBusPolicy', Properties: { EventBusName: { Ref: 'Bus' }, StatementId: 'all', Statement } },
    Archive: {
      Type: 'AWS::Events::Archive',
      Properties: {
        SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] },
        EventPattern: { source: ['shop'] },
        RetentionDays: '7',
        KmsKeyIdentifier: '',
      },
    },
  };
  const Outputs = { Ref: { Value: { Ref: 'Rule' } }, Arn: { Value: { 'Fn::GetAtt': ['Rule', 'Arn'] } } };
  const template = (resources: object, outputs: object = Outputs) => JSON.stringify({ Resources: resources, Outputs: outputs });
  await aws.cloudformation.CreateStack({ StackName: 'x', TemplateBody: template(Resources) });
  await minutes(1);
  const stack = async () => (await aws.cloudformation.DescribeStacks({ StackName: 'x' })).Stacks![0]!;
  const made = await stack();
  expect([made.StackStatus, made.StackStatusReason]).toEqual(['CREATE_COMPLETE', undefined]);
  const name = made.Outputs![0]!.OutputValue!.replace(/^shop\|/, '');
  expect(made.Outputs!.map(({ OutputValue }) => OutputValue)).toEqual([`shop|${name}`, arn('events', `rule/shop/${name}`)]);
  const { Tags } = await aws.events.ListTagsForResource({ ResourceARN: arn('events', `rule/shop/${name}`) });
  expect(Tags).toContainEqual({ Key: 'own', Value: '1' });
  expect(await aws.events.ListTargetsByRule({ Rule: name, EventBusName: 'shop' })).toMatchObject({
    Targets: [{ RetryPolicy: { MaximumRetryAttempts: 3 } }],
  });
  expect(await aws.events.ListArchives({})).toMatchObject({ Archives: [{ RetentionDays: 7 }] });
  expect(JSON.parse((await aws.events.DescribeEventBus({ Name: 'shop' })).Policy!).Statement).toEqual([{ ...Statement, Sid: 'all' }]);
  const other = {
    ...Rule,
    Properties: { ...Rule.Properties, EventPattern: { source: ['bank'] }, Targets: [{ Id: 'r', Arn: arn('sqs', 'q') }], Tags: [] },
  };
  await aws.cloudformation.UpdateStack({ StackName: 'x', TemplateBody: template({ ...Resources, Rule: other }) });
  await minutes(1);
  expect((await stack()).StackStatus).toBe('UPDATE_COMPLETE');
  const { Targets } = await aws.events.ListTargetsByRule({ Rule: name, EventBusName: 'shop' });
  expect(Targets!.map(({ Id }) => Id)).toEqual(['r']);
  expect(await aws.events.DescribeRule({ Name: name, EventBusName: 'shop' })).toMatchObject({ EventPattern: '{"source":["bank"]}' });
  const encrypted = { ...Resources.Archive, Properties: { ...Resources.Archive.Properties, KmsKeyIdentifier: 'alias/own' } };
  await aws.cloudformation.UpdateStack({ StackName: 'x', TemplateBody: template({ ...Resources, Rule: other, Archive: encrypted }) });
  await minutes(1);
  expect((await stack()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  await aws.cloudformation.DeleteStack({ StackName: 'x' });
  await minutes(1);
  expect((await aws.events.ListEventBuses({})).EventBuses!.map(({ Name }) => Name)).toEqual(['default']);
  expect(await aws.events.ListRules({})).toEqual({ Rules: [] });
});

test('what was on its way goes on when the cloud starts again, and so do schedules', async () => {
  const { cells, store } = memoryStore();
  const first = await memoryCloud({ services: [iam, sts, sqs, events], store });
  const root = first.root();
  await root.events.PutRule({ Name: 'tick', ScheduleExpression: 'rate(1 hour)' });
  await root.events.PutTargets({ Rule: 'tick', Targets: [{ Id: '1', Arn: arn('sqs', 'q') }] });
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } });
  await root.sqs.CreateQueue({ QueueName: 'q', Attributes: { Policy } });
  await first.cloud.stop();
  expect(cells().length).toBeGreaterThan(0);
  const second = await memoryCloud({ services: [iam, sts, sqs, events], store });
  await second.clock.advance(3_600_000);
  const { Messages } = await second.root().sqs.ReceiveMessage({ QueueUrl: `http://127.0.0.1:4566/${TEST_ACCOUNT}/q` });
  expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({ 'detail-type': 'Scheduled Event', time: '2026-11-20T01:00:00Z' });
  expect([...first.faults, ...second.faults]).toEqual([]);
});

/** Saves as a disk would: by value. */
function memoryStore(): { cells(): Cell[]; store: StateStore } {
  const saved = new Map<string, Cell>();
  return {
    cells: () => [...saved.values()],
    store: {
      load: async () => structuredClone([...saved.values()]),
      save: async (cells) => {
        for (const cell of structuredClone(cells)) saved.set(`${cell.service} ${cell.account} ${cell.region}`, cell);
      },
    },
  };
}
