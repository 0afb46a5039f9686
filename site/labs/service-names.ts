import { services } from '../services/services.ts';

/** The service's name in text; one the site does not know keeps its name in IAM. */
export function serviceName(service: string): string {
  return services[service]?.name ?? service;
}
