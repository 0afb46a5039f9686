import { join, resolve } from 'node:path';
import project from '../../../package.json' with { type: 'json' };
import { type Clock, systemClock } from '../../clock.ts';
import { Cloud, type CloudOptions } from '../../cloud.ts';
import { createAuthorizer } from '../../iam/create-authorizer.ts';
import { freshSeed, seededRandom } from '../../random.ts';
import type { ExecutionEnvironments } from '../../runtime/execution-environment.ts';
import { nodeEnvironments } from '../../runtime/node.ts';
import type { Service } from '../../service.ts';
import { services as allServices } from '../../services/index.ts';
import { createWire } from '../../wire/create-wire.ts';
import { control, type Health } from './control.ts';
import { lock } from './lock.ts';
import { type Server, serve } from './serve.ts';
import { folderStore, forgetState } from './state-store.ts';

export interface StartCloudOptions {
  /** 0 takes any free one. */
  port: number;
  /** Where state is kept between runs; belongs to one running cloud at a time. */
  stateDirectory: string;
  /** Forgets what was saved. */
  fresh?: boolean;
  /** Whether anything is saved; a cloud that nobody starts again needs not be. Default: true. */
  saves?: boolean;
  /** Where clients reach the cloud, when that is not `http://127.0.0.1:<port>`. */
  endpoint?: string;
  /** Watches every call of an operation, once it has ended. */
  observe?: CloudOptions['observe'];
  /** The machine's time, unless a test moves its own. */
  clock?: Clock;
  /** Hears faults of the cloud itself. */
  onFault(error: unknown): void;
  // biome-ignore lint/suspicious/noExplicitAny: services of any state stand in one list, as in services/index.ts.
  services?: readonly Service<any, any>[];
}

/** A cloud that listens on this machine. */
export interface HostedCloud {
  cloud: Cloud;
  endpoint: string;
  port: number;
  /** Resolves when somebody asked it to stop over HTTP; it is closing then. */
  stopped: Promise<void>;
  /** Ends requests and execution environments, saves, and gives up port and folder. */
  close(): Promise<void>;
}

/** Starts the embedded cloud on 127.0.0.1. Rejects with PortInUse, StateInUse, CorruptState; nothing is left behind then. */
export async function startCloud(options: StartCloudOptions): Promise<HostedCloud> {
  const startedAt = new Date(systemClock.now()).toISOString();
  const stateDirectory = resolve(options.stateDirectory);
  const unlock = lock(stateDirectory);
  const started = Promise.withResolvers<Cloud | undefined>();
  const stop = Promise.withResolvers<void>();
  let server: Server | undefined;
  let environments: ExecutionEnvironments | undefined;
  try {
    // Reason: the port is taken first, since everything else needs the endpoint; who comes early waits.
    server = await serve({
      port: options.port,
      onFault: options.onFault,
      handle: async (request) => {
        const cloud = await started.promise;
        if (!cloud) return { status: 503, headers: {}, body: 'The cloud could not start.\n' };
        return (await control(request, { health, stop: stop.resolve, faults: cloud.faults, cloud })) ?? cloud.handle(request);
      },
    });
    const { port, close: closeServer } = server;
    const endpoint = options.endpoint ?? `http://127.0.0.1:${port}`;
    const running = nodeEnvironments({ directory: join(stateDirectory, 'environments'), endpoint, onFault: options.onFault });
    environments = running;
    const health = (): Health => ({
      name: project.name,
      version: project.version,
      pid: process.pid,
      endpoint,
      executionEnvironments: running.alive,
      startedAt,
      stateDirectory,
    });
    const cells = join(stateDirectory, 'cells');
    if (options.fresh) await forgetState(cells);
    const services = options.services ?? allServices;
    const cloud = await Cloud.start({
      services,
      wire: createWire(services),
      authorizer: createAuthorizer,
      clock: options.clock ?? systemClock,
      random: seededRandom(freshSeed()),
      environments: running,
      endpoint,
      ...(options.saves !== false && { store: folderStore(cells) }),
      ...(options.observe && { observe: options.observe }),
      onFault: options.onFault,
    });
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= closeServer()
        .then(() => cloud.stop())
        .finally(unlock);
      return closing;
    };
    const stopped = stop.promise.then(() => void close().catch(options.onFault));
    started.resolve(cloud);
    return { cloud, endpoint, port, stopped, close };
  } catch (error) {
    started.resolve(undefined);
    await server?.close();
    await environments?.stop();
    unlock();
    throw error;
  }
}
