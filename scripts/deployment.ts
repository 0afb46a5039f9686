import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { CheckContext, CheckResult } from '#labs/contract.ts';
import { type CheckHost, contextFor, runChecks } from '#labs/run-checks.ts';
import type { World } from './command.ts';
import { bucketsOf, emptyBucket } from './empty-buckets.ts';
import { ExitCode } from './exit-code.ts';
import { type InventoryItem, leftovers, takeInventory } from './inventory.ts';
import { say, step } from './io/io.ts';
import { fetchAt } from './reach.ts';
import type { LoadedLab } from './stage.ts';
import { clientConfig, type Target } from './target.ts';
import { firstLine } from './tell-failure.ts';
import type { Deployer } from './toolkit.ts';
import { UserError } from './user-error.ts';

/** What Lambda keeps for functions without a reservation. */
const LEAST_UNRESERVED = 100;
/** The parameter in which `cdk bootstrap` leaves its version. */
const BOOTSTRAP_PARAMETER = '/cdk-bootstrap/hnb659fds/version';
/** How much slower than the embedded cloud a target reacts. */
const PATIENCE = { local: 1, endpoint: 2, aws: 6 } as const;
/** States in which CloudFormation neither updates a stack nor lets the toolkit begin anew. */
const STUCK = new Set(['DELETE_FAILED', 'ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED', 'CREATE_FAILED']);

export interface Caller {
  account: string;
  arn: string;
}

/** One lab on one target: what `lab:*` does with it. */
export interface Deployment {
  readonly stackName: string;
  readonly caller: Caller;
  /** The stack as CloudFormation describes it; undefined when there is none. */
  stack(): Promise<Stack | undefined>;
  deploy(loaded: LoadedLab): Promise<Record<string, string>>;
  check(loaded: Pick<LoadedLab, 'checks'>, seed: number, onResult: (result: CheckResult) => void): Promise<CheckResult[]>;
  /** What checks run in, for a scenario or a drill's symptom. */
  context(seed: number): Promise<CheckContext>;
  /** Whether there was something to remove. Empties the stack's own buckets first: CloudFormation deletes only empty ones. */
  destroy(): Promise<boolean>;
  /** What remains of it; undefined when nothing is known of the time before it was deployed. */
  leftovers(): Promise<InventoryItem[] | undefined>;
}

/** The stack's name: one per lab, and per `--name` where several readers share an account. Throws UserError. */
export function stackNameOf(lab: string, name: string | undefined): string {
  if (name === undefined) return `workshop-${lab}`;
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(name)) throw new UserError('name.invalid', { name });
  return `${name}-${lab}`;
}

/** Finds out who calls; the first request to the target, so that an unreachable one is told at once. */
export async function openDeployment(lab: string, target: Target, name: string | undefined, world: World): Promise<Deployment> {
  const { io, home } = world;
  const stackName = stackNameOf(lab, name);
  const config = clientConfig(target);
  const caller = await identify(target);
  const before = beforeFile(home, target, caller, stackName);
  // Reason: checks need no toolkit, and it takes most of a second to load.
  let deployer: Deployer | undefined;
  const toolkit = async () => (deployer ??= (await import('./toolkit.ts')).createDeployer(target, io, home));
  const cloudformation = new CloudFormationClient(config);

  const stack = async () => {
    try {
      return (await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }))).Stacks?.[0];
    } catch (error) {
      if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) return undefined;
      throw error;
    }
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
      sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
      tell: (text) => say(io, 'check.doing', { text }),
    };
  };

  return {
    stackName,
    caller,
    stack,
    async deploy({ lab: manifest, Stack }) {
      const status = (await stack())?.StackStatus;
      if (isAtWork(status)) throw new UserError('deploy.busy', { stack: stackName, status: status ?? '' }, ExitCode.Deployment);
      if (status && STUCK.has(status)) throw new UserError('deploy.stuck', { stack: stackName, status, lab }, ExitCode.Deployment);
      if (!(await isBootstrapped(config))) {
        if (target.kind === 'aws')
          throw new UserError('aws.not-bootstrapped', { account: caller.account, region: target.region }, ExitCode.Deployment);
        await step(io, 'bootstrap.running', {}, async () => (await toolkit()).bootstrap(caller.account));
      }
      if (status === undefined) await mustHaveConcurrency(config, manifest.needs?.reservedConcurrency ?? 0);
      if (status === undefined) await save(before, await step(io, 'inventory.taking', {}, () => takeInventory(target)));
      const env = { account: caller.account, region: target.region };
      return (await toolkit()).deploy(stackName, (app) => void new Stack(app, stackName, { lab: manifest.id, stackName, env }));
    },
    check: async ({ checks }, seed, onResult) => runChecks(checks, await checkHost(seed), onResult),
    context: async (seed) => ({
      ...contextFor(await checkHost(seed), new Map(), [], []),
      show: (table) => io.tell({ type: 'table', table }),
    }),
    async destroy() {
      if ((await stack()) === undefined) return false;
      // Reason: CloudFormation cancels a creation that is to be deleted, but refuses to delete what it is updating or rolling back.
      for (
        let status = (await stack())?.StackStatus;
        isAtWork(status) && status !== 'CREATE_IN_PROGRESS';
        status = (await stack())?.StackStatus
      ) {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      try {
        for (const bucket of await bucketsOf(config, stackName)) {
          await step(io, 'destroy.emptying', { bucket }, () => emptyBucket(config, bucket));
        }
        return await (await toolkit()).destroy(stackName, caller.account);
      } catch (error) {
        if (error instanceof UserError) throw error;
        throw new UserError('destroy.failed', { stack: stackName, reason: firstLine(error) }, ExitCode.Deployment, error);
      }
    },
    async leftovers() {
      const known = await load(before);
      if (!known) return undefined;
      const left = await leftovers(target, known, stackName);
      if (left.length === 0) await rm(before, { force: true });
      return left;
    },
  };
}

/** A stack with a change set that was never executed (REVIEW_IN_PROGRESS) is at rest, for all its name. */
function isAtWork(status: string | undefined): boolean {
  return status?.endsWith('_IN_PROGRESS') === true && status !== 'REVIEW_IN_PROGRESS';
}

async function identify(target: Target): Promise<Caller> {
  try {
    const { Account = '', Arn = '' } = await new STSClient(clientConfig(target)).send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  } catch (error) {
    if (target.kind === 'aws') throw new UserError('aws.credentials', { reason: firstLine(error) }, ExitCode.Unreachable, error);
    if (error instanceof Error && '$metadata' in error && (error.$metadata as { httpStatusCode?: number }).httpStatusCode) {
      throw new UserError('target.not-aws', { endpoint: target.endpoint ?? '', reason: firstLine(error) }, ExitCode.Unreachable, error);
    }
    throw error;
  }
}

async function isBootstrapped(config: ReturnType<typeof clientConfig>): Promise<boolean> {
  try {
    await new SSMClient(config).send(new GetParameterCommand({ Name: BOOTSTRAP_PARAMETER }));
    return true;
  } catch (error) {
    if (error instanceof ParameterNotFound) return false;
    throw error;
  }
}

/**
 * Lambda refuses a reservation that leaves fewer than 100 to all other functions; new accounts have far less than the
 * usual 1,000. Lambda Developer Guide, "Configuring reserved concurrency".
 */
async function mustHaveConcurrency(config: ReturnType<typeof clientConfig>, needed: number): Promise<void> {
  if (needed === 0) return;
  const { AccountLimit } = await new LambdaClient(config).send(new GetAccountSettingsCommand({}));
  const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0;
  if (free - needed < LEAST_UNRESERVED) {
    throw new UserError('aws.no-concurrency', { free, needed, least: LEAST_UNRESERVED }, ExitCode.Deployment);
  }
}

/** Where the inventory from before a deployment is kept until it has been removed. */
function beforeFile(home: string, target: Target, { account }: Caller, stackName: string): string {
  const place = createHash('sha256')
    .update([target.kind === 'endpoint' ? target.endpoint : target.kind, account, target.region].join(' '))
    .digest('hex')
    .slice(0, 12);
  return path.join(home, 'deployments', place, `${stackName}.json`);
}

async function save(file: string, items: readonly InventoryItem[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(items)}\n`);
}

async function load(file: string): Promise<InventoryItem[] | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as InventoryItem[];
  } catch (error) {
    throw new UserError('inventory.unreadable', { file }, ExitCode.Usage, error);
  }
}
