import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  BaseCredentials,
  BootstrapEnvironments,
  type IIoHost,
  type IoMessage,
  type IoRequest,
  StackSelectionStrategy,
  Toolkit,
} from '@aws-cdk/toolkit-lib';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { App, Stack } from 'aws-cdk-lib';
import { ExitCode } from './exit-code.ts';
import type { Io } from './io/io.ts';
import type { Target } from './target.ts';
import { UserError } from './user-error.ts';

/** Between two looks at a stack's events, in ms: an endpoint on this machine answers at once, AWS has rate limits. */
const POLLING_MS = { local: 100, endpoint: 250, aws: 2000 } as const;

/** The CDK toolkit aimed at one target: the same code deploys to AWS, to another endpoint and to the embedded cloud. */
export interface Deployer {
  bootstrap(account: string): Promise<void>;
  /** Synthesises what `build` adds to the app and deploys it; resolves with the stack's outputs. */
  deploy(stackName: string, build: (app: App) => void): Promise<Record<string, string>>;
  /** Removes a stack by name; whether there was one. Needs no source of it, so that a broken lab can be removed too. */
  destroy(stackName: string, account: string): Promise<boolean>;
}

export function createDeployer(target: Target, io: Io, home: string): Deployer {
  if (target.endpoint) {
    // Reason: the toolkit takes an endpoint from the environment only.
    process.env.AWS_ENDPOINT_URL = target.endpoint;
    // Reason: it remembers for ever which account a key belongs to, and every emulator says another one of the same key.
    process.env.CDK_HOME = path.join(home, 'cdk', target.endpoint.replace(/\W+/g, '-'));
  }
  // Reason: templates are validated by the labs' tests; here it would cost more than the deployment itself.
  process.env.CDK_VALIDATION = 'false';
  const ioHost = new ToolkitIo(io);
  const { credentials } = target;
  const toolkit = new Toolkit({
    ioHost,
    color: false,
    emojis: false,
    sdkConfig: {
      baseCredentials: credentials
        ? BaseCredentials.custom({ provider: async () => credentials, region: target.region })
        : BaseCredentials.awsCliCompatible({ profile: target.profile, defaultRegion: target.region }),
    },
  });
  const stackEventPollingInterval = POLLING_MS[target.kind];
  const outdirOf = (stackName: string) => path.join(home, 'synth', stackName);
  const assembly = (stackName: string, build: (app: App) => void) => {
    const outdir = outdirOf(stackName);
    return toolkit.fromAssemblyBuilder(
      async ({ context }) => {
        const app = new App({ outdir, context, analyticsReporting: false });
        build(app);
        return app.synth();
      },
      { outdir, disposeOutdir: false },
    );
  };
  const named = (stackName: string) => ({ strategy: StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE, patterns: [stackName] });

  return {
    async bootstrap(account) {
      await guard(ioHost, () => toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${target.region}`])));
    },
    async deploy(stackName, build) {
      try {
        const source = await assembly(stackName, build);
        const { stacks } = await guard(ioHost, () => toolkit.deploy(source, { stacks: named(stackName), stackEventPollingInterval }));
        return stacks.find((stack) => stack.stackName === stackName)?.outputs ?? {};
      } finally {
        await rm(outdirOf(stackName), { recursive: true, force: true });
      }
    },
    async destroy(stackName, account) {
      try {
        const source = await assembly(stackName, (app) => void new Stack(app, stackName, { env: { account, region: target.region } }));
        const { stacks } = await guard(ioHost, () => toolkit.destroy(source, { stacks: named(stackName), stackEventPollingInterval }));
        return stacks.some((stack) => stack.stackExisted);
      } finally {
        await rm(outdirOf(stackName), { recursive: true, force: true });
      }
    },
  };
}

/** Runs a toolkit action; what fails is told with the stack events' own reasons. */
async function guard<Result>(ioHost: ToolkitIo, action: () => Promise<Result>): Promise<Result> {
  ioHost.failures.clear();
  try {
    return await action();
  } catch (error) {
    if (ioHost.failures.size === 0) {
      // Reason: a template that CloudFormation refuses (a circular dependency) makes no stack events.
      const refused = /\bValidationError: (.+)/s.exec(error instanceof Error ? error.message : '')?.[1];
      throw refused === undefined ? error : new UserError('deploy.failed', { reason: refused }, ExitCode.Deployment, error);
    }
    const reason = [...ioHost.failures].map(([logicalId, text]) => `${logicalId}: ${text}`).join('\n  ');
    throw new UserError('deploy.failed', { reason }, ExitCode.Deployment, error);
  }
}

/** Hears the toolkit: stack events are passed on, its own chatter is not. Says yes to its questions: ours came first. */
class ToolkitIo implements IIoHost {
  /** Why resources failed, by logical id, in order; consequences ("cancelled") left out. */
  readonly failures = new Map<string, string>();
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  async notify(message: IoMessage<unknown>): Promise<void> {
    const event = stackEvent(message.data);
    if (!event) return;
    const { LogicalResourceId = '', ResourceType = '', ResourceStatus = '', ResourceStatusReason: reason } = event;
    if (ResourceStatus.endsWith('_FAILED') && reason && !/cancelled/i.test(reason) && !this.failures.has(LogicalResourceId)) {
      this.failures.set(LogicalResourceId, reason);
    }
    this.#io.tell({ type: 'resource', logicalId: LogicalResourceId, resourceType: ResourceType, status: ResourceStatus, reason });
  }

  async requestResponse<Answer>(message: IoRequest<unknown, Answer>): Promise<Answer> {
    return (typeof message.defaultResponse === 'boolean' ? true : message.defaultResponse) as Answer;
  }
}

function stackEvent(data: unknown): StackEvent | undefined {
  if (typeof data !== 'object' || data === null || !('event' in data)) return undefined;
  const { event } = data;
  return typeof event === 'object' && event !== null && 'ResourceStatus' in event ? (event as StackEvent) : undefined;
}
