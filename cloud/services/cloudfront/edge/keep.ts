import type { DefaultCacheBehavior } from '@aws-sdk/client-cloudfront';
import { type CloudFrontCall, cacheOf } from '../local.ts';
import { cachePolicyConfig } from '../policies.ts';
import type { Distribution } from '../state.ts';
import { askOrigin } from './ask-origin.ts';
import { behaviorFor } from './behavior.ts';
import type { Answer, Kept } from './edge-cache.ts';
import { secondsToKeep } from './freshness.ts';

/** What came of a look into the cache, as `X-Cache` tells it. */
export type Outcome = 'Hit' | 'Miss' | 'RefreshHit' | 'Error';

/** An object as the edge has it now. */
export interface Found {
  kept: Kept;
  outcome: Outcome;
  behavior: DefaultCacheBehavior;
}

/** How long an error is kept unless the distribution says otherwise. */
const ERROR_SECONDS = 10;

/** Takes a path from the cache, or asks its origin and keeps what that says for as long as it may be kept. */
export async function find(call: CloudFrontCall, distribution: Distribution, path: string): Promise<Found> {
  const behavior = behaviorFor(distribution, path);
  const cache = cacheOf(call.local, distribution.id);
  const now = call.clock.now();
  const known = cache.get(path);
  const outcomeOf = ({ status }: Answer, outcome: Outcome) => (status >= 400 ? 'Error' : outcome);
  if (known && now < known.until) return { kept: known, outcome: outcomeOf(known, 'Hit'), behavior };
  const origin = distribution.config.Origins!.Items!.find(({ Id }) => Id === behavior.TargetOriginId)!;
  const policy = cachePolicyConfig(call.state, behavior.CachePolicyId!);
  const { invalidations } = cache;
  const etag = known && known.status < 400 ? known.headers.etag : undefined;
  const answer = await askOrigin(call, distribution, origin, keyOf(path), etag);
  const packed: Kept['packed'] = answer ? new Map() : known!.packed;
  const { status, headers, body } = answer ?? known!;
  const seconds = status < 400 ? secondsToKeep(headers, policy, now) : errorSeconds(distribution, status);
  const kept: Kept = { status, headers, body, path, packed, since: now, until: now + seconds * 1000 };
  // Reason: an invalidation may have come while the origin was asked.
  if (seconds > 0 && cache.invalidations === invalidations) cache.put(kept);
  else cache.drop(path);
  return { kept, outcome: outcomeOf(kept, answer ? 'Miss' : 'RefreshHit'), behavior };
}

function errorSeconds({ config }: Distribution, status: number): number {
  const custom = config.CustomErrorResponses?.Items?.find(({ ErrorCode }) => ErrorCode === status);
  return custom?.ErrorCachingMinTTL ?? ERROR_SECONDS;
}

/** A path that does not decode is asked for as it stands. */
function keyOf(path: string): string {
  const raw = path.slice(1);
  try {
    return decodeURIComponent(raw);
  } catch (error) {
    if (error instanceof URIError) return raw;
    throw error;
  }
}
