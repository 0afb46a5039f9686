import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, systemClock } from '../clock.ts';
import type { ExecutionEnvironments } from './execution-environment.ts';
import { NodeEnvironment } from './node-environment.ts';
import { packages } from './node-package.ts';

export interface NodeEnvironmentsOptions {
  /** Where deployment packages and layers are unpacked. One cloud at a time; made when it is missing. */
  directory: string;
  /** Where functions reach the cloud: `http://127.0.0.1:4566`. */
  endpoint: string;
  clock?: Clock;
  /** Hears faults of the cloud itself. */
  onFault?(error: unknown): void;
}

/** Memory to count for one Node process, in MB. */
const PROCESS_MB = 80;

/** Execution environments as child processes of this one. None of them outlives it, however it ends. */
export function nodeEnvironments(options: NodeEnvironmentsOptions): ExecutionEnvironments {
  const directory = resolve(options.directory);
  const clock = options.clock ?? systemClock;
  const onFault = options.onFault ?? ((error) => console.error(error));
  const unpack = packages(directory);
  const environments = new Set<NodeEnvironment>();
  const reaper = lazyReaper(onFault);
  let stopped = false;
  return {
    capacity: Math.max(16, Math.min(16 * availableParallelism(), Math.floor(totalmem() / 2 ** 20 / 4 / PROCESS_MB))),
    get alive() {
      return environments.size;
    },
    create(code) {
      if (stopped) throw new Error('The execution environments have been stopped.');
      const environment = new NodeEnvironment({
        code,
        clock,
        unpacked: unpack(code),
        endpoint: options.endpoint,
        compileCache: join(directory, 'compile-cache'),
        onStart: (pid) => reaper.watch(pid),
        onEnd: (pid) => {
          environments.delete(environment);
          if (pid !== undefined) reaper.forget(pid);
        },
        onFault,
      });
      environments.add(environment);
      return environment;
    },
    async stop() {
      stopped = true;
      const ends = [...environments].map((environment) => environment.end());
      await Promise.all(ends);
      reaper.stop();
      for (const kind of ['code', 'opt']) await rm(join(directory, kind), { recursive: true, force: true });
    },
  };
}

function lazyReaper(onFault: (error: unknown) => void) {
  let reaper: ChildProcess | undefined;
  const tell = (line: string) => void reaper?.stdin?.write(line);
  return {
    watch(pid: number) {
      if (!reaper) {
        reaper = spawn(process.execPath, [fileURLToPath(new URL('node-reaper.ts', import.meta.url))], {
          stdio: ['pipe', 'ignore', 'ignore'],
          detached: true,
          windowsHide: true,
          env: {},
        });
        reaper.on('error', onFault);
        // Reason: the reaper may be gone first when the whole machine is ending.
        reaper.stdin?.on('error', () => {});
        reaper.unref();
        (reaper.stdin as unknown as { unref(): void }).unref();
      }
      tell(`+${pid}\n`);
    },
    forget: (pid: number) => tell(`-${pid}\n`),
    stop() {
      reaper?.stdin?.end();
      reaper = undefined;
    },
  };
}
