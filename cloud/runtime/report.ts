import type { FunctionError } from './execution-environment.ts';

/** Where a path or address of this machine reads as it would on Lambda. */
export type AtLambda = (text: string) => string;

/** An error of the runtime itself, as Lambda names it (`Runtime.HandlerNotFound`). */
export class RuntimeError extends Error {
  reason: Error | undefined;

  constructor(errorType: string, message: string, cause?: Error) {
    super(message);
    this.name = errorType;
    if (cause?.stack) this.stack = `${errorType}: ${message}\n${cause.stack.split('\n').slice(1).join('\n')}`;
  }
}

/** How errors of function code are told: to the invoker and to the log. */
export interface ErrorReports {
  functionError(error: unknown): FunctionError;
  /** A tab and JSON, the error's own members included. */
  loggedError(error: unknown): string;
}

export function errorReports(atLambda: AtLambda): ErrorReports {
  const stackOf = (error: Error): string[] => (typeof error.stack === 'string' ? atLambda(error.stack).split('\n') : []);
  const functionError = (error: unknown): FunctionError =>
    error instanceof Error
      ? { errorType: error.name, errorMessage: atLambda(error.message), trace: stackOf(error) }
      : { errorType: typeof error, errorMessage: String(error), trace: [] };
  const described = (error: Error): object => {
    const { errorType, errorMessage } = functionError(error);
    const code = 'code' in error ? error.code : undefined;
    return { errorType, errorMessage, ...(code === undefined ? {} : { code }), ...error, name: undefined, stack: stackOf(error) };
  };
  return {
    functionError,
    loggedError(error) {
      try {
        return `\t${JSON.stringify(error, (_, value) => (value instanceof Error ? described(value) : value))}`;
      } catch {
        return `\t${JSON.stringify(functionError(error))}`;
      }
    },
  };
}
