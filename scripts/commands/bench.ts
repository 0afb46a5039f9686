import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Benchmark } from '../bench/benchmark.ts';
import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { nearest } from '../nearest.ts';
import { UserError } from '../user-error.ts';

export const bench = command({
  name: 'bench',
  summary: { vi: 'Đo hiệu năng và in bảng', en: 'Measure performance and print a table' },
  positionals: ['benchmarks...'],
  options: { times: { type: 'string', help: 'option.times', value: 'NUMBER', default: '5' } },
  async run({ positionals, times }, { io, root }) {
    const { benchmarks } = await import('../bench/benchmarks.ts');
    const { keeps, lessIsBetter, median, NotMeasured } = await import('../bench/benchmark.ts');
    if (!/^[1-9]\d?$/.test(times)) throw new UserError('argument.times', { value: times });
    const ids = benchmarks.map(({ id }) => id);
    for (const id of positionals) if (!ids.includes(id)) throw new UserError('bench.unknown', { id, nearest: nearest(id, ids) });
    const chosen = benchmarks.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
    const [cpu] = os.cpus();
    say(io, 'bench.machine', { node: process.version, cpu: cpu?.model ?? '?', cores: os.cpus().length });
    const rows: { id: string; median: number; runs: number[]; unit: Benchmark['unit']; goal?: number; kept: boolean }[] = [];
    for (const benchmark of chosen) {
      const home = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
      try {
        const runs = await benchmark.run({ root, home, times: Number(times) });
        const value = median(runs);
        const row = { id: benchmark.id, median: value, runs, unit: benchmark.unit, goal: benchmark.goal, kept: keeps(benchmark, value) };
        rows.push(row);
        io.tell({ type: 'text', text: rowText({ ...row, says: benchmark.says, sign: lessIsBetter(row.unit) ? '≤' : '≥' }) });
      } catch (error) {
        if (!(error instanceof NotMeasured)) throw error;
        io.tell({ type: 'text', text: `${benchmark.id.padEnd(24)} ${'–'.padStart(12)}  ${error.message}` });
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    }
    io.tell({ type: 'result', data: rows });
    return rows.every(({ kept }) => kept) ? ExitCode.Ok : ExitCode.Failed;
  },
});

function rowText(row: {
  id: string;
  says: string;
  median: number;
  runs: number[];
  unit: string;
  goal?: number;
  kept: boolean;
  sign: string;
}): string {
  const figure = (value: number) => `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })} ${row.unit}`;
  const goal = row.goal === undefined ? '' : `${row.kept ? '✓' : '✗'} goal ${row.sign} ${figure(row.goal)}`;
  return `${row.id.padEnd(24)} ${figure(row.median).padStart(12)}  (${figure(Math.min(...row.runs))} to ${figure(Math.max(...row.runs))}, ${row.runs.length} runs)  ${goal}\n    ${row.says}`;
}
