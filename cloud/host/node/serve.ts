import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer, type Socket } from 'node:net';
import type { HttpRequest, HttpResponse } from '../../wire/http.ts';
import { hostOf, type NodeRequest, type NodeResponse, readRequest, writeResponse } from './exchange.ts';
import { refusal } from './loopback.ts';

export interface ServeOptions {
  /** 0 takes any free one. */
  port: number;
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** Hears faults of the server itself. */
  onFault(error: unknown): void;
}

export interface Server {
  port: number;
  /** Takes no more connections, lets running requests end, then closes the rest. */
  close(): Promise<void>;
}

/** The wanted port belongs to another process. */
export class PortInUse extends Error {
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`Port ${port} on 127.0.0.1 is in use.`, { cause });
    this.name = 'PortInUse';
    this.port = port;
  }
}

const ADDRESS = '127.0.0.1';
const KEEP_ALIVE_MS = 60_000;
/** How long running requests may take once the server closes. */
const GRACE_MS = 2_000;
/** Presigned links with session tokens are long. */
const MAX_HEADER_BYTES = 1 << 16;
const WINDOW_BYTES = 1 << 20;

/** HTTP/1.1 and cleartext HTTP/2 (prior knowledge) on one port of 127.0.0.1. Rejects with PortInUse. */
export function serve(options: ServeOptions): Promise<Server> {
  const sockets = new Set<Socket>();
  const running = new Set<Promise<void>>();
  const take = (request: NodeRequest, response: NodeResponse, expectsContinue: boolean) => {
    const exchange = answer(options, request, response, expectsContinue).catch(options.onFault);
    running.add(exchange);
    void exchange.finally(() => running.delete(exchange));
  };
  const http1 = createHttpServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0, maxHeaderSize: MAX_HEADER_BYTES },
    (request, response) => take(request, response, false),
  );
  http1.on('checkContinue', (request, response) => take(request, response, true));
  const http2 = createHttp2Server({ settings: { initialWindowSize: WINDOW_BYTES } }, (request, response) => take(request, response, false));
  http2.on('checkContinue', (request, response) => take(request, response, true));
  http2.on('session', (session) => session.setLocalWindowSize(WINDOW_BYTES));
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Reason: a client may go away at any time; who was reading hears of it through the request.
    socket.on('error', () => {});
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      const isHttp2 = first.toString('latin1', 0, 3) === 'PRI';
      (isHttp2 ? http2 : http1).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, GRACE_MS);
    });
    await Promise.race([Promise.all(running), grace]);
    clearTimeout(timer);
    for (const socket of sockets) socket.destroySoon();
    await closed;
  };
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(options.port, error) : error),
    );
    server.listen(options.port, ADDRESS, () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : options.port, close });
    });
  });
}

async function answer(options: ServeOptions, request: NodeRequest, response: NodeResponse, expectsContinue: boolean): Promise<void> {
  // Reason: a client that goes away in the middle is no fault of the cloud.
  request.on('error', () => {});
  response.on('error', () => {});
  let bodyWanted = false;
  const refused = refusal(hostOf(request), request.headers, request.url);
  const answered: HttpResponse = refused
    ? { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${refused}\n` }
    : await options.handle(
        readRequest(request, () => {
          if (expectsContinue && !bodyWanted) response.writeContinue();
          bodyWanted = true;
        }),
      );
  // Reason: without the 100 that it waits for, a client may or may not send its body; the connection cannot be used on.
  const headers =
    expectsContinue && !bodyWanted && request.httpVersionMajor === 1 ? { ...answered.headers, connection: 'close' } : answered.headers;
  if (response.destroyed) return;
  try {
    await writeResponse(response, { ...answered, headers }, request.method ?? 'GET');
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  // Reason: an answer before the body was read; the rest is let through so that the client sees the answer.
  if (!request.readableEnded) request.resume();
}

/** Whether a write failed because the client left. */
function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_HTTP2_INVALID_STREAM';
}
