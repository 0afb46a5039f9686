import { createServer } from 'node:net';
import { ExitCode } from './exit-code.ts';
import type { Io } from './io/io.ts';
import { UserError } from './user-error.ts';

/** How many ports after the wanted one are tried. */
const TRIES = 20;

/** Reads a port option. */
export function parsePort(text: string, option: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UserError('argument.port', { option, value: text });
  return port;
}

/** The wanted port, or the next free one with a word about it. */
export async function freePort(wanted: number, io: Io): Promise<number> {
  for (let port = wanted; port < wanted + TRIES && port <= 65_535; port++) {
    if (!(await isFree(port))) continue;
    if (port !== wanted) io.tell({ type: 'warn', key: 'port.busy', parameters: { wanted, port } });
    return port;
  }
  throw new UserError('port.none', { first: wanted, last: wanted + TRIES - 1 }, ExitCode.Unreachable);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
