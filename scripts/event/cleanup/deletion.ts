import type { Stack } from '@aws-sdk/client-cloudformation';
import { cleanUpOf } from '../../cleanup/index.ts';
import { firstLine } from '../../tell-failure.ts';
import { eachAtOnce } from '../at-once.ts';
import type { Time } from '../pace.ts';
import { causeOf, understand } from './causes.ts';
import { deleteStack, isRefusal } from './delete-stack.ts';
import { keyOf, type PlanItem, type PlannedResource, type PlannedStack } from './item.ts';
import type { Journal, Left, Past } from './journal.ts';
import { orderOf, type Place } from './read-place.ts';
import { isDeletable, readTagged, type Tagged } from './read-tagged.ts';
import { isOfEvent } from './untouchable.ts';
import type { Watcher } from './watcher.ts';

/** Everything the deletion of one place works with. */
export interface Deletion extends Place {
  journal: Journal;
  past: Past;
  watcher: Watcher;
  time: Time;
  random(): number;
  /** Whether protections against deletion are lifted. */
  lift: boolean;
}

const STACKS_AT_ONCE = 10;
const RESOURCE_ATTEMPTS = 5;
const WAIT_MS = 2000;

const isResource = (item: PlanItem): item is PlannedResource => item.kind === 'resource';

/** Deletes the stacks that a plan names in one place; says which are left, and why. */
export async function deleteStacks(items: readonly PlanItem[], deletion: Deletion): Promise<Left[]> {
  const stacks = items.filter((item): item is PlannedStack => item.kind === 'stack');
  const resources = items.filter(isResource);
  const left: Left[] = [];
  for (const order of [...new Set(stacks.map((stack) => stack.order))].sort((a, b) => a - b)) {
    const together = stacks.filter((stack) => stack.order === order);
    await eachAtOnce(together, STACKS_AT_ONCE, async (stack) => {
      const inside = resources.filter((resource) => resource.stack === stack.id);
      const failure = await deleteStack(stack, inside, deletion);
      if (!failure) return deletion.journal.note({ what: 'gone', n: stack.n });
      const { n, type, id } = stack;
      left.push({ n, type, id, cause: failure.cause.id, said: failure.said });
    });
  }
  return left;
}

/** The account around a place whose stacks have been seen to. */
export interface Surroundings {
  /** What the plan names in the whole account: what a stack in one region left behind may belong to no region. */
  items: readonly PlanItem[];
  /** Ids of stacks that could not be deleted. */
  lost: ReadonlySet<string>;
  /** The stacks that are there now, in all regions. */
  stacks(): Promise<ReadonlyMap<string, Stack>>;
}

/** What is still there with the event's tags, without a living stack: deleted by itself where the plan names it. Says what is left, and why. */
export async function deleteResources({ items, lost, stacks }: Surroundings, deletion: Deletion): Promise<Left[]> {
  const resources = items.filter(isResource);
  const planned = new Map(resources.map((resource) => [keyOf(resource), resource]));
  const owned = new Set(resources.filter(({ stack }) => stack !== undefined && lost.has(stack)).map(keyOf));
  const failures = new Map<string, Left>();
  for (let attempt = 1; ; attempt++) {
    const there = await stillThere(deletion, await stacks(), owned);
    const mine = there
      .filter((found) => planned.has(keyOf(found)) && !failures.get(keyOf(found))?.n)
      .sort((a, b) => orderOf(a.type) - orderOf(b.type));
    if (mine.length === 0 || attempt > RESOURCE_ATTEMPTS) return there.map((found) => leftOf(found, planned, failures));
    if (attempt > 1) await deletion.time.pause(deletion.random() * WAIT_MS * 2 ** attempt);
    for (const found of mine) await deleteOne(found, planned.get(keyOf(found))!, failures, deletion, attempt);
  }
}

async function stillThere(
  { region, aws, event, accountWide }: Deletion,
  stacks: ReadonlyMap<string, Stack>,
  owned: ReadonlySet<string>,
): Promise<Tagged[]> {
  const there: Tagged[] = [];
  for await (const found of readTagged({ region, aws, event, accountWide, stacks, owned })) {
    // Reason: the tagging API still lists what was deleted moments ago; the service itself knows.
    const read = cleanUpOf.get(found.type)?.tags;
    const tags = await read?.(aws, found.id);
    if (!read || (tags && isOfEvent(tags, event))) there.push(found);
  }
  return there;
}

async function deleteOne(
  found: Tagged,
  { n }: PlannedResource,
  failures: Map<string, Left>,
  { aws, lift, journal }: Deletion,
  attempt: number,
): Promise<void> {
  const { type, id } = found;
  const cleanUp = cleanUpOf.get(type);
  const key = keyOf(found);
  if (!cleanUp || !isDeletable(type)) return void failures.set(key, { n, type, id, cause: 'no-way' });
  try {
    if (await cleanUp.protection?.isOn(aws, id)) {
      if (!lift) return void failures.set(key, { n, type, id, cause: 'protected' });
      await cleanUp.protection?.lift(aws, id);
    }
    await journal.note({ what: 'started', n });
    await cleanUp.delete(aws, id);
    await journal.note({ what: 'gone', n });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const said = firstLine(error);
    const cause = understand(`${error.name}: ${said}`);
    // A failure without a number is one that is tried again.
    failures.set(key, { ...(cause.final || attempt === RESOURCE_ATTEMPTS ? { n } : {}), type, id, cause: cause.id, said });
    await journal.note({ what: 'retried', n, attempt, cause: cause.id, said });
  }
}

function leftOf(found: Tagged, planned: ReadonlyMap<string, PlannedResource>, failures: ReadonlyMap<string, Left>): Left {
  const key = keyOf(found);
  const { type, id } = found;
  const item = planned.get(key);
  if (!item) return { type, id, cause: causeOf('not-planned').id };
  const failure = failures.get(key);
  return { n: item.n, type, id, cause: failure?.cause ?? 'failed', said: failure?.said };
}
