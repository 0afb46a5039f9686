/** An error of a state, by the name that Retry and Catch know it under. Step Functions Developer Guide, "Handling errors". */
export class Failure extends Error {
  readonly error: string | undefined;
  readonly cause_: string | undefined;
  /** Another name that Retry and Catch may use for it. */
  readonly alias: string | undefined;
  /** Where in the state it arose, when an expression could not be evaluated. */
  readonly location: string | undefined;

  constructor(error: string | undefined, cause: string | undefined, options: { alias?: string; location?: string } = {}) {
    super(cause ?? '');
    this.error = error;
    this.cause_ = cause;
    this.alias = options.alias;
    this.location = options.location;
  }
}

/** What can be neither retried nor caught: it ends the execution. */
export const RUNTIME = 'States.Runtime';

/** A fault in the definition or the data. The engine says before `cause` in which state it arose. */
export function runtimeFailure(cause: string): Failure {
  return new Failure(RUNTIME, cause);
}

/** Errors that `States.TaskFailed` does not stand for. */
const NOT_TASK_FAILED = ['States.Timeout', 'States.HeartbeatTimeout'];

/** Errors that `States.ALL` does not stand for; by its own name one can be caught. */
const NOT_ALL = ['States.DataLimitExceeded'];

/** Whether a retrier or catcher with these names is meant. Step Functions Developer Guide, "Error names". */
export function matches(names: readonly string[], { error, alias }: Pick<Failure, 'error' | 'alias'>): boolean {
  if (error === RUNTIME) return false;
  return names.some(
    (name) =>
      (name === 'States.ALL' && !NOT_ALL.includes(error ?? '')) ||
      (error !== undefined && name === error) ||
      (alias !== undefined && name === alias) ||
      (name === 'States.TaskFailed' && !NOT_TASK_FAILED.includes(error ?? '')),
  );
}
