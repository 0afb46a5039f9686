import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedLab, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import { changeOf, tell } from './functions/change.ts';

const ID = 'dynamodb-streams';
const templateOf = templatesOf(ID);

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

describe('deployed', () => {
  let lab: LabInTest;
  let solution: DeployedLab;
  beforeAll(async () => {
    lab = await labInTest(ID);
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
    expect(await lab.updated()).toEqual([
      'UPDATE_COMPLETE Audit',
      'UPDATE_COMPLETE AuditChanges',
      'UPDATE_COMPLETE AuditRoleDefaultPolicy',
    ]);
    expect(await lab.check(solution)).toEqual(CAREFUL);
  });

  test('what is run shows every kind of change, an expiry, and a batch given up', async () => {
    const { told, shown } = await lab.runAll(solution);
    expect(shown.map(({ rows }) => rows.map(({ cells: [what, by] }) => `${what} ${by}`))).toEqual([
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
    const { told } = await lab.provoke('no-mapping', broken);
    expect(told[1]).toMatch(/^After 4 seconds: 0 entries in the Trail table, 0 log streams in /);
    expect(await lab.failed(broken)).toEqual((await lab.drill('no-mapping')).fails);
    expect(await lab.failed(await lab.deploy({}, account))).toEqual([]);
  });

  test('drill event-name-ignored: an insert is told as an edit; eventName mends it', async () => {
    const account = '333333333333';
    const broken = await lab.deploy({ drill: 'event-name-ignored' }, account);
    const results = await lab.results(broken);
    expect(results.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual(
      (await lab.drill('event-name-ignored')).fails,
    );
    expect(results.find(({ id }) => id === 'told-apart')!.seen).toContain('MODIFY - -> Bình');
    expect(await lab.failed(await lab.deploy({}, account))).toEqual([]);
  });

  test('nothing is left of it', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
