import { CorruptState } from '../cloud/host/node/cell-file.ts';
import { StateInUse } from '../cloud/host/node/lock.ts';
import { PortInUse } from '../cloud/host/node/serve.ts';
import { startCloud } from '../cloud/host/node/start.ts';
import type { World } from './command.ts';
import { ExitCode } from './exit-code.ts';
import { forgetCloud, noteCloud, stateDirectory } from './local-cloud.ts';
import { freePort } from './ports.ts';
import { UserError } from './user-error.ts';

/** The embedded cloud inside this process. */
export interface RunningHere {
  endpoint: string;
  /** Resolves when somebody asked it to stop through `cloud:stop`. */
  stopped: Promise<void>;
  /** Ends worker processes and saves. */
  stop(): Promise<void>;
}

/** Starts the cloud of this home on the wanted port or the next free one. Throws UserError. */
export async function runCloud(wanted: number, fresh: boolean, world: World): Promise<RunningHere> {
  const { home, io } = world;
  const onFault = (error: unknown) => io.tell({ type: 'warn', key: 'cloud.fault', parameters: { reason: faultText(error, world) } });
  for (let first = wanted; ; first++) {
    const port = await freePort(first, io);
    try {
      const cloud = await startCloud({ port, stateDirectory: stateDirectory(home), fresh, onFault });
      await noteCloud(home, { endpoint: cloud.endpoint, pid: process.pid });
      return {
        endpoint: cloud.endpoint,
        stopped: cloud.stopped,
        async stop() {
          await cloud.close();
          forgetCloud(home);
        },
      };
    } catch (error) {
      // Reason: somebody may have taken the port since it was found free.
      if (error instanceof PortInUse && port < wanted + 20) continue;
      if (error instanceof CorruptState) throw new UserError('cloud.state-damaged', { file: error.file }, ExitCode.Usage, error);
      if (error instanceof StateInUse) throw new UserError('cloud.state-in-use', { reason: error.message }, ExitCode.Unreachable, error);
      throw error;
    }
  }
}

function faultText(error: unknown, { verbose }: World): string {
  if (!(error instanceof Error)) return String(error);
  return verbose ? (error.stack ?? error.message) : `${error.name}: ${error.message}`;
}
