import type { Service } from '../../../cloud/service.ts';

// biome-ignore lint/suspicious/noExplicitAny: services of any state go through here, as in cloud/services/index.ts.
type AnyService = Service<any, any>;

/**
 * A service of the embedded cloud, loaded when a lab needs it: `cloud/services/<name>/service.ts` exports it under its own name. The
 * bundler finds them by this pattern, so that a new service needs no second list.
 */
export async function loadService(name: string): Promise<AnyService> {
  const module = (await import(`../../../cloud/services/${name}/service.ts`)) as Record<string, AnyService>;
  const service = module[name];
  if (!service) throw new Error(`The page's cloud has no ${name}`);
  return service;
}
