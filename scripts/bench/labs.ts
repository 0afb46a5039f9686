import path from 'node:path';
import { labIds } from '../stage.ts';
import { type Benchmark, timed } from './benchmark.ts';
import { command, startedCloud } from './spawned.ts';

const root = path.resolve(import.meta.dirname, '../..');
const PORT = 24_580;

/** How long each lab takes to be verified in all its stages, on a running cloud; and all of them together, cold. */
export const labs: Benchmark[] = [
  ...labIds(root).map(
    (id): Benchmark => ({
      id: `verify-${id}-warm`,
      says: `lab:verify -- ${id}, all stages, on a running cloud`,
      unit: 'ms',
      async run(bench) {
        const cloud = await startedCloud(bench, PORT);
        try {
          return [await timed(() => command(bench, 'lab:verify', id))];
        } finally {
          await cloud.stop();
        }
      },
    }),
  ),
  {
    id: 'verify-all',
    says: 'lab:verify of all labs, cold',
    unit: 'ms',
    goal: 90_000,
    async run(bench) {
      const measured = await timed(() => command(bench, 'lab:verify'));
      await command(bench, 'cloud:stop');
      return [measured];
    },
  },
];
