import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { World } from './command.ts';
import { ExitCode } from './exit-code.ts';
import { isAlive } from './is-alive.ts';
import { UserError } from './user-error.ts';

/** A cloud that runs on this machine. */
export interface RunningCloud {
  endpoint: string;
  pid: number;
}

const START_WITHIN_MS = 15_000;
const noteFile = (home: string) => path.join(home, 'cloud.json');
const logFile = (home: string) => path.join(home, 'cloud.log');
/** Where the cloud keeps its state. */
export const stateDirectory = (home: string) => path.join(home, 'state');

/** Notes where this cloud listens, so that `lab:*` finds it on any port. */
export async function noteCloud(home: string, cloud: RunningCloud): Promise<void> {
  mkdirSync(home, { recursive: true });
  await writeFile(noteFile(home), `${JSON.stringify(cloud)}\n`);
}

export function forgetCloud(home: string): void {
  rmSync(noteFile(home), { force: true });
}

/** The cloud of this home, when one answers. */
export async function findCloud(home: string): Promise<RunningCloud | undefined> {
  let note: RunningCloud;
  try {
    note = JSON.parse(readFileSync(noteFile(home), 'utf8')) as RunningCloud;
  } catch {
    // No note, or half of one from a killed process: then no cloud of ours is known, and a new one rewrites it.
    return undefined;
  }
  return (await answers(note)) ? note : undefined;
}

/** Whether the cloud of the note is up: health of the same process, not of a stranger on the port. */
async function answers(note: RunningCloud): Promise<boolean> {
  const health = await cloudHealth(note.endpoint);
  return health !== undefined && health.pid === note.pid;
}

/** What the cloud at an endpoint says of itself; undefined when none of ours is there. */
export async function cloudHealth(endpoint: string): Promise<{ pid: number; executionEnvironments: number } | undefined> {
  try {
    const response = await fetch(`${endpoint}/_workshop/health`, { signal: AbortSignal.timeout(2000) });
    if (!response.ok) return undefined;
    const health: unknown = await response.json();
    return typeof health === 'object' && health !== null && 'pid' in health
      ? (health as { pid: number; executionEnvironments: number })
      : undefined;
  } catch {
    // Refused, timed out, or not JSON: not ours.
    return undefined;
  }
}

/** Starts a cloud that outlives this command. Throws when it does not answer in time, naming its log. */
export async function startCloudInBackground({ root, home }: Pick<World, 'root' | 'home'>): Promise<RunningCloud> {
  mkdirSync(home, { recursive: true });
  const log = openSync(logFile(home), 'w');
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'main.ts'), 'cloud'], {
    cwd: root,
    env: { ...process.env, WORKSHOP_HOME: home },
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  let exit: number | null | undefined;
  child.once('exit', (code) => {
    exit = code;
  });
  const deadline = Date.now() + START_WITHIN_MS;
  while (Date.now() < deadline && exit === undefined) {
    const cloud = await findCloud(home);
    if (cloud) return cloud;
    await wait(30);
  }
  const said = readFileSync(logFile(home), 'utf8').trim().split('\n').at(-1) ?? '';
  throw new UserError('cloud.not-started', { log: path.relative(process.cwd(), logFile(home)), said }, ExitCode.Unreachable);
}

/** Asks the cloud to save and stop; resolves once its process is gone. */
export async function stopCloud(cloud: RunningCloud): Promise<void> {
  await fetch(`${cloud.endpoint}/_workshop/stop`, { method: 'POST', headers: { 'x-workshop': '1' } });
  for (let i = 0; i < 500 && isAlive(cloud.pid); i++) await wait(20);
}
