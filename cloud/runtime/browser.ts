import { type Clock, systemClock } from '../clock.ts';
import type { HttpRequest, HttpResponse } from '../wire/http.ts';
import { BrowserEnvironment } from './browser-environment.ts';
import { type LoadedPackage, type ProvidedModules, packageModules } from './browser-modules.ts';
import type { ExecutionEnvironments, FunctionCode } from './execution-environment.ts';

export interface BrowserEnvironmentsOptions {
  /** Address of the bundled `browser-bootstrap.ts`. */
  bootstrap: string;
  provided: ProvidedModules;
  /** Where functions reach the cloud, in their environment variables. */
  endpoint: string;
  /** Answers a function's requests: the cloud. */
  handle(request: HttpRequest): Promise<HttpResponse>;
  clock?: Clock;
  /** Hears faults of the cloud itself. */
  onFault(error: unknown): void;
}

/** Workers at once: each holds an engine of its own, and phones carry few. */
const CAPACITY = 12;

/** Execution environments as Workers of the cloud's Worker. None of them outlives it. */
export function browserEnvironments(options: BrowserEnvironmentsOptions): ExecutionEnvironments {
  const clock = options.clock ?? systemClock;
  const packages = new Map<string, Promise<LoadedPackage>>();
  const environments = new Set<BrowserEnvironment>();
  // Reason: a Worker from a `blob:` address inherits the page's Content Security Policy, one from a server's address does not.
  const start = URL.createObjectURL(new Blob([`import ${JSON.stringify(options.bootstrap)};`], { type: 'text/javascript' }));
  let stopped = false;

  const unpack = (code: FunctionCode) => {
    let loaded = packages.get(code.codeSha256);
    if (!loaded) {
      loaded = packageModules(code.files(), options.provided);
      packages.set(code.codeSha256, loaded);
    }
    return loaded;
  };

  return {
    capacity: CAPACITY,
    get alive() {
      return environments.size;
    },
    create(code) {
      if (stopped) throw new Error('The execution environments have been stopped.');
      const environment = new BrowserEnvironment({
        code,
        clock,
        start,
        endpoint: options.endpoint,
        unpacked: unpack(code),
        handle: options.handle,
        onEnd: () => void environments.delete(environment),
        onFault: options.onFault,
      });
      environments.add(environment);
      return environment;
    },
    async stop() {
      stopped = true;
      for (const environment of [...environments]) environment.kill();
      for (const loaded of packages.values()) (await loaded.catch(() => undefined))?.release();
      URL.revokeObjectURL(start);
    },
  };
}
