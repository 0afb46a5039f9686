import type { InvocationContext } from './execution-environment.ts';
import { RuntimeError } from './report.ts';

/** A handler as Lambda's Node.js runtimes call it. */
export type Handler = (event: unknown, context: object, callback?: Callback) => unknown;
export type Callback = (error: unknown, result?: unknown) => void;

/** How an invocation ends, and what the platform does to wait. */
export interface Endings {
  succeed(result: unknown): void;
  fail(error: unknown): void;
  /** Ends with `result` once the handler has nothing left to wait for. */
  succeedWhenIdle(result: unknown): void;
  /** Runs `action` after what is under way. */
  soon(action: () => void): void;
  now(): number;
}

export const CALLBACKS_REMOVED =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/** The handler's context; with it Node.js 22's callback, the last runtime that has one. */
export function contextOf(
  { deadlineMs, traceId: _traceId, clientContext, ...shown }: InvocationContext,
  hasCallbacks: boolean,
  { succeed, fail, succeedWhenIdle, soon, now }: Endings,
): { context: object; callback: Callback | undefined } {
  const context = {
    ...shown,
    callbackWaitsForEmptyEventLoop: true,
    clientContext: clientContext === undefined ? undefined : JSON.parse(clientContext),
    identity: undefined,
    getRemainingTimeInMillis: () => deadlineMs - now(),
  };
  if (!hasCallbacks) return { context, callback: undefined };
  const callback: Callback = (error, result) => {
    if (error !== undefined && error !== null) soon(() => fail(error));
    else if (context.callbackWaitsForEmptyEventLoop) succeedWhenIdle(result);
    else soon(() => succeed(result));
  };
  const atOnce: Callback = (error, result) => {
    context.callbackWaitsForEmptyEventLoop = false;
    callback(error, result);
  };
  return {
    context: Object.assign(context, {
      done: atOnce,
      succeed: (result: unknown) => atOnce(null, result),
      fail: (error: unknown) => atOnce(error ?? 'handled'),
    }),
    callback,
  };
}

/** The module path (without an extension) and the export's name in `dir/module.name`. Throws RuntimeError. */
export function handlerParts(handler: string): { module: string; name: string } {
  if (handler.includes('..')) {
    throw new RuntimeError(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const [, directory = '', module, name] = /^(.*\/)?([^./]*)\.(.+)$/.exec(handler) ?? [];
  if (module === undefined || name === undefined) throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  return { module: directory + module, name };
}

/** The handler that a module exports by that name. Throws RuntimeError. */
export function exportedHandler(loaded: unknown, handler: string, name: string): Handler {
  const found = member(loaded, name) ?? member(member(loaded, 'default'), name);
  if (found === undefined || found === null) throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is not a function`);
  return found as Handler;
}

function member(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) {
    if (found === null || (typeof found !== 'object' && typeof found !== 'function')) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
