import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type Benchmark, timed } from './benchmark.ts';
import { command, start, startedCloud } from './spawned.ts';

const PORT = 45_660;

/** What a reader waits for at the command line. */
export const commandLine: Benchmark[] = [
  {
    id: 'first-answer',
    says: 'the cloud answers its first request (GetCallerIdentity), from the start of its process',
    unit: 'ms',
    goal: 500,
    async run(bench) {
      const measured: number[] = [];
      for (let i = 0; i < bench.times; i++) {
        const client = new STSClient({
          region: 'ap-southeast-1',
          endpoint: `http://127.0.0.1:${PORT}`,
          maxAttempts: 1,
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        });
        const started = performance.now();
        const child = start(bench, ['cloud', '--port', String(PORT), '--fresh']);
        await answered(client);
        measured.push(performance.now() - started);
        const ended = new Promise((resolve) => void child.once('exit', resolve));
        child.kill('SIGINT');
        await ended;
      }
      return measured;
    },
  },
  {
    id: 'deploy-leda',
    says: 'lab:deploy -- leda to a running, bootstrapped cloud, synthesis and process start included',
    unit: 'ms',
    goal: 3000,
    async run(bench) {
      const cloud = await startedCloud(bench, PORT);
      try {
        await command(bench, 'lab:deploy', 'leda');
        const measured: number[] = [];
        for (let i = 0; i < bench.times; i++) {
          await command(bench, 'lab:destroy', 'leda');
          measured.push(await timed(() => command(bench, 'lab:deploy', 'leda')));
        }
        await command(bench, 'lab:destroy', 'leda');
        return measured;
      } finally {
        await cloud.stop();
      }
    },
  },
  {
    id: 'verify-leda',
    says: 'lab:verify -- leda --stage solution, cold: no cloud running, nothing bootstrapped',
    unit: 'ms',
    goal: 15_000,
    run: (bench) => coldVerify(bench, 'leda', '--stage', 'solution'),
  },
  {
    id: 'verify-leda-all',
    says: 'lab:verify -- leda, cold, all three stages',
    unit: 'ms',
    run: (bench) => coldVerify(bench, 'leda'),
  },
];

async function coldVerify(bench: Parameters<Benchmark['run']>[0], ...argv: string[]): Promise<number[]> {
  const measured: number[] = [];
  for (let i = 0; i < Math.min(bench.times, 3); i++) {
    const here = { ...bench, home: `${bench.home}/cold-${i}` };
    measured.push(await timed(() => command(here, 'lab:verify', ...argv)));
    await command(here, 'cloud:stop');
  }
  return measured;
}

async function answered(client: STSClient): Promise<void> {
  for (;;) {
    try {
      await client.send(new GetCallerIdentityCommand({}));
      return;
    } catch {
      // Not listening yet.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}
