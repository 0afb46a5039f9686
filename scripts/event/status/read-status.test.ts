import { StackStatus } from '@aws-sdk/client-cloudformation';
import { afterEach, expect, test } from 'vitest';
import { workshopTags } from '#cdk/workshop-tags.ts';
import { lab as crud } from '#labs/dynamodb-crud/lab.ts';
import { lab as rest } from '#labs/rest-api/lab.ts';
import { openAccount } from '../accounts.ts';
import { accountOf, type EventInTest, eventInTest, REGION } from '../event-in-test.ts';
import { recordCheck } from './check-results.ts';
import { type ParticipantStatus, readStatus, stateOf } from './read-status.ts';

const FILES = { Resources: { Files: { Type: 'AWS::SQS::Queue' } } };
const HOUR = 3_600_000;
const labs = [crud, rest].map((lab) => ({ lab, usdPerIdleHour: 0.5, estimated: false }));
let at: EventInTest;
afterEach(() => {
  at.close();
  expect(at.cloud.faults).toEqual([]);
});

async function open(options: Parameters<typeof eventInTest>[0] = {}): Promise<void> {
  at = await eventInTest({ ...options, change: { labs: labs.map(({ lab }) => lab.id), ...options.change } });
  await at.open();
}
const read = () => readStatus({ event: at.event, participants: at.participants, access: at.access, labs });
const first = async () => (await read())[0] as ParticipantStatus;
const deploy = (lab: string, name = `workshop-${lab}`, event = at.event.id, region = REGION) =>
  at.deploy(accountOf(0), name, FILES, workshopTags(lab, { event }), region);
async function check(name: string, passed: number, total: number): Promise<string> {
  const { cloudformation } = at.cloud.root(accountOf(0), REGION);
  const stack = (await cloudformation.DescribeStacks({ StackName: name })).Stacks![0]!;
  const aws = openAccount(at.event, at.participants[0]!, at.access).at(REGION);
  const now = at.clock.now();
  await recordCheck(aws, stack, { passed, total }, now);
  return new Date(now).toISOString();
}

test('what is deployed, since when, how its checks went, at what cost, and when somebody last did something', async () => {
  await open();
  expect(await first()).toMatchObject({ labs: [{ state: 'absent' }, { state: 'absent' }], usd: 0 });
  expect(await first()).not.toHaveProperty('activeAt');
  await deploy(crud.id);
  const { since } = (await first()).labs[0]!;
  await at.clock.pause(HOUR);
  expect(await first()).toMatchObject({ labs: [{ lab: crud.id, state: 'deployed' }, { state: 'absent' }], activeAt: since });
  const checkedAt = await check(`workshop-${crud.id}`, 3, 7);
  await at.clock.pause(HOUR);
  const seen = await first();
  expect(seen).toMatchObject({ labs: [{ checks: { passed: 3, total: 7, at: checkedAt } }, {}], activeAt: checkedAt });
  expect(seen.usd).toBeCloseTo(2 * 0.5 + crud.cost.usdPerRun, 2);
});

test('a result from before the stack was made anew says nothing about the new one', async () => {
  await open();
  await deploy(crud.id);
  await check(`workshop-${crud.id}`, 7, 7);
  const { cloudformation } = at.cloud.root(accountOf(0), REGION);
  await cloudformation.DeleteStack({ StackName: `workshop-${crud.id}` });
  await at.clock.pause(60_000);
  expect((await first()).labs[0]).toEqual({ lab: crud.id, state: 'absent', usd: 0 });
  await deploy(crud.id);
  expect((await first()).labs[0]).not.toHaveProperty('checks');
});

test('other events, labs that are not of the event, and stacks that only wait for a time are not looked at', async () => {
  await open();
  await deploy(crud.id, 'workshop-other', 'other-day');
  await deploy('leda');
  expect((await first()).labs.map(({ state }) => state)).toEqual(['absent', 'absent']);
  await deploy(rest.id);
  expect((await first()).labs.map(({ state }) => state)).toEqual(['absent', 'deployed']);
});

test('a stack that could not be made is failed', async () => {
  await open();
  const bad = { Resources: { Files: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 9999 } } } };
  const tags = workshopTags(crud.id, { event: at.event.id });
  await expect(at.deploy(accountOf(0), 'workshop-bad', bad, tags)).rejects.toThrow();
  await at.clock.pause(60_000);
  expect((await first()).labs[0]!.state).toBe('failed');
});

test('CloudFormation’s states, as a room reads them', () => {
  const states = Object.groupBy(Object.values(StackStatus), stateOf);
  expect(states.deployed).toEqual(['CREATE_COMPLETE', 'IMPORT_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
  expect(states.failed).toEqual(
    Object.values(StackStatus).filter((status) => /_FAILED$|^(?:(?:IMPORT_)?ROLLBACK|DELETE)_COMPLETE$/.test(status)),
  );
  expect(states['at-work']).toEqual(Object.values(StackStatus).filter((status) => status.endsWith('_IN_PROGRESS')));
});

test('a lab in the second region of the event is seen too', async () => {
  await open({ change: { regions: [REGION, 'us-east-1'] } });
  await deploy(rest.id, undefined, undefined, 'us-east-1');
  expect((await first()).labs.map(({ state }) => state)).toEqual(['absent', 'deployed']);
});

test('participants stand in the event’s order; an account that cannot be read says so and keeps nobody else from being read', async () => {
  await open({ participants: 12, change: { pace: { accountsAtOnce: 5 } } });
  const { iam } = at.cloud.root(accountOf(4));
  await iam.DeleteRolePolicy({ RoleName: 'EventRole', PolicyName: 'all' });
  await iam.DeleteRole({ RoleName: 'EventRole' });
  const rows = await read();
  expect(rows.map(({ name }) => name)).toEqual(at.participants.map(({ name }) => name));
  expect(rows.filter(({ unread }) => unread !== undefined).map(({ name }) => name)).toEqual(['p4']);
  expect(rows[4]!.unread).toContain('sts:AssumeRole');
});
