import type { Lab } from './contract.ts';

/** Whether a lab runs in a page at all: a manifest that covers nothing there says that it does not. */
export function runsInTab({ covers, services }: Pick<Lab, 'covers' | 'services'>): boolean {
  return services.some((service) => (covers.tab[service] ?? 'not-covered') !== 'not-covered');
}
