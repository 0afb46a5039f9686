/** The first module of a function's Worker: one execution environment of Lambda. */

import { format } from './browser-format.ts';
import { isolate, REFUSED } from './browser-isolation.ts';
import type { CarriedResponse, FromFunction, ToFunction } from './browser-messages.ts';
import { type Carry, connectSdk } from './browser-sdk.ts';
import type { InvocationContext } from './execution-environment.ts';
import { CALLBACKS_REMOVED, contextOf, exportedHandler, type Handler, handlerParts } from './handler-context.ts';
import { errorReports, RuntimeError } from './report.ts';

/** The part of a Worker's global scope that is used; TypeScript's library for pages does not know it. */
interface FunctionScope {
  postMessage(message: FromFunction, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { data: ToFunction }) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void;
}
const scope = globalThis as unknown as FunctionScope;
const post = scope.postMessage.bind(scope);
const { functionError, loggedError } = errorReports((text) =>
  text.replaceAll(/blob:[^\s):]*(?::\/\/)?[^\s):]*\/[0-9a-f-]{36}/g, 'file:///var/task'),
);

const LEVELS = { log: 'INFO', info: 'INFO', debug: 'DEBUG', trace: 'TRACE', warn: 'WARN', error: 'ERROR' } as const;

let requestId: string | undefined;
let hasCallbacks = false;
let handler: Handler | undefined;
let finish: ((message: FromFunction) => void) | undefined;
const calls = new Map<number, (response: CarriedResponse) => void>();
let called = 0;
let variables: Record<string, string | undefined> = {};

const carry: Carry = (request) =>
  new Promise((resolve) => {
    const call = called++;
    calls.set(call, resolve);
    post({ kind: 'call', call, request });
  });

for (const [method, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, string][]) {
  console[method] = (...values: unknown[]) =>
    post({ kind: 'line', text: `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...values)}` });
}
scope.addEventListener('error', (event) => crash('Uncaught Exception', event.error ?? new Error(event.message), 129));
scope.addEventListener('unhandledrejection', ({ reason }) => {
  const error = new RuntimeError('Runtime.UnhandledPromiseRejection', String(reason));
  if (reason instanceof Error) error.reason = reason;
  crash('Unhandled Promise Rejection', error, 128);
});
scope.addEventListener('message', ({ data }) => {
  if (data.kind === 'answer') {
    calls.get(data.call)?.(data.response);
    calls.delete(data.call);
  } else if (data.kind === 'init') void init(data);
  else void invoke(data.event, data.context);
});
isolate(globalThis);

async function init({ environment, module, handler: handlerName, hasCallbacks: callbacks }: ToFunction & { kind: 'init' }): Promise<void> {
  variables = { ...environment };
  hasCallbacks = callbacks;
  Object.assign(globalThis, {
    process: {
      env: variables,
      version: 'v24.0.0',
      platform: 'linux',
      arch: 'arm64',
      nextTick: queueMicrotask,
      uptime: () => performance.now() / 1000,
    },
    setImmediate: (action: (...values: unknown[]) => void, ...values: unknown[]) => setTimeout(action, 0, ...values),
  });
  connectSdk(carry, variables);
  const endpoint = environment.AWS_ENDPOINT_URL ?? '';
  globalThis.fetch = async (input, init) => {
    // Reason: few functions call the web, and the page's weight is counted.
    const { carriedFetch } = await import('./carried-fetch.ts');
    return carriedFetch(carry, endpoint, () => REFUSED)(input, init);
  };
  try {
    const loaded = exportedHandler(await imported(module), handlerName, handlerParts(handlerName).name);
    if (!hasCallbacks && loaded.length >= 3) throw new RuntimeError('Runtime.CallbackHandlerDeprecated', CALLBACKS_REMOVED);
    handler = loaded;
    post({ kind: 'ready' });
  } catch (error) {
    crash('Uncaught Exception', error, 1);
  }
}

async function imported(module: string): Promise<unknown> {
  try {
    return await import(module);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`, error);
    throw error;
  }
}

function crash(what: string, error: unknown, status: number): void {
  console.error(what, loggedError(error));
  const message: FromFunction = { kind: 'crashed', error: functionError(error), status };
  if (finish) finish(message);
  else post(message);
}

async function invoke(event: string, given: InvocationContext): Promise<void> {
  requestId = given.awsRequestId;
  if (given.traceId) variables._X_AMZN_TRACE_ID = given.traceId;
  else delete variables._X_AMZN_TRACE_ID;
  finish = (message) => {
    finish = undefined;
    post(message);
  };
  const succeed = (result: unknown) => {
    let payload: string;
    try {
      payload = JSON.stringify(result === undefined ? null : result) ?? 'null';
    } catch {
      fail(new Error('Unable to stringify response body'));
      return;
    }
    finish?.({ kind: 'returned', payload });
  };
  const fail = (error: unknown) => {
    if (!finish) return;
    console.error('Invoke Error', loggedError(error));
    finish({ kind: 'failed', error: functionError(error) });
  };
  const soon = (action: () => void) => void setTimeout(action, 0);
  const { context, callback } = contextOf(given, hasCallbacks, {
    succeed,
    fail,
    // Reason: a Worker does not tell when its event loop runs empty; the result is not held back.
    succeedWhenIdle: (result) => soon(() => succeed(result)),
    soon,
    now: Date.now,
  });
  try {
    const returned = handler!(JSON.parse(event), context, callback);
    const awaited = !hasCallbacks || (typeof returned === 'object' && returned !== null && 'then' in returned);
    if (awaited) succeed(await returned);
  } catch (error) {
    fail(error);
  }
}
