import { createHash } from 'node:crypto';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { cleanUpOf, deletionOrder } from '../../cleanup/index.ts';
import type { Clients } from '../../clients.ts';
import { type FoundItem, keyOf } from './item.ts';
import { eventStacks, stacksOf } from './read-stacks.ts';
import { readTagged } from './read-tagged.ts';

/** One region of one account. */
export interface Place {
  region: string;
  aws: Clients;
  event: string;
  /** Whether what belongs to no region is read too: in one region of each account. */
  accountWide: boolean;
}

/** Resources go by themselves after all stacks. */
const AFTER_STACKS = 1000;
const ORDER: ReadonlyMap<string, number> = new Map(deletionOrder().map(({ type }, index) => [type, AFTER_STACKS + index]));

/** When a resource goes that is deleted by itself; types that cannot be come last. */
export const orderOf = (type: string) => ORDER.get(type) ?? AFTER_STACKS + cleanUpOf.size;

/** All that the event has in an account: its stacks in every region, each with its resources, then what carries its tags without a stack. */
export async function* readPlaces(places: readonly Place[]): AsyncGenerator<FoundItem> {
  const owned = new Set<string>();
  const stacks = new Map<string, Stack>();
  for (const { region, aws, event } of places) {
    const here = await stacksOf(aws);
    for (const [id, stack] of here) stacks.set(id, stack);
    for await (const item of eventStacks(aws, region, event, here.values())) {
      owned.add(keyOf(item));
      yield item;
    }
  }
  // Reason: a stack in one region may own what belongs to no region, and is read in another.
  for (const { region, aws, event, accountWide } of places) {
    for await (const { type, id } of readTagged({ region, aws, event, accountWide, stacks, owned }))
      yield { kind: 'resource', region, type, id, order: orderOf(type), reason: 'tagged' };
  }
}

/** A digest of items that does not depend on the order in which AWS lists them. */
export function digestOf(items: readonly FoundItem[]): string {
  const hash = createHash('sha256');
  for (const line of items.map(lineOf).sort()) hash.update(line).update('\n');
  return hash.digest('hex').slice(0, 16);
}

/** What of an item must not have changed between plan and deletion. */
export function lineOf(item: FoundItem): string {
  const version = item.kind === 'stack' ? `${item.version} ${item.protected ? 'protected' : ''}` : (item.stack ?? '');
  return [item.region, item.type, item.id, version].join(' ');
}
