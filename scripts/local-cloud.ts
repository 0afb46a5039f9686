import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ExitCode } from './exit-code.ts';
import { UserError } from './user-error.ts';

/** A cloud that runs on this machine. */
export interface RunningCloud {
  endpoint: string;
  pid: number;
}

const START_WITHIN_MS = 15_000;
const stateFolder = (root: string) => path.join(root, '.workshop');
const noteFile = (root: string) => path.join(stateFolder(root), 'cloud.json');
export const stateDirectory = (root: string) => path.join(stateFolder(root), 'state');
const logFile = (root: string) => path.join(stateFolder(root), 'cloud.log');

/** Notes where the cloud of this repository listens, so that `lab:*` finds it on any port. */
export async function noteCloud(root: string, cloud: RunningCloud): Promise<void> {
  mkdirSync(stateFolder(root), { recursive: true });
  await writeFile(noteFile(root), `${JSON.stringify(cloud)}\n`);
}

export function forgetCloud(root: string): void {
  rmSync(noteFile(root), { force: true });
}

/** The cloud of this repository, when one answers. */
export async function findCloud(root: string): Promise<RunningCloud | undefined> {
  let note: RunningCloud;
  try {
    note = JSON.parse(readFileSync(noteFile(root), 'utf8')) as RunningCloud;
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
export async function startCloudInBackground(root: string): Promise<RunningCloud> {
  mkdirSync(stateFolder(root), { recursive: true });
  const log = openSync(logFile(root), 'w');
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'main.ts'), 'cloud'], {
    cwd: root,
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
    const cloud = await findCloud(root);
    if (cloud) return cloud;
    await wait(30);
  }
  const said = readFileSync(logFile(root), 'utf8').trim().split('\n').at(-1) ?? '';
  throw new UserError('cloud.not-started', { log: path.relative(root, logFile(root)), said }, ExitCode.Unreachable);
}

/** Asks the cloud to save and stop; resolves once its process is gone. */
export async function stopCloud(cloud: RunningCloud): Promise<void> {
  await fetch(`${cloud.endpoint}/_workshop/stop`, { method: 'POST', headers: { 'x-workshop': '1' } });
  for (let i = 0; i < 500 && isAlive(cloud.pid); i++) await wait(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
