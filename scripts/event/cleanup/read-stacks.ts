import {
  CloudFormationClient,
  paginateDescribeStacks,
  paginateListImports,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { Clients } from '../../clients.ts';
import type { FoundItem } from './item.ts';
import { isOfEvent, isUntouchableStack, type Tags } from './untouchable.ts';

export const STACK = 'AWS::CloudFormation::Stack';
/** The event's own stack in an account goes after all others: their deletion may need its roles. */
const LAST = 100;

export const tagsOf = ({ Tags: list = [] }: Pick<Stack, 'Tags'>): Tags =>
  Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value]));

/** What changes with every update of a stack, and with nothing else. */
export const versionOf = ({ LastUpdatedTime, CreationTime }: Stack) => (LastUpdatedTime ?? CreationTime)?.toISOString() ?? '';

/** Stacks that are deleted with the stack around them are no stacks of their own. */
export const isWhole = ({ ParentId }: Stack) => !ParentId;

/** All stacks of a place that are not deleted, by id. */
export async function stacksOf(aws: Clients): Promise<Map<string, Stack>> {
  const stacks = new Map<string, Stack>();
  for await (const { Stacks = [] } of paginateDescribeStacks({ client: aws.client(CloudFormationClient) }, {})) {
    for (const stack of Stacks) if (stack.StackId && stack.StackStatus !== 'DELETE_COMPLETE') stacks.set(stack.StackId, stack);
  }
  return stacks;
}

/** The event's stacks among these, each followed by its resources, in the order in which they are to go. */
export async function* eventStacks(aws: Clients, region: string, event: string, all: Iterable<Stack>): AsyncGenerator<FoundItem> {
  const own = [...all].filter((stack) => isWhole(stack) && !isUntouchableStack(stack.StackName ?? '') && isOfEvent(tagsOf(stack), event));
  const orders = await ordersOf(aws, own, event);
  for (const stack of own) {
    const id = stack.StackId!;
    const order = orders.get(id)!;
    const isProtected = stack.EnableTerminationProtection ? { protected: true as const } : {};
    const version = versionOf(stack);
    yield { kind: 'stack', region, type: STACK, id, name: stack.StackName!, order, version, ...isProtected, reason: 'tagged' };
    yield* resourcesOf(aws, region, id, order);
  }
}

async function* resourcesOf(aws: Clients, region: string, stack: string, order: number): AsyncGenerator<FoundItem> {
  const pages = paginateListStackResources({ client: aws.client(CloudFormationClient) }, { StackName: stack });
  for await (const { StackResourceSummaries = [] } of pages) {
    for (const { ResourceType: type, PhysicalResourceId: id, LogicalResourceId: logicalId, ResourceStatus } of StackResourceSummaries) {
      if (!type || !id || ResourceStatus === 'DELETE_COMPLETE') continue;
      yield { kind: 'resource', region, type, id, order, stack, logicalId, reason: 'in-stack' };
      if (type === STACK) yield* resourcesOf(aws, region, id, order);
    }
  }
}

/** A stack whose exports others import goes after those. */
async function ordersOf(aws: Clients, stacks: readonly Stack[], event: string): Promise<Map<string, number>> {
  const importers = new Map<string, readonly string[]>();
  for (const stack of stacks) importers.set(stack.StackName!, await importersOf(aws, stack));
  const orders = new Map<string, number>();
  const orderOf = (name: string, above: readonly string[]): number => {
    if (above.includes(name)) return 0;
    const users = (importers.get(name) ?? []).filter((user) => importers.has(user));
    return Math.max(0, ...users.map((user) => 1 + orderOf(user, [...above, name])));
  };
  for (const { StackId, StackName } of stacks) orders.set(StackId!, StackName === eventStackName(event) ? LAST : orderOf(StackName!, []));
  return orders;
}

async function importersOf(aws: Clients, { Outputs = [] }: Stack): Promise<string[]> {
  const names: string[] = [];
  for (const { ExportName } of Outputs) {
    if (ExportName === undefined) continue;
    try {
      for await (const { Imports = [] } of paginateListImports({ client: aws.client(CloudFormationClient) }, { ExportName }))
        names.push(...Imports);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('is not imported')) throw error;
    }
  }
  return names;
}

/** The stack that `event:prepare` lays into each account. */
export function eventStackName(event: string): string {
  return `workshop-event-${event}`;
}
