import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { workshopTags } from '../../../cdk/workshop-tags.ts';
import { whileHeld } from '../../while-held.ts';
import { accountOf, type EventInTest, eventInTest, REGION } from '../event-in-test.ts';
import { entries, type JournalEntry, journalOf } from './journal.ts';
import { LAB_STACKS } from './lab-stacks-in-test.ts';
import { taggedIn, without, worldOf } from './world-in-test.ts';

const FILES = { Resources: { Files: { Type: 'AWS::S3::Bucket' } } };
let at: EventInTest;
afterEach(() => {
  at.close();
  expect(at.cloud.faults).toEqual([]);
});

async function prepared(options: Parameters<typeof eventInTest>[0] = {}): Promise<Set<string>> {
  at = await eventInTest(options);
  if (at.event.role) await at.open();
  for (const { account } of at.participants) await at.deploy(account, 'workshop-files', FILES);
  return worldOf(at.cloud, accounts());
}
const accounts = () => at.participants.map(({ account }) => account);
const journal = async () => {
  const all: JournalEntry[] = [];
  for await (const { entry } of entries(journalOf(at.planFile))) all.push(entry);
  return all;
};
const nothingChanged = async (before: Set<string>) => expect(await worldOf(at.cloud, accounts())).toEqual(before);
const tags = () => workshopTags('lab', { event: at.event.id });

test('a plan is JSON, names all with reason and order, and changes nothing; full buckets go too', async () => {
  const before = await prepared();
  const { s3 } = at.cloud.root(accountOf(0), REGION);
  const Bucket = (await s3.ListBuckets({})).Buckets![0]!.Name!;
  await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await s3.PutObject({ Bucket, Key: 'a', Body: 'x' });
  await s3.DeleteObject({ Bucket, Key: 'a' });
  expect(await at.plan()).toMatchObject({ accounts: 1, items: 2 });
  await nothingChanged(before);
  const plan = JSON.parse(await readFile(at.planFile, 'utf8'));
  expect(plan.plan).toMatchObject({ event: 'cloud-day', regions: [REGION] });
  expect(plan.lines).toMatchObject([
    { account: accountOf(0), participant: 'p0', items: 2 },
    { n: 1, kind: 'stack', name: 'workshop-files', region: REGION, order: 0, reason: 'tagged' },
    { n: 2, kind: 'resource', type: 'AWS::S3::Bucket', id: Bucket, logicalId: 'Files', reason: 'in-stack' },
    { end: { accounts: 1, items: 2 } },
  ]);
  expect(await at.apply()).toMatchObject({ left: 0 });
  expect((await s3.ListBuckets({})).Buckets).toEqual([]);
});

test('a stack whose exports are imported goes after its importer', async () => {
  await prepared();
  for (const name of ['workshop-files', 'workshop-worker'] as const) await at.deploy(accountOf(0), `${name}-2`, LAB_STACKS[name]!);
  await at.plan();
  await at.apply();
  const { lines } = JSON.parse(await readFile(at.planFile, 'utf8'));
  const nameOf = new Map(lines.map(({ n, name }: { n?: number; name?: string }) => [n, name]));
  const gone = (await journal()).flatMap((entry) => (entry.what === 'gone' && nameOf.get(entry.n) ? [nameOf.get(entry.n)] : []));
  expect(gone.indexOf('workshop-worker-2')).toBeLessThan(gone.indexOf('workshop-files-2'));
});

const changes: [string, () => Promise<unknown>][] = [
  ['a new stack', () => at.deploy(accountOf(1), 'workshop-new', FILES)],
  ['a new resource', () => at.cloud.root(accountOf(1), REGION).sqs.CreateQueue({ QueueName: 'new', tags: tags() })],
  [
    'an updated stack',
    async () => {
      await at.clock.pause(5000);
      await at.cloud.root(accountOf(1), REGION).cloudformation.UpdateStack({
        StackName: 'workshop-files',
        TemplateBody: JSON.stringify({ Resources: { ...FILES.Resources, Jobs: { Type: 'AWS::SQS::Queue' } } }),
      });
      await at.clock.pause(5000);
    },
  ],
  [
    'a stack that was deleted',
    async () => {
      await at.cloud.root(accountOf(1), REGION).cloudformation.DeleteStack({ StackName: 'workshop-files' });
      await at.clock.pause(5000);
    },
  ],
  [
    'a stack that got protected',
    () =>
      at.cloud
        .root(accountOf(1), REGION)
        .cloudformation.UpdateTerminationProtection({ StackName: 'workshop-files', EnableTerminationProtection: true }),
  ],
  ['an alias of production', () => at.cloud.root(accountOf(1), REGION).iam.CreateAccountAlias({ AccountAlias: 'shop-prod' })],
];
test.each(changes)('%s makes a plan stale: nothing is deleted in any account', async (_, change) => {
  await prepared({ participants: 2 });
  await at.plan();
  await change();
  const before = await worldOf(at.cloud, accounts());
  await expect(at.apply()).rejects.toMatchObject({ key: 'event.plan-stale' });
  await nothingChanged(before);
  expect(await journal()).toEqual([]);
});

test.each([
  ['another event', () => ({ ...at.event, id: 'other-day' }), 'event.plan-of-another'],
  ['an edited plan', () => undefined, 'event.plan-changed'],
])('%s is refused', async (_, change, key) => {
  const before = await prepared();
  await at.plan();
  const event = change();
  if (event) Object.assign(at.event, event);
  else await writeFile(at.planFile, (await readFile(at.planFile, 'utf8')).replace('workshop-files', 'workshop-filez'));
  await expect(at.apply()).rejects.toMatchObject({ key });
  await nothingChanged(before);
});

test('the journal of another plan is not gone on with', async () => {
  await prepared();
  await at.plan();
  await writeFile(journalOf(at.planFile), '{"at":"2027-03-20T00:00:00Z","what":"begun","plan":"0"}\n');
  await expect(at.apply()).rejects.toMatchObject({ key: 'event.journal-of-another' });
});

test('two do not apply one plan at once: the second changes nothing, and may go on when the first has ended', async () => {
  await prepared();
  await at.plan();
  const both = await Promise.allSettled([at.apply(), at.apply()]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { key: 'file.held', parameters: { pid: process.pid } },
  });
  await at.apply();
});

test('a plan that is being applied is not replaced', async () => {
  await prepared();
  await at.plan();
  const written = await readFile(at.planFile, 'utf8');
  await whileHeld(journalOf(at.planFile), async () => {
    await expect(at.plan()).rejects.toMatchObject({ key: 'file.held' });
    expect(await readFile(at.planFile, 'utf8')).toBe(written);
  });
  await at.plan();
});

test('accounts that look like production, are listed, or open to another one are left alone and reported', async () => {
  const before = await prepared({ participants: 3, change: { protect: { accounts: [accountOf(1)], aliases: ['*PROD*'] } } });
  await at.cloud.root(accountOf(0)).iam.CreateAccountAlias({ AccountAlias: 'my-prod-account' });
  const { iam } = at.cloud.root(accountOf(2));
  await iam.DeleteRolePolicy({ RoleName: 'EventRole', PolicyName: 'all' });
  await iam.DeleteRole({ RoleName: 'EventRole' });
  before.delete(`${accountOf(2)} AWS::IAM::Role EventRole`);
  expect(await at.plan()).toMatchObject({ accounts: 3, items: 0 });
  const { lines } = JSON.parse(await readFile(at.planFile, 'utf8'));
  const refused = Object.fromEntries(
    lines.map(({ account, refused }: { account: string; refused?: { key: string } }) => [account, refused?.key]),
  );
  expect(refused).toMatchObject({
    [accountOf(0)]: 'event.refused-alias',
    [accountOf(1)]: 'event.refused-listed',
    [accountOf(2)]: 'event.refused-closed',
  });
  const { left, survivors } = await at.apply();
  expect([left, survivors[0]?.left[0]?.cause]).toEqual([3, 'account-refused']);
  await nothingChanged(before);
});

test('a protected stack stays, with its cause, until it is said that protections may be lifted', async () => {
  await prepared();
  const { cloudformation } = at.cloud.root(accountOf(0), REGION);
  await cloudformation.UpdateTerminationProtection({ StackName: 'workshop-files', EnableTerminationProtection: true });
  await at.plan();
  const { survivors } = await at.apply();
  expect(survivors[0]!.left).toMatchObject([{ n: 1, cause: 'protected' }]);
  expect(await at.apply({ lift: true })).toMatchObject({ left: 0 });
  expect(await taggedIn(at, accountOf(0))).toEqual([]);
});

test('what AWS never deletes is reported with its words and not tried for ever; what it deletes late is waited for', async () => {
  await prepared();
  await at.plan();
  const reason = 'User: arn:aws:iam::1:role/x is not authorized to perform: s3:DeleteBucket with an explicit deny';
  at.cloud.cloud.faults.set([{ kind: 'fail-delete', type: 'AWS::S3::Bucket', reason, times: 1000 }]);
  const { survivors } = await at.apply();
  expect(survivors[0]!.left).toMatchObject([{ n: 1, cause: 'denied', said: `Files: ${reason}` }]);
  expect(at.cloud.cloud.faults.list()[0]!.struck).toBe(1);
  at.cloud.cloud.faults.set([{ kind: 'fail-delete', type: 'AWS::S3::Bucket', reason: 'has a dependent object', times: 3 }]);
  expect(await at.apply()).toMatchObject({ left: 0 });
  const retried = (await journal()).filter((entry) => entry.what === 'retried');
  expect(retried.map((entry) => ('cause' in entry ? entry.cause : ''))).toEqual(['in-use', 'in-use', 'in-use']);
});

test('what appears while a plan is applied is not deleted, but reported', async () => {
  await prepared();
  await at.plan();
  at.cloud.cloud.faults.set([{ kind: 'fail-delete', reason: 'explicit deny', times: 1 }]);
  await at.apply();
  await at.cloud.root(accountOf(0), REGION).sqs.CreateQueue({ QueueName: 'late', tags: tags() });
  const { survivors } = await at.apply();
  expect(survivors[0]!.left).toMatchObject([{ type: 'AWS::SQS::Queue', cause: 'not-planned' }]);
  expect(await taggedIn(at, accountOf(0))).toHaveLength(1);
});

test('credentials that expire on the way are renewed', async () => {
  const before = await prepared();
  at.cloud.cloud.faults.set([{ kind: 'expire', account: accountOf(0), afterCalls: 4 }]);
  await at.plan();
  expect(await at.apply()).toMatchObject({ left: 0 });
  expect(at.cloud.cloud.faults.list()[0]!.struck).toBeGreaterThan(1);
  expect(without(before, await worldOf(at.cloud, accounts())).length).toBe(2);
});
