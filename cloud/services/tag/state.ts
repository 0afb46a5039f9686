import type { Service } from '../../service.ts';
import type { Tagging } from '../../tagging.ts';

/** The tagging API keeps nothing: it reads and changes the tags that the services keep. */
export type TagState = Record<string, never>;

/** How each service of the cloud is tagged. */
export interface Local {
  taggings: readonly Tagging[];
}

export function createLocal(services: readonly Service[]): Local {
  return { taggings: services.flatMap(({ tagging }) => (tagging ? [tagging] : [])) };
}
