import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListEventSourceMappingsCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { loadLab } from '../../scripts/stage.ts';
import type { Variant } from '../../scripts/stage-files.ts';
import { type CheckHost, contextFor } from '../run-checks.ts';
import { changeOf, tell } from './functions/change.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'dynamodb-streams-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function templateOf(variant: Variant): Promise<Template> {
  const { Stack } = await loadLab(path.resolve(import.meta.dirname, '../..'), 'dynamodb-streams', variant);
  const outdir = path.join(scratch, variant.drill ?? variant.stage ?? 'solution');
  return Template.fromStack(new Stack(new App({ outdir, analyticsReporting: false }), 'users', { lab: 'users' }));
}

test('Users has a stream of both images and time to live; the mapping gives up one record at a time, in the solution alone', async () => {
  const [start, solution] = [await templateOf({ stage: 'start' }), await templateOf({})];
  for (const template of [start, solution]) {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: {
        KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  }
  const careful = {
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: Match.anyValue(),
  };
  const mapping = { MaximumRetryAttempts: 2, StartingPosition: 'TRIM_HORIZON' };
  solution.hasResourceProperties('AWS::Lambda::EventSourceMapping', { ...mapping, ...careful });
  start.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    ...mapping,
    ...Object.fromEntries(Object.keys(careful).map((name) => [name, Match.absent()])),
  });
  (await templateOf({ drill: 'no-mapping' })).resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
});

test('a record is read as what it is, and told in a line', () => {
  const image = (name: string) => ({ userId: { S: 'u' }, name: { S: name } });
  const record = (eventName: 'INSERT' | 'MODIFY' | 'REMOVE', OldImage?: object, NewImage?: object, userIdentity?: object) =>
    tell(
      changeOf({
        eventName,
        userIdentity,
        dynamodb: { Keys: { userId: { S: 'u' } }, SequenceNumber: '7', ...({ OldImage, NewImage } as object) },
      }),
    );
  expect(record('INSERT', undefined, image('An'))).toBe('INSERT u: {"userId":"u","name":"An"}');
  expect(record('MODIFY', image('An'), image('Ân'))).toBe('MODIFY u: name An -> Ân');
  expect(record('REMOVE', image('Ân'))).toBe('REMOVE u by a caller: {"userId":"u","name":"Ân"}');
  const service = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
  expect(record('REMOVE', image('Ân'), undefined, service)).toMatch(/^REMOVE u by time to live/);
});

describe('deployed', { timeout: 180_000 }, () => {
  let lab: LabInTest;
  let solution: CheckHost;
  beforeAll(async () => {
    lab = await labInTest('dynamodb-streams');
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  const CAREFUL = { arrives: 'passed', 'told-apart': 'passed', expired: 'passed', 'counted-once': 'passed', 'poison-alone': 'passed' };

  test('start counts twice and loses the neighbours of a poisonous record; the solution does neither, and the update keeps the tables', async () => {
    expect(await lab.check(await lab.deploy({ stage: 'start' }))).toEqual({
      ...CAREFUL,
      'counted-once': 'failed',
      'poison-alone': 'failed',
    });
    solution = await lab.deploy();
    expect(await updated(lab)).toEqual(['Audit', 'AuditChanges', 'AuditRoleDefaultPolicy', 'dynamodb-streams']);
    expect(await lab.check(solution)).toEqual(CAREFUL);
  });

  test('what is run shows every kind of change, an expiry, and a batch given up', async () => {
    const { scenarios } = await loadLab(path.resolve(import.meta.dirname, '../..'), 'dynamodb-streams');
    const told: string[] = [];
    const tables: string[][][] = [];
    for (const scenario of scenarios) {
      const context = contextFor({ ...solution, tell: ({ en }) => void told.push(en) }, new Map(), [], []);
      await scenario.run({ ...context, show: ({ rows }) => void tables.push(rows.map(({ cells }) => [...cells])) });
    }
    expect(tables.map((rows) => rows.map(([what, by]) => `${what} ${by}`))).toEqual([
      ['INSERT a caller', 'MODIFY a caller', 'REMOVE a caller'],
      ['INSERT a caller', 'REMOVE time to live'],
      ['INSERT a caller', 'MODIFY a caller', 'MODIFY a caller', 'MODIFY a caller'],
    ]);
    expect(told.join('\n')).toMatch(/^MODIFY giang-\d+: name Giang -> Giang Hương$/m);
    expect(told.join('\n')).toMatch(/^REMOVE guest-\d+ by time to live/m);
    expect(told.join('\n')).toMatch(/^INSERT once-\d+: audited before$/m);
    expect(told.join('\n')).toMatch(/^GivenUp: RetryAttemptsExhausted, version 3, after \d invocations$/m);
  });

  test('drill no-mapping: changes, and not one line of log; the mapping mends it and brings what was missed', async () => {
    const account = '222222222222';
    const broken = await lab.deploy({ drill: 'no-mapping' }, account);
    const told = await provoked(lab, 'no-mapping', broken);
    expect(told[1]).toMatch(/^After 4 seconds: 0 entries in the Trail table, 0 log streams in /);
    expect(failed(await lab.check(broken))).toEqual((await lab.drill('no-mapping')).fails);
    expect(failed(await lab.check(await lab.deploy({}, account)))).toEqual([]);
  });

  test('drill event-name-ignored: an insert is told as an edit; eventName mends it', async () => {
    const account = '333333333333';
    const broken = await lab.deploy({ drill: 'event-name-ignored' }, account);
    const results = await lab.results(broken);
    expect(results.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual(
      (await lab.drill('event-name-ignored')).fails,
    );
    expect(results.find(({ id }) => id === 'told-apart')!.seen).toContain('MODIFY - -> Bình');
    expect(failed(await lab.check(await lab.deploy({}, account)))).toEqual([]);
  });

  test('nothing is left of it', async () => {
    const configuration = lab.clientConfiguration();
    const cloudformation = new CloudFormationClient(configuration);
    const StackName = 'dynamodb-streams';
    await cloudformation.send(new DeleteStackCommand({ StackName }));
    await expect
      .poll(() => cloudformation.send(new DescribeStacksCommand({ StackName })).catch((error: Error) => error.message), { timeout: 20_000 })
      .toBe(`Stack with id ${StackName} does not exist`);
    const { TableNames } = await new DynamoDBClient(configuration).send(new ListTablesCommand({}));
    const { Functions } = await new LambdaClient(configuration).send(new ListFunctionsCommand({}));
    const { EventSourceMappings } = await new LambdaClient(configuration).send(new ListEventSourceMappingsCommand({}));
    const { logGroups } = await new CloudWatchLogsClient(configuration).send(new DescribeLogGroupsCommand({}));
    const { Buckets = [] } = await new S3Client(configuration).send(new ListBucketsCommand({}));
    const buckets = Buckets.filter(({ Name }) => Name?.startsWith(StackName));
    expect([TableNames, Functions, EventSourceMappings, logGroups, buckets]).toEqual([[], [], [], [], []]);
  });
});

const failed = (outcomes: Record<string, string>) => Object.keys(outcomes).filter((id) => outcomes[id] === 'failed');

async function provoked(lab: LabInTest, drill: string, host: CheckHost): Promise<string[]> {
  const told: string[] = [];
  await lab.provoke(drill, { ...host, tell: ({ en }) => void told.push(en) });
  return told;
}

/** What the stack's last update touched. */
async function updated(lab: LabInTest): Promise<string[]> {
  const cloudformation = new CloudFormationClient(lab.clientConfiguration());
  const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName: 'dynamodb-streams' }));
  const begun = StackEvents.findIndex(
    ({ ResourceType, ResourceStatus }) => ResourceType === 'AWS::CloudFormation::Stack' && ResourceStatus === 'UPDATE_IN_PROGRESS',
  );
  return StackEvents.slice(0, begun)
    .filter(({ ResourceStatus }) => ResourceStatus === 'UPDATE_COMPLETE')
    .map(({ LogicalResourceId = '' }) => LogicalResourceId.replace(/[0-9A-F]{8}$/, ''))
    .sort();
}
