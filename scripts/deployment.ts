import { setTimeout as wait } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { NEVER, type Ownership, TAG, workshopTags } from '#cdk/workshop-tags.ts';
import type { CheckContext, CheckResult } from '#labs/contract.ts';
import { type CheckHost, contextFor, runChecks } from '#labs/run-checks.ts';
import { beforeFile } from './before-file.ts';
import { type Clients, clientsOf } from './clients.ts';
import type { World } from './command.ts';
import { ExitCode } from './exit-code.ts';
import { expiryStackOf } from './expires.ts';
import { type Caller, identify } from './identify.ts';
import { takeInventory } from './inventory.ts';
import { say, step } from './io/io.ts';
import { confirmMails } from './outbox.ts';
import { bootstrapVersion } from './preflight/bootstrap.ts';
import { concurrencyFinding } from './preflight/quotas.ts';
import { fetchAt } from './reach.ts';
import { fullOf, protectedOf, removeStack } from './removal.ts';
import { descriptionOf } from './stack-description.ts';
import { stackNameOf } from './stack-name.ts';
import type { LoadedLab } from './stage.ts';
import { type Leftovers, survivorsOf } from './survivors.ts';
import { clientConfig, type Target } from './target.ts';
import { firstLine } from './tell-failure.ts';
import type { Deployer } from './toolkit.ts';
import { UserError } from './user-error.ts';

/** How much slower than the embedded cloud a target reacts. */
const PATIENCE = { local: 1, endpoint: 2, aws: 6 } as const;
/** States in which CloudFormation neither updates a stack nor lets the toolkit begin anew. */
const STUCK = new Set(['DELETE_FAILED', 'ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED', 'CREATE_FAILED']);

/** What is deployed as a lab is: a lab in one of its states, or the site. */
export type Deployable = Pick<LoadedLab, 'state' | 'Stack'> & { lab: Pick<LoadedLab['lab'], 'id' | 'needs'> };

/** One lab on one target: what `lab:*` does with it. */
export interface Deployment {
  readonly stackName: string;
  readonly caller: Caller;
  readonly aws: Clients;
  /** The stack as CloudFormation describes it; undefined when there is none. */
  stack(): Promise<Stack | undefined>;
  deploy(loaded: Deployable): Promise<Record<string, string>>;
  /** When the lab deletes itself: `2026-11-21T06:00:00Z`, or `never`. Resolves with what will keep it from doing so. */
  expire(expires: string): Promise<string[]>;
  check(loaded: Pick<LoadedLab, 'checks'>, seed: number, onResult: (result: CheckResult) => void): Promise<CheckResult[]>;
  /** What checks run in, for a scenario or a drill's symptom. */
  context(seed: number): Promise<CheckContext>;
  /** Does for a person what the mails of an embedded cloud ask for; elsewhere says that somebody has to. */
  confirmMails(): Promise<void>;
  /** Whether there was something to remove. `lift`: protection against deletion as well. */
  destroy(lift?: boolean): Promise<boolean>;
  /** What remains of it. */
  leftovers(): Promise<Leftovers>;
}

/** Finds out who calls, so that an unreachable target is told at once. What `ownership` leaves unset stays as the stack's tags have it. */
export async function openDeployment(
  lab: string,
  target: Target,
  name: string | undefined,
  world: World,
  ownership: Ownership = {},
): Promise<Deployment> {
  const { io, home } = world;
  const stackName = stackNameOf(lab, name);
  const config = clientConfig(target);
  const aws = clientsOf(config);
  const caller = await identify(target);
  const before = beforeFile(home, target, caller.account, stackName);
  const env = { account: caller.account, region: target.region };
  // Reason: checks need no toolkit, and it takes most of a second to load.
  let deployer: Deployer | undefined;
  const toolkit = async () => (deployer ??= (await import('./toolkit.ts')).createDeployer(target, io, home));

  const find = async (StackName: string) => {
    try {
      return (await aws.client(CloudFormationClient).send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
    } catch (error) {
      if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) return undefined;
      throw error;
    }
  };
  const stack = () => find(stackName);
  const owner = async (): Promise<Ownership> => {
    const { Tags = [] } = (await stack()) ?? {};
    const tagged = (key: string) => Tags.find(({ Key }) => Key === key)?.Value;
    // Reason: who deploys a drill over a lab says nothing of the event it belongs to.
    return {
      event: ownership.event ?? tagged(TAG.event),
      participant: ownership.participant ?? tagged(TAG.participant),
      expires: ownership.expires ?? tagged(TAG.expires),
    };
  };

  const checkHost = async (seed: number): Promise<CheckHost> => {
    const found = await stack();
    if (!found) throw new UserError('lab.not-deployed', { lab });
    if (!/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(found.StackStatus ?? '')) {
      throw new UserError('lab.not-ready', { stack: stackName, status: found.StackStatus ?? '?' }, ExitCode.Deployment);
    }
    return {
      outputs: Object.fromEntries((found.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
      seed,
      clientConfiguration: config,
      fetch: fetchAt(target.endpoint),
      patience: PATIENCE[target.kind],
      now: () => Date.now(),
      sleep: (ms) => wait(ms),
      tell: (text) => say(io, 'check.doing', { text }),
    };
  };

  const removeExpiry = async () => {
    const name = expiryStackOf(stackName);
    if (await find(name)) await (await toolkit()).destroy(name, caller.account);
  };

  return {
    stackName,
    caller,
    aws,
    stack,
    async deploy(loaded) {
      const { lab: manifest, Stack } = loaded;
      const status = (await stack())?.StackStatus;
      if (isAtWork(status)) throw new UserError('deploy.busy', { stack: stackName, status: status ?? '' }, ExitCode.Deployment);
      if (status && STUCK.has(status)) throw new UserError('deploy.stuck', { stack: stackName, status, lab }, ExitCode.Deployment);
      if ((await bootstrapVersion(aws)) === undefined) {
        if (target.kind === 'aws') throw new UserError('aws.not-bootstrapped', { ...env }, ExitCode.Deployment);
        await step(io, 'bootstrap.running', {}, async () => (await toolkit()).bootstrap(caller.account));
      }
      if (status === undefined) await mustHaveConcurrency(aws, manifest.needs?.reservedConcurrency ?? 0);
      if (status === undefined) await before.save(await step(io, 'inventory.taking', {}, () => takeInventory(target, aws)));
      const props = { lab: manifest.id, stackName, env, ownership: await owner(), description: descriptionOf(loaded) };
      return (await toolkit()).deploy(stackName, (app) => void new Stack(app, stackName, props));
    },
    async expire(expires) {
      const stackId = (await stack())?.StackId;
      if (!stackId) throw new UserError('lab.not-deployed', { lab });
      if (expires === NEVER) {
        await removeExpiry();
        return [];
      }
      const { ExpiryStack } = await import('#cdk/expiry/expiry-stack.ts');
      const name = expiryStackOf(stackName);
      const full = await fullOf(aws, stackName);
      const props = { stackName: name, env, stackId, full, at: Date.parse(expires), tags: workshopTags(lab, await owner()) };
      await (await toolkit()).deploy(name, (app) => void new ExpiryStack(app, name, props));
      return protectedOf(aws, stackName);
    },
    async confirmMails() {
      if (target.endpoint === undefined) return say(io, 'mail.by-hand');
      for (const { to } of await confirmMails(target.endpoint)) say(io, 'mail.confirmed', { address: to });
    },
    check: async ({ checks }, seed, onResult) => runChecks(checks, await checkHost(seed), onResult),
    context: async (seed) => ({
      ...contextFor(await checkHost(seed), new Map(), [], []),
      show: (table) => io.tell({ type: 'table', table }),
    }),
    async destroy(lift = false) {
      if ((await stack()) === undefined) {
        await removeExpiry();
        return false;
      }
      // Reason: CloudFormation cancels a creation that is to be deleted, but refuses to delete what it is updating or rolling back.
      for (
        let status = (await stack())?.StackStatus;
        isAtWork(status) && status !== 'CREATE_IN_PROGRESS';
        status = (await stack())?.StackStatus
      ) {
        await wait(500);
      }
      try {
        const remove = async () => (await toolkit()).destroy(stackName, caller.account);
        const existed = await removeStack({ aws, io, stackName, remove, lift, pause: (ms) => wait(ms) });
        // Reason: last, so that a lab that could not be removed still goes when its time has come.
        await removeExpiry();
        return existed;
      } catch (error) {
        if (error instanceof UserError) throw error;
        throw new UserError('destroy.failed', { stack: stackName, reason: firstLine(error) }, ExitCode.Deployment, error);
      }
    },
    async leftovers() {
      const known = await before.load();
      const found = await survivorsOf(target, aws, stackName, known);
      if (found.left.length === 0) await before.forget();
      return found;
    },
  };
}

/** A stack with a change set that was never executed (REVIEW_IN_PROGRESS) is at rest, for all its name. */
function isAtWork(status: string | undefined): boolean {
  return status?.endsWith('_IN_PROGRESS') === true && status !== 'REVIEW_IN_PROGRESS';
}

/** Reason: Lambda's refusal comes in the middle of a deployment, and rolls all of it back. */
async function mustHaveConcurrency(aws: Clients, needed: number): Promise<void> {
  if (needed === 0) return;
  const { outcome, key, parameters } = await concurrencyFinding(aws, needed);
  if (outcome === 'failed') throw new UserError(key, parameters, ExitCode.Deployment);
}
