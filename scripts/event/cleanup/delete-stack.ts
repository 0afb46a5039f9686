import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  type Stack,
  type StackEvent,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { cleanUpOf } from '../../cleanup/index.ts';
import { firstLine } from '../../tell-failure.ts';
import { type Cause, causeOf, understand } from './causes.ts';
import type { Deletion } from './deletion.ts';
import type { PlannedResource, PlannedStack } from './item.ts';
import { STACK, tagsOf, versionOf } from './read-stacks.ts';
import { isOfEvent } from './untouchable.ts';

const MOST_ATTEMPTS = 10;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** Why it could not be deleted. */
export interface Failure {
  cause: Cause;
  said?: string;
}

/** Deletes one stack of a plan with what is in it, as often as it takes. Undefined when it is gone. */
export async function deleteStack(
  item: PlannedStack,
  resources: readonly PlannedResource[],
  deletion: Deletion,
): Promise<Failure | undefined> {
  const { watcher, time, random, past, journal } = deletion;
  let stack = await watcher.seen(item.id);
  if (stack && !past.started.has(item.n) && versionOf(stack) !== item.version) return { cause: causeOf('changed') };
  const full = new Set(resources.filter(({ type }) => cleanUpOf.get(type)?.empty));
  for (let attempt = 1; stack; attempt++) {
    if (!isOfEvent(tagsOf(stack), deletion.event)) return { cause: causeOf('tags-changed') };
    const failure = await once(item, stack, [...full], resources, deletion);
    stack = failure ? await watcher.seen(item.id) : undefined;
    if (!failure || !stack) return undefined;
    if (failure.cause.final || attempt === MOST_ATTEMPTS) return failure;
    await journal.note({ what: 'retried', n: item.n, attempt, cause: failure.cause.id, said: failure.said ?? '' });
    await time.pause(random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)));
  }
  return undefined;
}

async function once(
  item: PlannedStack,
  stack: Stack,
  full: readonly PlannedResource[],
  resources: readonly PlannedResource[],
  { aws, lift, journal, watcher }: Deletion,
): Promise<Failure | undefined> {
  const client = aws.client(CloudFormationClient);
  try {
    if (stack.StackStatus !== 'DELETE_IN_PROGRESS') {
      if (stack.EnableTerminationProtection) {
        if (!lift) return { cause: causeOf('protected') };
        await client.send(new UpdateTerminationProtectionCommand({ StackName: item.id, EnableTerminationProtection: false }));
      }
      for (const { type, id } of resources) {
        const { protection } = cleanUpOf.get(type) ?? {};
        if (lift && type !== STACK && protection && (await protection.isOn(aws, id))) await protection.lift(aws, id);
      }
      await journal.note({ what: 'started', n: item.n });
      // Reason: a role with policies is emptied by its stack; what holds data is not.
      for (const { type, id } of full) if (HOLDS_DATA.has(type)) await cleanUpOf.get(type)?.empty?.(aws, id);
      await client.send(new DeleteStackCommand({ StackName: item.id }));
    }
    if (!(await watcher.settled(item.id))) return undefined;
    const said = reasonOf((await client.send(new DescribeStackEventsCommand({ StackName: item.id }))).StackEvents ?? [], item);
    return { cause: understand(said), said };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const said = firstLine(error);
    // Reason: a stack that something else is changing can be deleted once that has ended.
    return (await watcher.settled(item.id)) ? { cause: understand(`${error.name}: ${said}`), said } : undefined;
  }
}

/** CloudFormation deletes these only when nothing is in them. */
const HOLDS_DATA: ReadonlySet<string> = new Set(['AWS::S3::Bucket', 'AWS::ECR::Repository']);

/** AWS answered, and said no: nothing is wrong with the way to AWS or with this program. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && '$fault' in error;
}

/** What the events of the last deletion give as the reason; the stack's own words where no resource has any. */
function reasonOf(newestFirst: readonly StackEvent[], { id }: PlannedStack): string {
  const begun = newestFirst.findIndex(
    ({ PhysicalResourceId, ResourceStatus }) => PhysicalResourceId === id && ResourceStatus === 'DELETE_IN_PROGRESS',
  );
  const recent = newestFirst.slice(0, begun === -1 ? 1 : begun);
  const failed = recent.filter(({ ResourceStatus, PhysicalResourceId }) => ResourceStatus === 'DELETE_FAILED' && PhysicalResourceId !== id);
  const reasons = failed.map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`);
  return reasons.length > 0 ? reasons.join('; ') : (recent[0]?.ResourceStatusReason ?? '');
}
