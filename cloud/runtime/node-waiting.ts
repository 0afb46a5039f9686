import { readFileSync } from 'node:fs';

/**
 * How long a process was ready to run while the machine's cores were taken (ms, since its start). On Lambda an environment has its share
 * of a CPU to itself, so this time is the machine's and not the function's. Linux counts it (Documentation/scheduler/sched-stats); 0 elsewhere.
 */
export function waitedForCore(pid: number): number {
  try {
    const [, nanoseconds = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch (error) {
    // ENOENT: no such file on this platform; ESRCH: the process ended between two readings.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return 0;
    throw error;
  }
}
