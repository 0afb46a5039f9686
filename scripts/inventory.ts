import { setTimeout as wait } from 'node:timers/promises';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { cleanUps } from './cleanup/index.ts';
import type { Clients } from './clients.ts';
import { cloudHealth } from './local-cloud.ts';
import { notAnswered } from './preflight/not-answered.ts';
import type { Target } from './target.ts';

/** One thing that exists in an account and region. */
export interface InventoryItem {
  /** `AWS::DynamoDB::Table`, `execution environment`, ... */
  type: string;
  /** Name, ARN or id: what identifies it within its type. */
  id: string;
}

/** A type that could not be looked at: the target does not know its calls, or the caller may not make them. */
export interface Unread {
  type: string;
  reason: string;
}

export interface Inventory {
  items: InventoryItem[];
  unread: Unread[];
}

/** Everything in the target's account and region, the embedded cloud's worker processes included. */
export async function takeInventory(target: Target, aws: Clients): Promise<Inventory> {
  const lists = await Promise.all(cleanUps.map(({ type, list }) => listed(type, list(aws))));
  const items = [...lists.flatMap((each) => each.items), ...(await processes(target))];
  return { items, unread: lists.flatMap((each) => each.unread) };
}

async function listed(type: string, ids: AsyncIterable<string>): Promise<Inventory> {
  const items: InventoryItem[] = [];
  try {
    for await (const id of ids) items.push({ type, id });
    return { items, unread: [] };
  } catch (error) {
    const reason = notAnswered(error);
    if (reason === undefined) throw error;
    return { items: [], unread: [{ type, reason }] };
  }
}

async function processes(target: Target): Promise<InventoryItem[]> {
  if (target.kind !== 'local' || !target.endpoint) return [];
  const health = await cloudHealth(target.endpoint);
  return Array.from({ length: health?.executionEnvironments ?? 0 }, (_, index) => ({
    type: ENVIRONMENT,
    id: `process ${index + 1}`,
  }));
}

export const STACK = 'AWS::CloudFormation::Stack';
const ENVIRONMENT = 'execution environment';
export const itemKey = (item: InventoryItem) => `${item.type} ${item.id}`;

/** How long an environment of a removed function is waited for: Lambda lets it finish the invocation it is at. */
const LAST_INVOCATION_MS = 60_000;
const EVERY_MS = 250;

/**
 * What is there now and was not before, less what other stacks own (another lab may have been deployed meanwhile).
 * `removedStack` itself counts as left over when it is still there.
 */
export async function newSince(
  target: Target,
  aws: Clients,
  before: Inventory,
  removedStack: string,
): Promise<{ fresh: InventoryItem[]; now: Inventory }> {
  for (let waited = 0; ; waited += EVERY_MS) {
    const now = await takeInventory(target, aws);
    const fresh = await newItems(aws, before, now, removedStack);
    const isEnding = fresh.length > 0 && fresh.every((item) => item.type === ENVIRONMENT);
    if (!isEnding || waited >= LAST_INVOCATION_MS) return { fresh, now };
    await wait(EVERY_MS);
  }
}

async function newItems(aws: Clients, before: Inventory, now: Inventory, removedStack: string): Promise<InventoryItem[]> {
  const known = new Set(before.items.map(itemKey));
  // Reason: what could not be looked at before may have been there.
  const unread = new Set(before.unread.map(({ type }) => type));
  const fresh = now.items.filter((item) => !known.has(itemKey(item)) && !unread.has(item.type));
  if (fresh.length === 0) return [];
  const others = fresh.filter((item) => item.type === STACK && item.id !== removedStack);
  const owned = await ownedBy(aws, others);
  return fresh.filter((item) => !owned.has(itemKey(item)));
}

/** The resources of stacks, and those stacks themselves. */
export async function ownedBy(aws: Clients, stacks: readonly InventoryItem[]): Promise<Set<string>> {
  const client = aws.client(CloudFormationClient);
  const owned = new Set<string>();
  for (const stack of stacks) {
    owned.add(itemKey(stack));
    for await (const page of paginateListStackResources({ client }, { StackName: stack.id })) {
      for (const resource of page.StackResourceSummaries ?? []) {
        owned.add(itemKey({ type: resource.ResourceType ?? '', id: resource.PhysicalResourceId ?? '' }));
      }
    }
  }
  return owned;
}

/** Items as a list people read. */
export function inventoryText(items: readonly InventoryItem[]): string {
  return items.map(({ type, id }) => `  ${type} ${id}`).join('\n');
}
