/** One thing that is measured. */
export interface Benchmark {
  id: string;
  /** What is measured, and from when to when. */
  says: string;
  unit: 'ms' | '/s' | 'B' | 'points' | '×';
  /** What the workshop promises: at most so many ms, bytes or times, or at least so many a second or points. */
  goal?: number;
  /** Builds what it needs, measures several times, cleans up. Every number is one run, in `unit`. */
  run(bench: Bench): Promise<number[]>;
}

/** What a benchmark works with. */
export interface Bench {
  root: string;
  /** An empty folder for this benchmark alone, to be the home of commands and the state of clouds. */
  home: string;
  /** How often to measure. */
  times: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function lessIsBetter(unit: Benchmark['unit']): boolean {
  return unit === 'ms' || unit === 'B' || unit === '×';
}

/** Thrown by a benchmark that cannot run on this machine; the message says why. */
export class NotMeasured extends Error {
  override name = 'NotMeasured';
}

/** Whether a median keeps the promise. */
export function keeps({ goal, unit }: Pick<Benchmark, 'goal' | 'unit'>, value: number): boolean {
  return goal === undefined || (lessIsBetter(unit) ? value <= goal : value >= goal);
}

/** How long a piece of work takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
