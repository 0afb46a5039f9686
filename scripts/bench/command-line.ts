import { type Benchmark, timed } from './benchmark.ts';
import { command, start, startedCloud } from './spawned.ts';

// Reason: below the range from which systems take ports for outgoing connections.
const PORT = 24_566;

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
        const started = performance.now();
        const child = start(bench, ['cloud', '--port', String(PORT), '--fresh']);
        await answered();
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

/** Asks until the cloud answers: by hand, since an SDK client takes longer to wake up than the cloud. */
async function answered(): Promise<void> {
  for (;;) {
    try {
      const { ok } = await fetch(`http://127.0.0.1:${PORT}/`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: 'AWS4-HMAC-SHA256 Credential=test/20261120/ap-southeast-1/sts/aws4_request, SignedHeaders=host, Signature=0',
        },
        body: 'Action=GetCallerIdentity&Version=2011-06-15',
      });
      if (!ok) throw new Error('The cloud refuses GetCallerIdentity.');
      return;
    } catch (error) {
      // Not listening yet.
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
