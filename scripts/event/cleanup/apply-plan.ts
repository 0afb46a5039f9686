import { firstLine } from '../../tell-failure.ts';
import { UserError } from '../../user-error.ts';
import { whileHeld } from '../../while-held.ts';
import { type Access, type OpenAccount, withAccount } from '../accounts.ts';
import { eachAtOnce, places } from '../at-once.ts';
import type { EventFile } from '../event.ts';
import type { Time } from '../pace.ts';
import { understand } from './causes.ts';
import { isRefusal } from './delete-stack.ts';
import { type Deletion, deleteResources, deleteStacks } from './deletion.ts';
import { guardAccount } from './guard-account.ts';
import type { PlanItem } from './item.ts';
import { type Journal, journalOf, type Left, openJournal, type Past, placeKey } from './journal.ts';
import { readAccount } from './make-plan.ts';
import { checkPlan, type PlanEnd, type PlanHeader, type PlannedAccount, readPlan } from './plan-file.ts';
import { digestOf, lineOf } from './read-place.ts';
import { stacksOf } from './read-stacks.ts';
import { watch } from './watcher.ts';

export interface ApplyRequest {
  event: EventFile;
  access: Access;
  caller: PlanHeader['caller'];
  target: string;
  file: string;
  lift: boolean;
  /** Between two looks at stacks that are being deleted. */
  pollMs: number;
  /** Hears of each account that has been done. */
  onAccount(account: PlannedAccount, left: readonly Left[]): void;
}

export interface Applied {
  accounts: number;
  items: number;
  left: number;
  /** Calls that were made of AWS, and of those the throttled ones. */
  sent: number;
  throttled: number;
}

const MOST_DIFFERENCES = 12;
/** How many accounts are open for one that is worked on: in the others, stacks are being deleted. */
const WAITING_TOO = 4;

/** Reads what a plan says of itself. Throws UserError where it is not whole, or another event's, target's or caller's. */
export async function openPlan(
  request: Pick<ApplyRequest, 'event' | 'caller' | 'target' | 'file'>,
): Promise<{ header: PlanHeader; end: PlanEnd }> {
  const plan = await checkPlan(request.file);
  refuseOtherPlans(plan.header, request);
  return plan;
}

/**
 * Deletes exactly what a plan names. Before the first deletion every account is read again: where anything is not as it
 * was planned, nothing is deleted. A run that was killed goes on when it is called again. Throws UserError, also while
 * another process is at it: each would take the other's deletions for changes nobody planned.
 */
export function applyPlan(request: ApplyRequest): Promise<Applied> {
  return whileHeld(journalOf(request.file), () => apply(request));
}

async function apply(request: ApplyRequest): Promise<Applied> {
  const { event, access, file } = request;
  const { end } = await openPlan(request);
  const { journal, past } = await openJournal(journalOf(file), end.sha256, access.time.now);
  const applied: Applied = { accounts: 0, items: 0, left: 0, sent: 0, throttled: 0 };
  try {
    if (!past.begun) {
      await refuseStale(request, applied);
      await journal.note({ what: 'begun', plan: end.sha256 });
    }
    const { accountsAtOnce } = event.pace;
    const { hold } = places(accountsAtOnce);
    await eachAtOnce(readPlan(file), accountsAtOnce * WAITING_TOO, async ({ planned, ...account }) => {
      const left = await hold(({ rest }) => {
        // Reason: CloudFormation takes minutes over a stack, in which another account can be worked on.
        const time = { now: access.time.now, pause: (ms: number) => rest(() => access.time.pause(ms)) };
        return withAccount(event, { account: account.account, name: account.participant }, access, async (opened) => {
          const found = await applyAccount(account, planned, opened, { ...request, time }, journal, past);
          count(opened, applied);
          return found;
        });
      });
      applied.accounts++;
      applied.items += account.items;
      applied.left += left.length;
      request.onAccount(account, left);
    });
    return applied;
  } finally {
    await journal.close();
  }
}

function count({ pace }: OpenAccount, applied: Applied): void {
  applied.sent += pace.sent;
  applied.throttled += pace.throttled;
}

function refuseOtherPlans(header: PlanHeader, { event, caller, target, file }: Parameters<typeof openPlan>[0]): void {
  if (header.event !== event.id) throw new UserError('event.plan-of-another', { file, planned: header.event, event: event.id });
  if (header.target !== target) throw new UserError('event.plan-elsewhere', { file, planned: header.target, target });
  if (header.caller.account !== caller.account)
    throw new UserError('event.plan-of-caller', { file, planned: header.caller.account, account: caller.account });
}

/** Reads every account once more and compares. Throws UserError with what is different. */
async function refuseStale({ event, access, file }: ApplyRequest, applied: Applied): Promise<void> {
  const differences: string[] = [];
  await eachAtOnce(readPlan(file), event.pace.accountsAtOnce, async ({ planned, ...account }) => {
    if (account.refused) return;
    const now = await withAccount(event, { account: account.account, name: account.participant }, access, async (opened) => {
      const { refused } = await guardAccount(opened, event);
      if (refused) return void differences.push(`  ${account.account}: ${refused.key.replace('event.refused-', '')}`);
      const items = await readAccount(opened, event.id, event.regions);
      count(opened, applied);
      return items;
    });
    if (!now || digestOf(now) === account.digest) return;
    const [before, after] = [new Set(planned.map(lineOf)), new Set(now.map(lineOf))];
    for (const line of after) if (!before.has(line)) differences.push(`  + ${account.account} ${line}`);
    for (const line of before) if (!after.has(line)) differences.push(`  - ${account.account} ${line}`);
  });
  if (differences.length === 0) return;
  const shown = differences.slice(0, MOST_DIFFERENCES);
  if (differences.length > shown.length) shown.push('  …');
  throw new UserError('event.plan-stale', { file, count: differences.length, list: shown.join('\n') });
}

async function applyAccount(
  account: PlannedAccount,
  planned: readonly PlanItem[],
  opened: OpenAccount,
  request: ApplyRequest & { time: Time },
  journal: Journal,
  past: Past,
): Promise<Left[]> {
  const { event } = request;
  if (account.refused) return noteWhole(journal, account.account, '', 'account-refused');
  const places = event.regions.filter((region) => !past.clean.has(placeKey(account.account, region)));
  if (places.length === 0) return [];
  const { refused } = await guardAccount(opened, event);
  if (refused) return noteWhole(journal, account.account, '', 'account-closed', String(refused.parameters.reason ?? refused.key));
  return deleteAll(account.account, planned, placesOf(places, opened, request, journal, past), journal);
}

function placesOf(
  regions: readonly string[],
  opened: OpenAccount,
  { event, access, lift, pollMs, time }: ApplyRequest & { time: Time },
  journal: Journal,
  past: Past,
): Deletion[] {
  const { random } = access;
  return regions.map((region) => {
    const aws = opened.at(region);
    const accountWide = region === event.regions[0];
    return { region, aws, event: event.id, accountWide, journal, past, watcher: watch(aws, time, pollMs), time, random, lift };
  });
}

/** Stacks in all regions first: each takes its own resources along, also those that belong to no region. */
async function deleteAll(account: string, items: readonly PlanItem[], places: readonly Deletion[], journal: Journal): Promise<Left[]> {
  const left = new Map<Deletion, Left[]>();
  const closed: Left[] = [];
  /** One region that AWS refuses must not keep the others from being cleaned up. */
  const guarded = async (place: Deletion, work: () => Promise<Left[]>) => {
    try {
      left.set(place, [...(left.get(place) ?? []), ...(await work())]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      left.delete(place);
      const cause = understand(`${error.name}: ${error.message}`).id;
      closed.push(...(await noteWhole(journal, account, place.region, cause, firstLine(error))));
    }
  };
  const inRegion = ({ region }: Deletion) => items.filter((item) => item.region === region);
  for (const place of places) await guarded(place, () => deleteStacks(inRegion(place), place));
  const open = [...left.keys()];
  const lost = new Set([...left.values()].flat().map(({ id }) => id));
  const stacks = async () => new Map((await Promise.all(open.map(({ aws }) => stacksOf(aws)))).flatMap((each) => [...each]));
  for (const place of open) {
    await guarded(place, () => deleteResources({ items, lost, stacks }, place));
    const found = left.get(place);
    if (found) await journal.note({ what: 'place', account, region: place.region, left: found });
  }
  return [...[...left.values()].flat(), ...closed];
}

async function noteWhole(journal: Journal, account: string, region: string, cause: string, said?: string): Promise<Left[]> {
  const left = [{ type: 'account', id: [account, region].filter(Boolean).join(' '), cause, said }];
  await journal.note({ what: 'place', account, region, left });
  return left;
}
