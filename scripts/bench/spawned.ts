import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Bench } from './benchmark.ts';

/** Starts a command as `npm run` does, in the benchmark's home. */
export function start({ root, home }: Bench, argv: readonly string[]): ChildProcess {
  return spawn(process.execPath, [path.join(root, 'scripts', 'main.ts'), ...argv], {
    cwd: root,
    env: { ...process.env, WORKSHOP_HOME: home, AWS_ENDPOINT_URL: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command to its end. Throws with its output when it fails. */
export async function command(bench: Bench, ...argv: string[]): Promise<string> {
  const child = start(bench, argv);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}:\n${said}`);
  return said;
}

/** A cloud of the benchmark's own, ready to answer; `stop` ends it. */
export async function startedCloud(bench: Bench, port: number): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const child = start(bench, ['cloud', '--port', String(port), '--fresh']);
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`The cloud did not start:\n${said}`)));
  });
  return {
    endpoint,
    async stop() {
      const ended = new Promise((resolve) => void child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
    },
  };
}
