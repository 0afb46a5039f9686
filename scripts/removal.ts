import { CloudFormationClient, DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { CleanUp } from './cleanup/clean-up.ts';
import { cleanUpOf } from './cleanup/index.ts';
import type { Clients } from './clients.ts';
import { type Cause, understand } from './event/cleanup/causes.ts';
import { ExitCode } from './exit-code.ts';
import { type Io, say, step } from './io/io.ts';
import { localized } from './messages.ts';
import { firstLine } from './tell-failure.ts';
import { UserError } from './user-error.ts';

export interface Removal {
  aws: Clients;
  io: Io;
  stackName: string;
  /** Asks for the deletion and waits for its end; throws when it fails. */
  remove(): Promise<boolean>;
  /** Whether protection against deletion may be lifted. */
  lift: boolean;
  /** Waits before another attempt. */
  pause(ms: number): Promise<void>;
}

/** A resource of the stack that this knows how to clean up. */
interface Known {
  cleanUp: CleanUp;
  id: string;
}
interface Failed {
  logicalId: string;
  type: string;
  id: string;
  said: string;
  cause: Cause;
}

const MOST_ATTEMPTS = 3;
/** Between attempts: network interfaces and the like take a while to let go. */
const PAUSE_MS = 5000;
const STACK = 'AWS::CloudFormation::Stack';
const SECRET = 'AWS::SecretsManager::Secret';

/**
 * Removes a stack whatever it holds: lifts protection where that was said, empties buckets and repositories, tries again
 * what depended on something else, and deletes its secrets for good. Whether there was a stack. Throws UserError.
 */
export async function removeStack(removal: Removal): Promise<boolean> {
  const { aws, io, stackName, remove, pause } = removal;
  const resources = await knownResources(aws, stackName);
  await liftProtection(removal, resources);
  for (const { cleanUp, id } of resources) if (cleanUp.emptyFirst) await empty(io, aws, cleanUp, id);
  for (let attempt = 1; ; attempt++) {
    try {
      const existed = await remove();
      for (const { cleanUp, id } of resources) if (cleanUp.type === SECRET) await cleanUp.delete(aws, id);
      return existed;
    } catch (error) {
      const failed = await failures(aws, stackName);
      if (failed.length === 0 && !(await isDeleteFailed(aws, stackName))) throw error;
      if (attempt === MOST_ATTEMPTS || failed.every(({ cause }) => cause.final)) throw notRemoved(stackName, failed, error);
      say(io, 'destroy.again', { stack: stackName, attempt: attempt + 1, reasons: reasonsOf(failed) });
      for (const { type, id } of failed) {
        const cleanUp = cleanUpOf.get(type);
        if (cleanUp) await empty(io, aws, cleanUp, id);
      }
      await pause(PAUSE_MS);
    }
  }
}

async function empty(io: Io, aws: Clients, cleanUp: CleanUp, id: string): Promise<void> {
  if (cleanUp.empty) await step(io, 'destroy.emptying', { type: cleanUp.type, id }, () => cleanUp.empty!(aws, id));
}

/** What of a stack is protected against deletion, the stack itself included. */
export async function protectedOf(aws: Clients, stackName: string): Promise<string[]> {
  return namesOf(await protectedAmong(aws, stackName, await knownResources(aws, stackName)));
}

/** What of a stack CloudFormation deletes only empty. */
export async function fullOf(aws: Clients, stackName: string): Promise<{ buckets: string[]; repositories: string[] }> {
  const resources = await knownResources(aws, stackName);
  const ofType = (wanted: string) => resources.filter(({ cleanUp }) => cleanUp.type === wanted).map(({ id }) => id);
  return { buckets: ofType('AWS::S3::Bucket'), repositories: ofType('AWS::ECR::Repository') };
}

async function protectedAmong(aws: Clients, stackName: string, resources: readonly Known[]): Promise<Known[]> {
  const on: Known[] = [];
  for (const known of [{ cleanUp: cleanUpOf.get(STACK)!, id: stackName }, ...resources]) {
    if (await known.cleanUp.protection?.isOn(aws, known.id)) on.push(known);
  }
  return on;
}

const namesOf = (known: readonly Known[]) => known.map(({ cleanUp, id }) => `${cleanUp.type} ${id}`);

async function liftProtection({ aws, io, stackName, lift }: Removal, resources: readonly Known[]): Promise<void> {
  const on = await protectedAmong(aws, stackName, resources);
  // Reason: told before anything was deleted or emptied, as it is all or nothing.
  if (on.length > 0 && !lift) {
    throw new UserError('destroy.protected', { stack: stackName, list: namesOf(on).join(', ') }, ExitCode.Deployment);
  }
  for (const { cleanUp, id } of on) {
    await step(io, 'destroy.lifting', { type: cleanUp.type, id }, async () => cleanUp.protection?.lift(aws, id));
  }
}

async function* resourcesOf(aws: Clients, StackName: string) {
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client: aws.client(CloudFormationClient) },
    { StackName },
  ))
    yield* StackResourceSummaries;
}

async function knownResources(aws: Clients, stackName: string): Promise<Known[]> {
  const known: Known[] = [];
  for await (const { ResourceType = '', PhysicalResourceId, ResourceStatus } of resourcesOf(aws, stackName)) {
    const cleanUp = cleanUpOf.get(ResourceType);
    if (cleanUp && PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE') known.push({ cleanUp, id: PhysicalResourceId });
  }
  return known;
}

async function failures(aws: Clients, stackName: string): Promise<Failed[]> {
  const failed: Failed[] = [];
  for await (const resource of resourcesOf(aws, stackName)) {
    const {
      LogicalResourceId: logicalId = '',
      ResourceType: type = '',
      PhysicalResourceId: id = '',
      ResourceStatusReason: said = '',
    } = resource;
    if (resource.ResourceStatus === 'DELETE_FAILED') failed.push({ logicalId, type, id, said, cause: understand(said) });
  }
  return failed;
}

async function isDeleteFailed(aws: Clients, StackName: string): Promise<boolean> {
  const { Stacks = [] } = await aws.client(CloudFormationClient).send(new DescribeStacksCommand({ StackName }));
  return Stacks[0]?.StackStatus === 'DELETE_FAILED';
}

function notRemoved(stack: string, failed: readonly Failed[], error: unknown): UserError {
  const reason = failed.length > 0 ? reasonsOf(failed) : localized('destroy.unexplained', { reason: firstLine(error) });
  return new UserError('destroy.failed', { stack, reason }, ExitCode.Deployment, error);
}

function reasonsOf(failed: readonly Failed[]) {
  const lines = (language: 'vi' | 'en') =>
    failed
      .map(({ logicalId, type, id, said, cause }) => `\n  ${logicalId} (${type} ${id}): ${cause.why[language]}\n    ${said.split('\n')[0]}`)
      .join('');
  return { vi: lines('vi'), en: lines('en') };
}
