import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
  PutParameterCommand,
  paginateGetParametersByPath,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { NONE, TAG } from '#cdk/workshop-tags.ts';
import type { Clients } from '../../clients.ts';

/** How a participant's last `lab:check` went, as their own account tells it. */
export interface CheckedLab {
  stack: string;
  passed: number;
  total: number;
  /** ISO 8601. */
  at: string;
}

const folderOf = (event: string) => `/workshop/${event}/`;

/**
 * Leaves the result of a check in the account of an event's stack, for the board: a parameter with the stack's own tags,
 * so that the event's clean-up takes it away. Whether the stack is an event's.
 */
export async function recordCheck(
  aws: Clients,
  stack: Stack,
  { passed, total }: { passed: number; total: number },
  now: number,
): Promise<boolean> {
  const Name = nameOf(stack);
  if (Name === undefined) return false;
  const client = aws.client(SSMClient);
  const Value = JSON.stringify({ passed, total, at: new Date(now).toISOString() });
  await client.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
  const Tags = (stack.Tags ?? []).filter(({ Key }) => Key?.startsWith(TAG.workshop));
  await client.send(
    new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId: Name, Tags: Tags.map(({ Key, Value }) => ({ Key, Value })) }),
  );
  return true;
}

/** Takes the result of a stack's checks away, which says nothing once the stack is gone. */
export async function forgetCheck(aws: Clients, stack: Stack): Promise<void> {
  const Name = nameOf(stack);
  // Reason: a name that is not there is no error to this operation.
  if (Name !== undefined) await aws.client(SSMClient).send(new DeleteParametersCommand({ Names: [Name] }));
}

/** Where the result of an event's stack lies; undefined for a stack of no event. */
function nameOf({ StackName, Tags }: Stack): string | undefined {
  const event = Tags?.find(({ Key }) => Key === TAG.event)?.Value;
  if (event === undefined || event === NONE || !/^[\w.-]+$/.test(event) || !StackName) return undefined;
  return folderOf(event) + StackName;
}

/** The results in one region of an account, by stack. What does not read like one is left out: the account's owner may write anything there. */
export async function readChecks(aws: Clients, event: string): Promise<Map<string, CheckedLab>> {
  const results = new Map<string, CheckedLab>();
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client: aws.client(SSMClient) }, { Path: folderOf(event) })) {
    for (const { Name = '', Value = '' } of Parameters) {
      const stack = Name.slice(folderOf(event).length);
      const found = /^\{"passed":(\d{1,3}),"total":(\d{1,3}),"at":"([\d:.TZ-]{10,30})"\}$/.exec(Value);
      if (found) results.set(stack, { stack, passed: Number(found[1]), total: Number(found[2]), at: found[3]! });
    }
  }
  return results;
}
