import type { StateStore } from '../../cells.ts';
import { systemClock } from '../../clock.ts';
import { Cloud, type CloudOptions } from '../../cloud.ts';
import { createAuthorizer } from '../../iam/create-authorizer.ts';
import { freshSeed, seededRandom } from '../../random.ts';
import { browserEnvironments } from '../../runtime/browser.ts';
import { carried, opened } from '../../runtime/browser-environment.ts';
import type { ProvidedModules } from '../../runtime/browser-modules.ts';
import type { Carry } from '../../runtime/browser-sdk.ts';
import type { Service } from '../../service.ts';
import { createWire } from '../../wire/create-wire.ts';

export interface BrowserCloudOptions {
  // biome-ignore lint/suspicious/noExplicitAny: services of any state stand in one list, as in services/index.ts.
  services: readonly Service<any, any>[];
  /** Address of the bundled `runtime/browser-bootstrap.ts`. */
  bootstrap: string;
  /** Addresses of the SDK's packages for function code. */
  provided: ProvidedModules;
  /** Where state is kept between visits. */
  store?: StateStore;
  observe?: CloudOptions['observe'];
  /** Hears faults of the cloud itself. */
  onFault(error: unknown): void;
}

/** A cloud in a page: it answers whoever has it, and listens nowhere. */
export interface BrowserCloud {
  cloud: Cloud;
  endpoint: string;
  /** How SDK clients in this Worker reach it. */
  carry: Carry;
  /** How many function Workers are alive. */
  environmentsAlive(): number;
}

/** No such host exists: nothing that is sent there can leave the page. */
export const TAB_ENDPOINT = 'http://cloud.invalid';

/** Starts the embedded cloud inside a Worker. */
export async function startBrowserCloud(options: BrowserCloudOptions): Promise<BrowserCloud> {
  const { services, bootstrap, provided, onFault, store, observe } = options;
  let cloud: Cloud | undefined;
  const environments = browserEnvironments({
    bootstrap,
    provided,
    endpoint: TAB_ENDPOINT,
    handle: (request) => cloud!.handle(request),
    onFault,
  });
  cloud = await Cloud.start({
    services,
    wire: createWire(services),
    authorizer: createAuthorizer,
    clock: systemClock,
    random: seededRandom(freshSeed()),
    environments,
    endpoint: TAB_ENDPOINT,
    ...(store && { store }),
    ...(observe && { observe }),
    onFault,
  });
  const started = cloud;
  return {
    cloud: started,
    endpoint: TAB_ENDPOINT,
    carry: async (request) => carried(await started.handle(opened(request))),
    environmentsAlive: () => environments.alive,
  };
}
