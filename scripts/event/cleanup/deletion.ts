import { cleanUpOf } from '../../cleanup/index.ts';
import { firstLine } from '../../tell-failure.ts';
import { eachAtOnce } from '../at-once.ts';
import type { Time } from '../pace.ts';
import { causeOf, understand } from './causes.ts';
import { deleteStack, isRefusal } from './delete-stack.ts';
import { keyOf, type PlanItem, type PlannedResource, type PlannedStack } from './item.ts';
import type { Journal, Left, Past } from './journal.ts';
import { orderOf, type Place } from './read-place.ts';
import { stacksOf } from './read-stacks.ts';
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

/** Deletes what a plan names in one place, and nothing else; says what is left, and why. */
export async function deletePlace(items: readonly PlanItem[], deletion: Deletion): Promise<Left[]> {
  const stacks = items.filter((item): item is PlannedStack => item.kind === 'stack');
  const resources = items.filter((item): item is PlannedResource => item.kind === 'resource');
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
  const lost = new Set(left.map(({ id }) => id));
  const held = resources.filter(({ stack }) => stack !== undefined && lost.has(stack));
  return [...left, ...(await deleteResources(resources, held, deletion))];
}

/** What is still there with the event's tags, without a living stack: deleted by itself where the plan names it. */
async function deleteResources(
  resources: readonly PlannedResource[],
  held: readonly PlannedResource[],
  deletion: Deletion,
): Promise<Left[]> {
  const planned = new Map(resources.map((resource) => [keyOf(resource), resource]));
  const owned = new Set(held.map(keyOf));
  const failures = new Map<string, Left>();
  for (let attempt = 1; ; attempt++) {
    const there = await stillThere(deletion, owned);
    const mine = there
      .filter((found) => planned.has(keyOf(found)) && !failures.get(keyOf(found))?.n)
      .sort((a, b) => orderOf(a.type) - orderOf(b.type));
    if (mine.length === 0 || attempt > RESOURCE_ATTEMPTS) return there.map((found) => leftOf(found, planned, failures));
    if (attempt > 1) await deletion.time.pause(deletion.random() * WAIT_MS * 2 ** attempt);
    for (const found of mine) await deleteOne(found, planned.get(keyOf(found))!, failures, deletion, attempt);
  }
}

async function stillThere({ aws, event, accountWide }: Deletion, owned: ReadonlySet<string>): Promise<Tagged[]> {
  const stacks = await stacksOf(aws);
  const there: Tagged[] = [];
  for await (const found of readTagged({ aws, event, accountWide, stacks, owned })) {
    // Reason: the tagging API still lists what was deleted moments ago; the service itself knows.
    const read = cleanUpOf.get(found.type)?.tags;
    const tags = await read?.(aws, found.id);
    if (!read || (tags && isOfEvent(tags, event))) there.push(found);
  }
  return there;
}

async function deleteOne(
  { type, id }: Tagged,
  { n }: PlannedResource,
  failures: Map<string, Left>,
  { aws, lift, journal }: Deletion,
  attempt: number,
): Promise<void> {
  const cleanUp = cleanUpOf.get(type);
  const key = keyOf({ type, id });
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
  const item = planned.get(key);
  if (!item) return { ...found, cause: causeOf('not-planned').id };
  const failure = failures.get(key);
  return { n: item.n, ...found, cause: failure?.cause ?? 'failed', said: failure?.said };
}
