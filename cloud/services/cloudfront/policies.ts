import type { CachePolicyConfig, DefaultCacheBehavior, ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront';
import { cloudFrontError } from './errors.ts';
import { MANAGED_CACHE_POLICIES, MANAGED_RESPONSE_HEADERS_POLICIES } from './managed-policies.ts';
import type { CloudFrontState, Distribution } from './state.ts';

/** A cache policy, AWS's own or the account's. Throws NoSuchCachePolicy. */
export function cachePolicyConfig({ cachePolicies }: CloudFrontState, id: string): CachePolicyConfig {
  const config = MANAGED_CACHE_POLICIES.get(id) ?? cachePolicies.get(id)?.config;
  if (!config) throw cloudFrontError('NoSuchCachePolicy');
  return config;
}

/** The same for response headers policies. Throws NoSuchResponseHeadersPolicy. */
export function responseHeadersPolicyConfig({ responseHeadersPolicies }: CloudFrontState, id: string): ResponseHeadersPolicyConfig {
  const config = MANAGED_RESPONSE_HEADERS_POLICIES.get(id) ?? responseHeadersPolicies.get(id)?.config;
  if (!config) throw cloudFrontError('NoSuchResponseHeadersPolicy');
  return config;
}

/** Whether a distribution's behaviours, the default one included, name something. */
export function isNamed({ distributions }: CloudFrontState, names: (behavior: DefaultCacheBehavior) => boolean): boolean {
  return [...distributions.values()].some((distribution) => behaviorsOf(distribution).some(names));
}

export function behaviorsOf({ config }: Pick<Distribution, 'config'>): DefaultCacheBehavior[] {
  return [config.DefaultCacheBehavior!, ...(config.CacheBehaviors?.Items ?? [])];
}
