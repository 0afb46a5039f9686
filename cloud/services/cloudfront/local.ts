import type { Call } from '../../operation.ts';
import { EdgeCache } from './edge/edge-cache.ts';
import type { CloudFrontState } from './state.ts';

/** What the edges hold; a cloud that starts anew has cold caches. */
export interface Local {
  /** By the distribution's id. */
  caches: Map<string, EdgeCache>;
}

export type CloudFrontCall = Call<CloudFrontState, Local>;

export function cacheOf({ caches }: Local, distributionId: string): EdgeCache {
  const cache = caches.get(distributionId) ?? new EdgeCache();
  caches.set(distributionId, cache);
  return cache;
}
