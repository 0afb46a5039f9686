import { CloudFormationClient, CreateStackCommand, DescribeStackEventsCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { NONE, workshopTags } from '#cdk/workshop-tags.ts';
import type { Clients } from '../../clients.ts';
import { BOOTSTRAP_NEEDED, bootstrapVersion } from '../../preflight/bootstrap.ts';
import type { OpenAccount } from '../accounts.ts';
import { eventStackName } from '../cleanup/read-stacks.ts';
import { watch } from '../cleanup/watcher.ts';
import type { EventFile } from '../event.ts';
import type { Time } from '../pace.ts';

/** What was done in an account: nothing, where everything was there. */
export interface Prepared {
  bootstrapped: string[];
  stack: 'created' | 'updated' | 'unchanged';
}

export interface PrepareTools {
  template: string;
  time: Time;
  pollMs: number;
  /** Runs `cdk bootstrap` in a region of the account. */
  bootstrap(opened: OpenAccount, region: string): Promise<void>;
}

/** When the event's tags say that everything should be gone: a day after its end. */
export const expiresOf = ({ ends }: Pick<EventFile, 'ends'>) => `${new Date(ends + 86_400_000).toISOString().slice(0, 19)}Z`;

/** Gives an account what it needs for the event; called again, it changes nothing. Throws with CloudFormation's own reason. */
export async function prepareAccount(opened: OpenAccount, event: EventFile, tools: PrepareTools): Promise<Prepared> {
  const bootstrapped: string[] = [];
  for (const region of event.regions) {
    if (((await bootstrapVersion(opened.at(region))) ?? 0) >= BOOTSTRAP_NEEDED) continue;
    await tools.bootstrap(opened, region);
    bootstrapped.push(region);
  }
  return { bootstrapped, stack: await layStack(opened, event, tools) };
}

async function layStack(opened: OpenAccount, event: EventFile, { template, time, pollMs }: PrepareTools): Promise<Prepared['stack']> {
  const aws = opened.at(event.regions[0]!);
  const client = aws.client(CloudFormationClient);
  const tags = workshopTags(NONE, { event: event.id, participant: opened.name, expires: expiresOf(event) });
  const request = {
    StackName: eventStackName(event.id),
    TemplateBody: template,
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
  const created = await unless('AlreadyExistsException', async () => (await client.send(new CreateStackCommand(request))).StackId);
  const updated = created ? undefined : await unlessUnchanged(async () => (await client.send(new UpdateStackCommand(request))).StackId);
  const id = created ?? updated;
  if (id === undefined) return 'unchanged';
  const stack = await watch(aws, time, pollMs).settled(id);
  if (stack?.StackStatus === (created ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE')) return created ? 'created' : 'updated';
  throw new Error(`${request.StackName}: ${stack?.StackStatus}. ${await reasonsOf(aws, id)}`);
}

async function reasonsOf(aws: Clients, StackName: string): Promise<string> {
  const { StackEvents = [] } = await aws.client(CloudFormationClient).send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.filter(({ ResourceStatus }) => /^(CREATE|UPDATE)_FAILED$/.test(ResourceStatus ?? ''));
  return failed.map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`).join('; ');
}

async function unless<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  }
}

async function unlessUnchanged<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && error.message.includes('No updates are to be performed')) return undefined;
    throw error;
  }
}
