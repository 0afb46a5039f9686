import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Text } from '#labs/contract.ts';
import { cleanUpOf, resourceOf } from './cleanup/index.ts';
import type { Clients } from './clients.ts';
import { type Inventory, type InventoryItem, itemKey, newSince, ownedBy, STACK, takeInventory, type Unread } from './inventory.ts';
import { notAnswered } from './preflight/not-answered.ts';
import type { Target } from './target.ts';

/** Something that outlived its stack. */
export interface Survivor extends InventoryItem {
  why: Text;
  todo: Text;
}

export interface Leftovers {
  left: Survivor[];
  /** What could not be looked at, by name: no proof that nothing of it is left. */
  unread: Unread[];
  /** Whether an inventory from before the deployment was there to compare with. */
  compared: boolean;
}

const UNEXPLAINED: Pick<Survivor, 'why' | 'todo'> = {
  why: {
    vi: 'Nó xuất hiện sau khi lab được triển khai và không thuộc stack nào.',
    en: 'It appeared after the deployment and belongs to no stack.',
  },
  todo: { vi: 'Xem nó có thuộc về ai khác không; nếu không thì xóa.', en: 'See whether it is somebody else’s; delete it if it is not.' },
};

/**
 * What is left of a removed stack: what was not there before, what carries the stack's tag, and what is named after it.
 * The tagging API remembers for a while what is gone, so only what a list of its service shows counts.
 */
export async function survivorsOf(target: Target, aws: Clients, stackName: string, before: Inventory | undefined): Promise<Leftovers> {
  const { fresh, now } = before ? await newSince(target, aws, before, stackName) : { fresh: [], now: await takeInventory(target, aws) };
  const tagged = await taggedWith(aws, stackName);
  const existing = new Map(now.items.map((item) => [itemKey(item), item]));
  const found = new Map(fresh.map((item) => [itemKey(item), item]));
  for (const item of tagged.items) if (existing.has(itemKey(item))) found.set(itemKey(item), item);
  if (!before) for (const item of await namedAfter(aws, now, stackName)) found.set(itemKey(item), item);
  const left = [...found.values()].map((item) => ({ ...item, ...(cleanUpOf.get(item.type)?.survives ?? UNEXPLAINED) }));
  return { left, unread: [...now.unread, ...tagged.unread], compared: before !== undefined };
}

/** What carries CloudFormation's own tag of the stack. */
async function taggedWith(aws: Clients, stackName: string): Promise<Inventory> {
  const items: InventoryItem[] = [];
  const unknown = new Set<string>();
  const client = aws.client(ResourceGroupsTaggingAPIClient);
  const TagFilters = [{ Key: 'aws:cloudformation:stack-name', Values: [stackName] }];
  try {
    for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, { TagFilters })) {
      for (const { ResourceARN = '' } of ResourceTagMappingList) {
        const resource = resourceOf(ResourceARN, aws.configuration.endpoint);
        if (resource) items.push({ type: resource.cleanUp.type, id: resource.id });
        else unknown.add(ResourceARN);
      }
    }
  } catch (error) {
    const reason = notAnswered(error);
    if (reason === undefined) throw error;
    return { items, unread: [{ type: 'Resource Groups Tagging API', reason }] };
  }
  return { items, unread: [...unread(unknown)] };
}

function* unread(arns: Iterable<string>): Generator<Unread> {
  for (const arn of arns) yield { type: arn, reason: 'tagged with the stack, of a type without a list' };
}

/** What is named after a stack, and belongs to none of another name that begins with the same words. */
async function namedAfter(aws: Clients, { items }: Inventory, stackName: string): Promise<InventoryItem[]> {
  const others = items.filter(({ type, id }) => type === STACK && id.startsWith(`${stackName}-`));
  const owned = await ownedBy(aws, others);
  return items.filter((item) => isNamedAfter(item, stackName) && !owned.has(itemKey(item)));
}

/** What services and stacks name after a stack without tagging it. */
function isNamedAfter({ type, id }: InventoryItem, stackName: string): boolean {
  if (type === STACK) return id === stackName;
  if (type === 'AWS::Logs::LogGroup') return id.startsWith(`/aws/lambda/${stackName}/`) || id.startsWith(`/aws/lambda/${stackName}-`);
  return type === 'AWS::IAM::Role' && id.startsWith(`${stackName}-`);
}

/** Survivors as a list people read: what, why, and what to do. */
export function survivorsText(left: readonly Survivor[]): Text {
  const lines = (language: keyof Text) =>
    left.map(({ type, id, why, todo }) => `  ${type} ${id}\n    ${why[language]}\n    → ${todo[language]}`).join('\n');
  return { vi: lines('vi'), en: lines('en') };
}
