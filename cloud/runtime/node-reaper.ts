/**
 * Outlives the cloud for a moment: kills the execution environments that are left when the cloud is gone without having
 * ended them (kill -9). Reads `+pid` and `-pid` lines; the end of its input means that the cloud is gone.
 */
import { createInterface } from 'node:readline';

const alive = new Set<number>();
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) alive.add(pid);
  else alive.delete(pid);
});
lines.on('close', () => {
  for (const pid of alive) {
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
});
