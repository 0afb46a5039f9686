import { services } from '../services/services.ts';

/** Services of the cloud that no lab uses: they serve events, and stand on the coverage page only. */
const OTHERS: Readonly<Record<string, string>> = {
  budgets: 'AWS Budgets',
  organizations: 'AWS Organizations',
  servicequotas: 'Service Quotas',
  tag: 'AWS Resource Groups Tagging API',
};

/** The service's name in text; one the site does not know keeps its name in IAM. */
export function serviceName(service: string): string {
  return services[service]?.name ?? OTHERS[service] ?? service;
}
