import { writeSync } from 'node:fs';
import { format } from 'node:util';
import { FrameKind, frame, type FrameKind as Kind, TO_CLOUD } from './node-frames.ts';

/** Sends one frame; returns when the cloud has it in its pipe, so that a killed process has lost nothing. */
export function send(kind: Kind, text: string): void {
  const bytes = frame(kind, text);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(TO_CLOUD, bytes, sent);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) process.exit(0);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

const LEVELS = { log: 'INFO', info: 'INFO', debug: 'DEBUG', trace: 'TRACE', warn: 'WARN', error: 'ERROR' } as const;

/** Sends console, stdout and stderr to the cloud, console in Lambda's text format. */
export function captureOutput(requestId: () => string | undefined): void {
  for (const [method, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, string][]) {
    console[method] = (...values: unknown[]) =>
      send(FrameKind.Line, `${new Date().toISOString()}\t${requestId()}\t${level}\t${format(...values)}`);
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: Uint8Array | string, encoding?: unknown, done?: unknown) => {
      const text = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
      send(FrameKind.Output, text);
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') process.nextTick(() => callback());
      return true;
    };
  }
}
