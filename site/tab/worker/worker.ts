/** The first module of the Worker that holds a page's cloud. */
import type { TabAnswer, TabCall, TabError, TabEvent } from '../messages.ts';
import { DeploymentFailed } from './deploy.ts';
import { SourceError } from './packaging.ts';
import { Session } from './session.ts';

/** The part of a Worker's global scope that is used; TypeScript's library for pages does not know it. */
interface WorkerScope {
  postMessage(message: TabAnswer | TabEvent): void;
  addEventListener(type: 'message', listener: (event: { data: TabCall }) => void): void;
}
const scope = globalThis as unknown as WorkerScope;
const session = new Session((event) => scope.postMessage(event));

scope.addEventListener('message', ({ data: { id, method, args } }) => {
  const called = session[method] as (...args: unknown[]) => Promise<unknown>;
  called.apply(session, args).then(
    (result) => scope.postMessage({ id, result }),
    (error) => scope.postMessage({ id, error: carriedError(error) }),
  );
});

function carriedError(error: unknown): TabError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...(error instanceof SourceError && { file: error.file, line: error.line, column: error.column }),
    ...(error instanceof DeploymentFailed && { reasons: error.reasons }),
  };
}
