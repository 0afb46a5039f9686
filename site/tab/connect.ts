import type { TabAnswer, TabCall, TabCloud, TabError, TabEvent } from './messages.ts';
import type { TabManifest } from './tab-manifest.ts';

/** An error of the page's cloud, with its place (SourceError) or its reasons (DeploymentFailed). */
export class TabFailure extends Error {
  readonly details: TabError;

  constructor(details: TabError) {
    super(details.message);
    this.name = details.name;
    this.details = details;
  }
}

/** A page's connection to its cloud. */
export interface Connection {
  cloud: TabCloud;
  /** Ends the Worker, and everything in it with it. */
  close(): void;
}

/** Starts the cloud's Worker and hears what it tells. */
export function connect(manifest: Pick<TabManifest, 'cloud'>, onEvent: (event: TabEvent) => void): Connection {
  // Reason: a Worker from a `blob:` address inherits the page's Content Security Policy, one from a server's address does not.
  const start = URL.createObjectURL(new Blob([`import ${JSON.stringify(manifest.cloud)};`], { type: 'text/javascript' }));
  const worker = new Worker(start, { type: 'module', name: 'cloud' });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let next = 0;
  worker.onmessage = ({ data }: MessageEvent<TabAnswer | TabEvent>) => {
    if ('event' in data) {
      onEvent(data);
      return;
    }
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) call?.reject(new TabFailure(data.error));
    else call?.resolve(data.result);
  };
  worker.onerror = (event) => {
    const error = new TabFailure({ name: 'WorkerFailed', message: event.message || 'The page’s cloud could not be started' });
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  };
  const cloud = new Proxy({} as TabCloud, {
    get:
      (_, method) =>
      (...args: unknown[]) => {
        const id = next++;
        const call = Promise.withResolvers<unknown>();
        waiting.set(id, call);
        worker.postMessage({ id, method: method as keyof TabCloud, args } satisfies TabCall);
        return call.promise;
      },
  });
  return {
    cloud,
    close() {
      worker.terminate();
      URL.revokeObjectURL(start);
    },
  };
}
