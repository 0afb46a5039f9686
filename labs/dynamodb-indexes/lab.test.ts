import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';

const ID = 'dynamodb-indexes';
const templateOf = templatesOf(ID);

const key = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
];

test('the table has its LSI from the start, its GSI in the solution alone, and a name by which it cannot be replaced', async () => {
  for (const stage of ['start', 'paged', 'solution']) {
    const template = await templateOf({ stage });
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: {
        TableName: { 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, '-users']] },
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: key('company', 'userId'),
        LocalSecondaryIndexes: [Match.objectLike({ IndexName: 'JoinedIndex', KeySchema: key('company', 'joinedAt') })],
        GlobalSecondaryIndexes:
          stage === 'solution' ? [Match.objectLike({ IndexName: 'EmailIndex', KeySchema: key('email') })] : Match.absent(),
      },
    });
  }
});

test('Find may query EmailIndex and read nothing else', async () => {
  const policies = Object.entries((await templateOf({})).findResources('AWS::IAM::Policy'));
  const [, policy] = policies.find(([id]) => id.startsWith('FindRole'))!;
  const { Statement } = policy.Properties.PolicyDocument;
  expect(Statement.map(({ Action }: { Action: unknown }) => Action)).toEqual([
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    'dynamodb:Query',
  ]);
  expect(JSON.stringify(Statement[1].Resource)).toContain('/index/EmailIndex');
});

describe('deployed', () => {
  let lab: LabInTest;
  beforeAll(async () => {
    lab = await labInTest(ID);
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  const PAGED = {
    'pages-of-1-mb': 'passed',
    'whole-list': 'passed',
    'find-by-email': 'passed',
    'query-not-scan': 'failed',
    'index-consistency': 'failed',
    newest: 'passed',
  };

  test('start lists and searches the first page, paged all of them, the solution one item; the table keeps its data', async () => {
    expect(await lab.check(await lab.deploy({ stage: 'start' }))).toEqual({
      ...PAGED,
      'whole-list': 'failed',
      'find-by-email': 'failed',
      'query-not-scan': 'skipped',
    });
    expect(await lab.check(await lab.deploy({ stage: 'paged' }))).toEqual(PAGED);
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Find', 'UPDATE_COMPLETE List']);
    const results = await lab.results(await lab.deploy());
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Find', 'UPDATE_COMPLETE FindRoleDefaultPolicy', 'UPDATE_COMPLETE Users']);
    const pages = results.find(({ id }) => id === 'pages-of-1-mb')!.details[0]!.rows.map(({ cells }) => cells);
    expect(pages.map(([page, examined]) => [page, examined])).toEqual([
      ['1', '360'],
      ['2', '360'],
      ['3', '360'],
      ['4', '120'],
    ]);
  });

  test('drill late-lsi: CloudFormation will not replace the table, UpdateTable has no such parameter; the GSI mends it', async () => {
    const account = '222222222222';
    const paged = await lab.deploy({ stage: 'paged' }, account);
    const { deploymentFails, fails } = await lab.drill('late-lsi');
    await expect(lab.deploy({ drill: 'late-lsi' }, account)).rejects.toThrow(
      new RegExp(`^Users\\w+: ${deploymentFails} Rename dynamodb-indexes-users and update the stack again\\.$`, 'm'),
    );
    expect(await lab.failed(paged)).toEqual(fails);
    expect((await lab.provoke('late-lsi', paged)).told).toEqual([
      'UpdateTable + LocalSecondaryIndexes: ValidationException: At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
      'Query EmailIndex: ValidationException: The table does not have the specified index: EmailIndex',
      'DescribeTable: LSI JoinedIndex; GSI -',
    ]);
    expect(await lab.failed(await lab.deploy({}, account))).toEqual([]);
  });

  test('drill scan-not-query: one search reads the whole table; the index mends it', async () => {
    const account = '333333333333';
    const broken = await lab.deploy({ drill: 'scan-not-query' }, account);
    await lab.provoke('scan-not-query', broken);
    const results = await lab.results(broken);
    expect(results.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual((await lab.drill('scan-not-query')).fails);
    const search = results.find(({ id }) => id === 'query-not-scan')!;
    expect(search.details[0]!.rows[0]!.cells.slice(0, 2)).toEqual(['4', '1200']);
    expect(Number(search.details[0]!.rows[0]!.cells[2])).toBeGreaterThan(400);
    expect(await lab.failed(await lab.deploy({}, account))).toEqual([]);
  });

  test('nothing is left of it', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
