import type { Benchmark } from './benchmark.ts';
import { commandLine } from './command-line.ts';
import { pipeline } from './pipeline.ts';

/** Every benchmark, in the order of the table. */
export const benchmarks: readonly Benchmark[] = [...commandLine, ...pipeline];
