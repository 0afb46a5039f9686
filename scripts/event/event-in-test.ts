import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workshopTags } from '../../cdk/workshop-tags.ts';
import { type MemoryCloud, memoryCloud } from '../../cloud/host/memory.ts';
import { seededRandom } from '../../cloud/random.ts';
import type { Access } from './accounts.ts';
import { type Applied, applyPlan } from './cleanup/apply-plan.ts';
import type { Left } from './cleanup/journal.ts';
import { makePlan } from './cleanup/make-plan.ts';
import type { PlanEnd } from './cleanup/plan-file.ts';
import { type EventFile, type Participant, PRODUCTION_ALIASES } from './event.ts';
import { type JumpingClock, jumpingClock } from './jumping-clock.ts';

export const REGION = 'ap-southeast-1';
export const TEACHER = '999900001111';
export const ROLE = 'EventRole';
/** What an account and region are called in tests: 100000000000 and so on. */
export const accountOf = (number: number) => String(100_000_000_000 + number);

/** An event on a cloud in memory, whose clock jumps. */
export interface EventInTest {
  cloud: MemoryCloud;
  clock: JumpingClock;
  event: EventFile;
  participants: Participant[];
  access: Access;
  folder: string;
  planFile: string;
  /** Gives each participant's account the event's role. */
  open(): Promise<void>;
  /** Deploys a template to an account as a lab's stack, with the event's tags unless others are said. */
  deploy(account: string, name: string, template: object, tags?: Record<string, string>, region?: string): Promise<void>;
  plan(): Promise<PlanEnd>;
  apply(options?: { lift?: boolean; access?: Access }): Promise<Applied & { survivors: { account: string; left: readonly Left[] }[] }>;
  close(): void;
}

export async function eventInTest(
  options: { participants?: number; role?: boolean; change?: Partial<EventFile>; seed?: number } = {},
): Promise<EventInTest> {
  const clock = jumpingClock();
  const cloud = await memoryCloud({ clock, seed: options.seed ?? 1 });
  const folder = mkdtempSync(path.join(tmpdir(), 'event-'));
  const random = seededRandom(options.seed ?? 1);
  const participants = Array.from({ length: options.participants ?? 1 }, (_, index) => ({ account: accountOf(index), name: `p${index}` }));
  const event: EventFile = {
    file: path.join(folder, 'event.yaml'),
    id: 'cloud-day',
    starts: clock.now(),
    ends: clock.now() + 8 * 3_600_000,
    utcOffset: 420,
    regions: [REGION],
    labs: ['s3-trigger'],
    accounts: { kind: 'list', participants },
    ...(options.role === false ? {} : { role: ROLE }),
    budget: { usdPerParticipant: 2 },
    pace: { accountsAtOnce: 8 },
    protect: { accounts: [], aliases: PRODUCTION_ALIASES },
    ...options.change,
  };
  const access: Access = {
    caller: (region) => cloud.clientOptions(TEACHER, region),
    direct: (account, region) => (options.role === false ? cloud.clientOptions(account, region) : undefined),
    requestsPerSecond: 100,
    time: clock,
    random: () => random.next(),
  };
  const planFile = path.join(folder, 'plan.json');
  const caller = { account: TEACHER, arn: `arn:aws:iam::${TEACHER}:root` };
  const shared = { event, caller, target: 'test', file: planFile };
  return {
    cloud,
    clock,
    event,
    participants,
    access,
    folder,
    planFile,
    async open() {
      for (const { account } of participants) await giveRole(cloud, account);
    },
    async deploy(account, name, template, tags = workshopTags(name, { event: event.id, participant: account }), region = REGION) {
      const { cloudformation } = cloud.root(account, region);
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const TemplateBody = JSON.stringify(template);
      await cloudformation.CreateStack({ StackName: name, TemplateBody, Tags, Capabilities: ['CAPABILITY_NAMED_IAM'] });
      for (;;) {
        const stack = (await cloudformation.DescribeStacks({ StackName: name })).Stacks![0]!;
        if (stack.StackStatus === 'CREATE_COMPLETE') return;
        if (stack.StackStatus !== 'CREATE_IN_PROGRESS') throw new Error(`${name}: ${stack.StackStatus} ${stack.StackStatusReason}`);
        await clock.pause(10);
      }
    },
    plan: () => makePlan({ ...shared, access, participants, onAccount: () => {} }),
    async apply({ lift = false, access: other = access } = {}) {
      const survivors: { account: string; left: readonly Left[] }[] = [];
      const onAccount = ({ account }: { account: string }, left: readonly Left[]) => {
        if (left.length > 0) survivors.push({ account, left });
      };
      return { ...(await applyPlan({ ...shared, access: other, lift, pollMs: 500, onAccount })), survivors };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function giveRole(cloud: MemoryCloud, account: string): Promise<void> {
  const { iam } = cloud.root(account);
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: TEACHER }, Action: 'sts:AssumeRole' } };
  const may = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  await iam.CreateRole({ RoleName: ROLE, AssumeRolePolicyDocument: JSON.stringify(trust) });
  await iam.PutRolePolicy({ RoleName: ROLE, PolicyName: 'all', PolicyDocument: JSON.stringify(may) });
}
