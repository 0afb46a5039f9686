import { pathToFileURL } from 'node:url';
import type { FunctionError } from './execution-environment.ts';

/** An error of the runtime itself, as Lambda names it (`Runtime.HandlerNotFound`). */
export class RuntimeError extends Error {
  reason: Error | undefined;

  constructor(errorType: string, message: string, cause?: Error) {
    super(message);
    this.name = errorType;
    if (cause?.stack) this.stack = `${errorType}: ${message}\n${cause.stack.split('\n').slice(1).join('\n')}`;
  }
}

/** What the invoker is told of an error. */
export function functionError(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: atLambda(error.message), trace: stackOf(error) };
}

/** What the log says of an error: a tab and JSON, its own members included. */
export function loggedError(error: unknown): string {
  try {
    return `\t${JSON.stringify(error, (_, value) => (value instanceof Error ? described(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(functionError(error))}`;
  }
}

function described(error: Error): object {
  const { errorType, errorMessage } = functionError(error);
  const code = 'code' in error ? error.code : undefined;
  return { errorType, errorMessage, ...(code === undefined ? {} : { code }), ...error, name: undefined, stack: stackOf(error) };
}

function stackOf(error: Error): string[] {
  return typeof error.stack === 'string' ? atLambda(error.stack).split('\n') : [];
}

/** Paths as they read on Lambda. */
function atLambda(text: string): string {
  const taskRoot = process.env.LAMBDA_TASK_ROOT;
  const runtimeRoot = import.meta.dirname;
  let out = text;
  for (const [here, there] of [
    [taskRoot, '/var/task'],
    [runtimeRoot, '/var/runtime'],
  ]) {
    if (here) out = out.replaceAll(pathToFileURL(here).href, `file://${there}`).replaceAll(here, there!);
  }
  return out;
}
