import { createHash } from 'node:crypto';
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

/** All that the event has in a place: its stacks, each with its resources, then what carries its tags without a stack. */
export async function* readPlace({ region, aws, event, accountWide }: Place): AsyncGenerator<FoundItem> {
  const stacks = await stacksOf(aws);
  const owned = new Set<string>();
  for await (const item of eventStacks(aws, region, event, stacks.values())) {
    owned.add(keyOf(item));
    yield item;
  }
  for await (const { type, id } of readTagged({ aws, event, accountWide, stacks, owned })) {
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
