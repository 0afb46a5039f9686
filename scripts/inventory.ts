import { setTimeout as wait } from 'node:timers/promises';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { LISTERS } from './inventory-listers.ts';
import { cloudHealth } from './local-cloud.ts';
import { clientConfig, type Target } from './target.ts';

/** One thing that exists in an account and region. */
export interface InventoryItem {
  /** `AWS::DynamoDB::Table`, `execution environment`, ... */
  type: string;
  /** Name, ARN or id: what identifies it within its type. */
  id: string;
}

/** Everything in the target's account and region, the embedded cloud's worker processes included. */
export async function takeInventory(target: Target): Promise<InventoryItem[]> {
  const config = clientConfig(target);
  const lists = await Promise.all(
    Object.entries(LISTERS).map(async ([type, list]) => {
      const items: InventoryItem[] = [];
      for await (const id of list(config)) if (id !== undefined) items.push({ type, id });
      return items;
    }),
  );
  return [...lists.flat(), ...(await processes(target))];
}

async function processes(target: Target): Promise<InventoryItem[]> {
  if (target.kind !== 'local' || !target.endpoint) return [];
  const health = await cloudHealth(target.endpoint);
  return Array.from({ length: health?.executionEnvironments ?? 0 }, (_, index) => ({
    type: ENVIRONMENT,
    id: `process ${index + 1}`,
  }));
}

const STACK = 'AWS::CloudFormation::Stack';
const ENVIRONMENT = 'execution environment';
const key = (item: InventoryItem) => `${item.type} ${item.id}`;

/** How long an environment of a removed function is waited for: Lambda lets it finish the invocation it is at. */
const LAST_INVOCATION_MS = 60_000;
const EVERY_MS = 250;

/**
 * What is there now and was not before, less what other stacks own (another lab may have been deployed meanwhile).
 * `removedStack` itself counts as left over when it is still there. An empty list is the proof that a lab left nothing.
 */
export async function leftovers(target: Target, before: readonly InventoryItem[], removedStack: string): Promise<InventoryItem[]> {
  for (let waited = 0; ; waited += EVERY_MS) {
    const left = await newItems(target, before, removedStack);
    const isEnding = left.length > 0 && left.every((item) => item.type === ENVIRONMENT);
    if (!isEnding || waited >= LAST_INVOCATION_MS) return left;
    await wait(EVERY_MS);
  }
}

async function newItems(target: Target, before: readonly InventoryItem[], removedStack: string): Promise<InventoryItem[]> {
  const known = new Set(before.map(key));
  const fresh = (await takeInventory(target)).filter((item) => !known.has(key(item)));
  if (fresh.length === 0) return [];
  const owned = await ownedByOtherStacks(
    target,
    fresh.filter((item) => item.type === STACK && item.id !== removedStack),
  );
  return fresh.filter((item) => !owned.has(key(item)));
}

/** The resources of stacks that appeared meanwhile, and those stacks themselves. */
async function ownedByOtherStacks(target: Target, stacks: readonly InventoryItem[]): Promise<Set<string>> {
  const client = new CloudFormationClient(clientConfig(target));
  const owned = new Set<string>();
  for (const stack of stacks) {
    owned.add(key(stack));
    for await (const page of paginateListStackResources({ client }, { StackName: stack.id })) {
      for (const resource of page.StackResourceSummaries ?? []) {
        owned.add(key({ type: resource.ResourceType ?? '', id: resource.PhysicalResourceId ?? '' }));
      }
    }
  }
  return owned;
}

/** Items as a list people read. */
export function inventoryText(items: readonly InventoryItem[]): string {
  return items.map(({ type, id }) => `  ${type} ${id}`).join('\n');
}
