/** The first module of an execution environment's process: loads the handler, then runs one invocation after the other. */
import { flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import { fetchAt } from '../gateway/fetch-at.ts';
import type { InvocationContext } from './execution-environment.ts';
import { CALLBACKS_REMOVED, contextOf, type Handler } from './handler-context.ts';
import { FROM_CLOUD, FrameKind, frameReader } from './node-frames.ts';
import { loadHandler } from './node-handler.ts';
import { useLayers } from './node-layers.ts';
import { captureOutput, send } from './node-output.ts';
import { functionError, loggedError } from './node-report.ts';
import { RuntimeError } from './report.ts';

/** Node.js 22 is the last runtime with callbacks, context.done and ignored return values. */
const hasCallbacks = process.env.AWS_EXECUTION_ENV === 'AWS_Lambda_nodejs22.x';
delete process.env.NODE_COMPILE_CACHE;
globalThis.fetch = fetchAt(process.env.AWS_ENDPOINT_URL ?? '', globalThis.fetch);

let requestId: string | undefined;
/** What to do when the handler has nothing left to wait for. */
let onIdle: (() => void) | undefined;
/** Ends the invocation under way, once. */
let finish: ((kind: FrameKind, text: string) => void) | undefined;

captureOutput(() => requestId);
const cloud = new Socket({ fd: FROM_CLOUD, readable: true, writable: false });
// Reason: when the cloud is gone, nobody else ends this process.
cloud.on('end', () => process.exit(0));
cloud.on('error', () => process.exit(0));

process.on('beforeExit', () => {
  cloud.ref();
  const act = onIdle;
  onIdle = undefined;
  act?.();
});
process.on('uncaughtException', (error) => crash('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason) => {
  const error = new RuntimeError('Runtime.UnhandledPromiseRejection', String(reason));
  if (reason instanceof Error) error.reason = reason;
  crash('Unhandled Promise Rejection', error, 128);
});

const [opt] = process.argv.splice(2);
if (opt !== undefined) useLayers(opt);

try {
  const handler = await loadHandler(process.env.LAMBDA_TASK_ROOT ?? '', process.env._HANDLER ?? '');
  if (!hasCallbacks && handler.length >= 3) throw new RuntimeError('Runtime.CallbackHandlerDeprecated', CALLBACKS_REMOVED);
  cloud.on(
    'data',
    frameReader((_, text) => {
      const cut = text.indexOf('\n');
      void invoke(handler, JSON.parse(text.slice(0, cut)), text.slice(cut + 1));
    }),
  );
  report(FrameKind.Ready, '');
  // Reason: a killed process keeps no compile cache by itself, and the next cold start wants it.
  setImmediate(flushCompileCache);
} catch (error) {
  crash('Uncaught Exception', error, 1);
}

/** Sends how something ended, and how much memory was needed so far. */
function report(kind: FrameKind, text: string): void {
  send(kind, `${process.resourceUsage().maxRSS}\n${text}`);
}

function crash(what: string, error: unknown, status: number): void {
  console.error(what, loggedError(error));
  const text = JSON.stringify(functionError(error));
  if (finish) finish(FrameKind.Crashed, text);
  else report(FrameKind.Crashed, text);
  process.exit(status);
}

async function invoke(handler: Handler, given: InvocationContext, event: string): Promise<void> {
  requestId = given.awsRequestId;
  if (given.traceId) process.env._X_AMZN_TRACE_ID = given.traceId;
  else delete process.env._X_AMZN_TRACE_ID;
  finish = (kind, text) => {
    finish = undefined;
    onIdle = undefined;
    cloud.ref();
    report(kind, text);
  };
  const succeed = (result: unknown) => {
    let text: string;
    try {
      text = JSON.stringify(result === undefined ? null : result) ?? 'null';
    } catch {
      fail(new Error('Unable to stringify response body'));
      return;
    }
    finish?.(FrameKind.Returned, text);
  };
  const fail = (error: unknown) => {
    if (!finish) return;
    console.error('Invoke Error', loggedError(error));
    finish(FrameKind.Failed, JSON.stringify(functionError(error)));
  };
  // Reason: an invocation whose event loop runs empty ends with null, so the pipe must not keep the loop alive meanwhile.
  onIdle = () => succeed(null);
  cloud.unref();
  const { context, callback } = contextOf(given, hasCallbacks, {
    succeed,
    fail,
    succeedWhenIdle: (result) => {
      onIdle = () => succeed(result);
    },
    soon: setImmediate,
    now: Date.now,
  });
  try {
    const returned = handler(JSON.parse(event), context, callback);
    const awaited = !hasCallbacks || (typeof returned === 'object' && returned !== null && 'then' in returned);
    if (!awaited) return;
    const result = await returned;
    // Reason: a rejection nobody handles must be seen before the result, as on Lambda.
    await new Promise((resolve) => setImmediate(resolve));
    succeed(result);
  } catch (error) {
    await new Promise((resolve) => setImmediate(resolve));
    fail(error);
  }
}
