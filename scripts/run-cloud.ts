import { startCloud } from '../cloud/host/node/start.ts';
import type { World } from './command.ts';
import { forgetCloud, noteCloud, stateDirectory } from './local-cloud.ts';
import { freePort } from './ports.ts';

/** The embedded cloud inside this process. */
export interface HostedCloud {
  endpoint: string;
  /** Resolves when somebody asked it to stop through `cloud:stop`. */
  stopped: Promise<void>;
  /** Ends worker processes and saves. */
  stop(): Promise<void>;
}

export async function runCloud(options: { port: number; fresh: boolean; world: World }): Promise<HostedCloud> {
  const { root, io, verbose } = options.world;
  const port = await freePort(options.port, io);
  const cloud = await startCloud({
    port,
    stateDirectory: stateDirectory(root),
    fresh: options.fresh,
    onFault: (error) =>
      io.tell({
        type: 'warn',
        key: 'cloud.fault',
        parameters: { reason: verbose && error instanceof Error ? (error.stack ?? error.message) : String(error) },
      }),
  });
  await noteCloud(root, { endpoint: cloud.endpoint, pid: process.pid });
  return {
    endpoint: cloud.endpoint,
    stopped: cloud.stopped,
    async stop() {
      await cloud.close();
      forgetCloud(root);
    },
  };
}
